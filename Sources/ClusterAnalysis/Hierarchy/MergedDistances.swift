import DenseAlgebra
import ParallelBlocks

/// The distances of rows to all rows, those of one row side by side, made when they are first asked for.
///
/// The diagonal is infinite: no row is its own nearest. Rows that are gone leave their memory to those
/// that come: mostly, less than a third of them are there at once.
struct MergedDistances<Scalar: MatrixScalar> {
  let rowCount: Int
  private let write: (_ row: Int, _ distances: UnsafeMutablePointer<Scalar>) -> Void
  private var rows: [UnsafeMutablePointer<Scalar>?]
  private var pool: RowPool<Scalar>

  /// Columns that a thread measures at a time.
  private static var blockSize: Int { 4096 }

  /// Takes the distances between rows.
  ///
  /// - Complexity: O(rows × columns).
  init(of rows: ScaledRows, parallelism: Parallelism) {
    let points = PointDistances(rows.matrix, terms: rows.terms)
    let count = points.rowCount
    let isEuclidean = rows.metric == .euclidean
    // Between rows of length 1, half the squared distance is one less the cosine.
    let factor: Scalar = rows.metric == .cosine ? 0.5 : 1
    self.init(rowCount: count) { row, distances in
      let target = DisjointWrites(UnsafeMutableBufferPointer(start: distances, count: count))
      parallelism.forEachBlock(count: count, blockSize: Self.blockSize) { _, columns in
        let target = target.slice(columns)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.blockSize) { sums in
          guard let sums = sums.baseAddress, let target = target.baseAddress else { return }
          points.write(from: row, to: columns, into: sums, takingRoots: isEuclidean)
          for index in 0..<columns.count { target[index] = factor * Scalar(sums[index]) }
        }
      }
    }
  }

  /// Takes given distances, each as `transform` makes it, which does not depend on the order of rows.
  ///
  /// - Complexity: O(rows).
  init(
    _ distances: DistanceMatrix,
    transform: @escaping (_ distance: Double, _ row: Int, _ other: Int) -> Double
  ) {
    let count = distances.rowCount
    let condensed = distances.condensed
    self.init(rowCount: count) { row, target in
      // The place of the row's distance to each earlier row, and then to those after it.
      var place = row - 1
      for other in 0..<row {
        target[other] = Scalar(transform(condensed[place], row, other))
        place += count - other - 2
      }
      place += 1
      for other in row + 1..<max(row + 1, count) {
        target[other] = Scalar(transform(condensed[place], row, other))
        place += 1
      }
    }
  }

  private init(
    rowCount: Int,
    write: @escaping (_ row: Int, _ distances: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    self.rowCount = rowCount
    self.write = write
    rows = [UnsafeMutablePointer<Scalar>?](repeating: nil, count: rowCount)
    pool = RowPool(rowLength: rowCount)
  }

  /// The distances of one row, which stay where they are until it is gone.
  ///
  /// - Complexity: O(rows × columns) when the row is first asked for, else O(1).
  mutating func row(_ row: Int) -> UnsafeMutablePointer<Scalar> {
    if let known = rows[row] { return known }
    let distances = pool.take()
    write(row, distances)
    distances[row] = .infinity
    rows[row] = distances
    return distances
  }

  /// Forgets the distances of a row.
  mutating func remove(_ row: Int) {
    guard let known = rows[row] else { return }
    rows[row] = nil
    pool.giveBack(known)
  }
}
