import DenseAlgebra
import ParallelBlocks

/// Rows in memory that somebody else owns, and how often each of them counts.
struct WeightedRows: Sendable {
  /// The rows as they came, in Double or in Float.
  let original: OriginalRows
  /// One weight for each row; `nil` when each counts once.
  let weights: SharedReads<Double>?

  /// The number of rows.
  var rowCount: Int { original.rowCount }
  /// The number of columns.
  var columnCount: Int { original.columnCount }

  /// How often a row counts.
  @inline(__always)
  func weight(of row: Int) -> Double {
    weights?.elements[row] ?? 1
  }

  /// How often each of some rows counts.
  func weights(of rows: Range<Int>) -> UnsafeBufferPointer<Double>? {
    weights.map { UnsafeBufferPointer(rebasing: $0.elements[rows]) }
  }

  /// A copy of one row.
  func row(_ row: Int) -> [Double] { original.row(row) }

  /// Runs `body` for one tile of rows after the other in `rows`.
  ///
  /// - Parameters:
  ///   - rows: The rows to go through.
  ///   - tileRows: How many rows a tile has; the last may have fewer.
  ///   - body: Called with the rows of a tile and their elements.
  @inline(__always)
  func forEachTile(
    of rows: Range<Int>, tileRows: Int = 256,
    _ body: (_ rows: Range<Int>, _ elements: UnsafePointer<Double>) -> Void
  ) {
    let capacity = min(tileRows, rows.count) * columnCount
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: max(1, capacity))
    defer { scratch.deallocate() }
    var start = rows.lowerBound
    while start < rows.upperBound {
      let tile = start..<min(start + tileRows, rows.upperBound)
      body(tile, original.doubles(of: tile, scratch: scratch))
      start = tile.upperBound
    }
  }

  /// Calls `body` with rows of a matrix, which are valid until it returns.
  static func with<R, E: Error>(
    _ matrix: Matrix, weights: [Double]?, _ body: (WeightedRows) throws(E) -> R
  ) throws(E) -> R {
    try matrix.withUnsafeElements { (elements) throws(E) -> R in
      try with(
        OriginalRows(doubles: elements, columnCount: max(1, matrix.columnCount)), weights: weights,
        body)
    }
  }

  /// Calls `body` with rows and their weights, which are valid until it returns.
  static func with<R, E: Error>(
    _ original: OriginalRows, weights: [Double]?, _ body: (WeightedRows) throws(E) -> R
  ) throws(E) -> R {
    guard let weights else { return try body(WeightedRows(original: original, weights: nil)) }
    return try weights.withUnsafeBufferPointer { (weights) throws(E) -> R in
      try body(WeightedRows(original: original, weights: SharedReads(weights)))
    }
  }
}
