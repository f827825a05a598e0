import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct ExchangeTests {
  /// Rows of flags, which are often equally near to several centers.
  private func flags(seed: UInt64, rowCount: Int = 40, columnCount: Int = 5) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in Double(random.index(below: 2)) })
  }

  private func settings(_ seed: UInt64, exchangesRows: Bool) -> KMeans {
    KMeans(
      clusterCount: 4, initialization: .random, restarts: 1, tolerance: 0,
      exchangesRows: exchangesRows, seed: seed, parallelism: .serial)
  }

  @Test("exchanging never costs more than Lloyd's search alone, and often less")
  func costsLess() throws {
    var betterCount = 0
    for seed in 0..<30 as Range<UInt64> {
      let rows = flags(seed: seed)
      let plain = try settings(seed, exchangesRows: false).fitted(to: rows).withinSumOfSquares
      let exchanged = try settings(seed, exchangesRows: true).fitted(to: rows).withinSumOfSquares
      #expect(exchanged <= plain + 1e-9)
      if exchanged < plain - 1e-9 { betterCount += 1 }
    }
    #expect(betterCount >= 10)
  }

  @Test("no single row can move and lower the cost", arguments: 0..<10)
  func isLocallyOptimal(seed: Int) throws {
    let rows = flags(seed: UInt64(seed))
    let weights = (0..<rows.rowCount).map { Double(1 + ($0 * 7 + seed) % 3) }
    let model = try settings(UInt64(seed), exchangesRows: true).fitted(to: rows, weights: weights)
    let labels = model.assignments.labels
    let best = cost(of: labels, rows, weights)
    for row in labels.indices {
      for cluster in 0..<Int32(4) where cluster != labels[row] {
        var moved = labels
        moved[row] = cluster
        #expect(cost(of: moved, rows, weights) >= best - 1e-9)
      }
    }
  }

  @Test("k-means that exchanges rows keeps the contract of all clusterers")
  func contract() throws {
    try ClustererContract(
      clusterer: { clusterCount, seed, parallelism in
        KMeans(
          clusterCount: clusterCount, exchangesRows: true, seed: seed, parallelism: parallelism)
      },
      input: { $0 }
    ).expectAll()
  }

  private func cost(of labels: [Int32], _ rows: Matrix, _ weights: [Double]) -> Double {
    (0..<Int32(4)).reduce(0.0) { total, cluster in
      let members = labels.indices.filter { labels[$0] == cluster }
      let mass = members.reduce(0.0) { $0 + weights[$1] }
      return (0..<rows.columnCount).reduce(total) { total, column in
        let mean = members.reduce(0.0) { $0 + weights[$1] * rows[$1, column] } / mass
        return members.reduce(total) { sum, row in
          let difference = rows[row, column] - mean
          return sum + weights[row] * difference * difference
        }
      }
    }
  }
}
