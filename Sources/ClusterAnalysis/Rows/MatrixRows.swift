import DenseAlgebra
import ParallelBlocks

/// The rows of a matrix in memory, read where they lie.
struct MatrixRows: RowSource {
  let rowCount: Int
  let columnCount: Int
  let weights: SharedReads<Double>?
  private let storage: SharedReads<Double>

  private init(
    _ matrix: Matrix, storage: UnsafeBufferPointer<Double>, weights: SharedReads<Double>?
  ) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    self.storage = SharedReads(storage)
    self.weights = weights
  }

  func elements(
    of rows: Range<Int>, scratch: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    guard let start = storage.elements.baseAddress else { return UnsafePointer(scratch) }
    return start + rows.lowerBound * columnCount
  }

  /// Calls `body` with the rows of `matrix`, which are valid until it returns.
  static func with<R, E: Error>(
    _ matrix: Matrix, weights: [Double]?, _ body: (MatrixRows) throws(E) -> R
  ) throws(E) -> R {
    try matrix.withUnsafeElements { (storage) throws(E) -> R in
      guard let weights else {
        return try body(MatrixRows(matrix, storage: storage, weights: nil))
      }
      return try weights.withUnsafeBufferPointer { (weights) throws(E) -> R in
        try body(MatrixRows(matrix, storage: storage, weights: SharedReads(weights)))
      }
    }
  }
}
