import DenseAlgebra
import ParallelBlocks

/// All distances between rows, held twice, so that those of one row lie side by side.
///
/// The diagonal is infinite: no row is its own nearest.
struct MergedDistances<Scalar: MatrixScalar> {
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
    let isEuclidean = rows.metric == .euclidean
    // Between rows of length 1, half the squared distance is one less the cosine.
    let factor: Scalar = rows.metric == .cosine ? 0.5 : 1
    PointDistances(rows.matrix, terms: rows.terms).forEachRow(
      takingRoots: isEuclidean, parallelism: parallelism
    ) { row, distances in
      let target = target.slice(row * rowCount..<(row + 1) * rowCount)
      guard let start = target.baseAddress, let source = distances.baseAddress else { return }
      for index in 0..<rowCount { start[index] = factor * Scalar(source[index]) }
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
