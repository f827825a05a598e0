import DenseAlgebra
import ParallelBlocks

/// All distances between rows, held twice, so that those of one row lie side by side.
///
/// The diagonal is infinite: no row is its own nearest.
struct SquareDistances<Scalar: MatrixScalar> {
  let rowCount: Int
  private let memory: ScratchMemory<Scalar>

  /// Measures the distances between rows.
  ///
  /// - Complexity: O(rows² × columns).
  init(of rows: ScaledRows, parallelism: Parallelism) {
    let rowCount = rows.matrix.rowCount
    self.rowCount = rowCount
    memory = ScratchMemory(count: rowCount * rowCount)
    let target = DisjointWrites(memory.elements)
    PointDistances(rows.matrix, terms: rows.terms).forEachRow(parallelism: parallelism) {
      row, sums in
      guard let start = target.slice(row * rowCount..<(row + 1) * rowCount).baseAddress else {
        return
      }
      // One loop for each metric, so that the choice is outside of it.
      switch rows.metric {
      case .euclidean: for i in 0..<rowCount { start[i] = Scalar(sums[i].squareRoot()) }
      case .manhattan: for i in 0..<rowCount { start[i] = Scalar(sums[i]) }
      case .cosine: for i in 0..<rowCount { start[i] = Scalar(sums[i] / 2) }
      }
      start[row] = .infinity
    }
  }

  /// Takes given distances, each as `transform` makes it.
  ///
  /// - Complexity: O(rows²).
  init(
    _ distances: DistanceMatrix,
    transform: (_ distance: Double, _ row: Int, _ other: Int) -> Double
  ) {
    rowCount = distances.rowCount
    memory = ScratchMemory(count: rowCount * rowCount)
    var next = 0
    for row in 0..<rowCount {
      memory.elements[row * rowCount + row] = .infinity
      for other in row + 1..<max(row + 1, rowCount) {
        let value = Scalar(transform(distances.condensed[next], row, other))
        next += 1
        memory.elements[row * rowCount + other] = value
        memory.elements[other * rowCount + row] = value
      }
    }
  }

  /// The distances of one row.
  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Scalar>? {
    memory.elements.baseAddress.map { $0 + row * rowCount }
  }
}
