import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct ValidationTests {
  private func partition(_ labels: [Int32]) -> Assignments {
    Assignments(labels: labels, clusterCount: Int(labels.max() ?? -1) + 1)
  }

  // MARK: Rand index

  @Test func randIndex() throws {
    // scikit-learn 1.9.1: adjusted_rand_score.
    func index(_ left: [Int32], _ right: [Int32]) throws -> Double {
      try partition(left).adjustedRandIndex(with: partition(right))
    }
    #expect(try index([0, 0, 1, 1], [1, 1, 0, 0]) == 1)
    #expect(abs(try index([0, 0, 1, 2], [0, 0, 1, 1]) - 0.5714285714285714) < 1e-15)
    #expect(try index([0, 0, 0, 0], [0, 1, 2, 3]) == 0)
    #expect(try index([0, 0, 1, 1], [0, 1, 0, 1]) == -0.5)
    #expect(try index([], []) == 1)
    #expect(try index([0], [0]) == 1)
    #expect(try index([0, 1, 2], [2, 0, 1]) == 1)
    #expect(try index([0, 0, 1, 1, -1], [1, 1, 0, 0, 0]) == 1)
  }

  @Test func randIndexTakesWeights() throws {
    let left: [Int32] = [0, 0, 1, 2, 1]
    let right: [Int32] = [0, 1, 1, 2, 1]
    let counts = [3, 1, 0, 4, 2]
    let repeated = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let weighted = try partition(left).adjustedRandIndex(
      with: partition(right), weights: counts.map(Double.init))
    let spread = try partition(repeated.map { left[$0] }).adjustedRandIndex(
      with: partition(repeated.map { right[$0] }))
    #expect(abs(weighted - spread) < 1e-15)
  }

  @Test func partitionsOfDifferentLengthsAreNotCompared() {
    let error = #expect(throws: ClusteringError.self) {
      try partition([0, 1]).adjustedRandIndex(with: partition([0, 1, 1]))
    }
    #expect(error?.code == .shapeMismatch)
  }

  // MARK: Silhouette

  private func widths(of labels: [Int32], in rows: Matrix) -> [Double] {
    labels.indices.map { row in
      func mean(_ cluster: Int32) -> Double {
        let others = labels.indices.filter { labels[$0] == cluster && $0 != row }
        return others.reduce(0) {
          $0
            + DirectLloyd.squaredDistance(Array(rows.row(row)), Array(rows.row($1))).squareRoot()
        } / Double(others.count)
      }
      guard labels.filter({ $0 == labels[row] }).count > 1 else { return 0 }
      let own = mean(labels[row])
      let next = Set(labels).subtracting([labels[row]]).map(mean).min() ?? 0
      return (next - own) / max(own, next)
    }
  }

  @Test(arguments: [(9, 1), (33, 3), (70, 8)])
  func silhouetteEqualsItsDefinition(rowCount: Int, columnCount: Int) throws {
    let rows = Matrix.random(rowCount, columnCount, seed: 8)
    // The last cluster has one row.
    let labels = (0..<rowCount).map { $0 == 4 ? 3 : Int32($0 * $0 % 3) }
    let silhouette = try Silhouette(of: partition(labels), in: rows)
    let expected = widths(of: labels, in: rows)
    #expect(silhouette.rows == Array(0..<rowCount))
    #expect(!silhouette.isSampled)
    for (width, expected) in zip(silhouette.widths, expected) {
      #expect(abs(width - expected) < 1e-12)
    }
    #expect(silhouette.widths[4] == 0)
    #expect(silhouette.clusterMeans.last == .some(0))
    #expect(abs(silhouette.mean - expected.reduce(0, +) / Double(rowCount)) < 1e-12)
  }

  @Test func silhouetteTakesWeights() throws {
    let rows = Matrix.random(20, 2, seed: 5)
    let labels = (0..<20).map { Int32($0 % 3) }
    let counts = (0..<20).map { $0 * 3 % 4 }
    let repeated = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let weighted = try Silhouette(
      of: partition(labels), in: rows, weights: counts.map(Double.init))
    let spread = try Silhouette(
      of: partition(repeated.map { labels[$0] }), in: rows.selectingRows(repeated))
    #expect(abs(weighted.mean - spread.mean) < 1e-12)
    #expect(weighted.rows == counts.indices.filter { counts[$0] > 0 })
  }

  @Test func silhouetteHasTheSameBitsForAnyNumberOfThreads() throws {
    let rows = Matrix.random(200, 3, seed: 6)
    let labels = partition((0..<200).map { Int32($0 % 5) })
    let serial = try Silhouette(of: labels, in: rows, parallelism: .serial)
    for threadCount in [2, 3, 7] {
      let parallel = try Silhouette(
        of: labels, in: rows, parallelism: Parallelism(threadCount: threadCount))
      #expect(parallel == serial)
    }
  }

  @Test func silhouetteOfASample() throws {
    let blobs = Blobs(sizes: [900, 500, 6], columnCount: 2, separation: 6)
    let assignments = partition(blobs.sources.map(Int32.init))
    let whole = try Silhouette(of: assignments, in: blobs.matrix)
    let sample = try Silhouette(of: assignments, in: blobs.matrix, rowLimit: 400, seed: 3)
    #expect(sample.isSampled && !whole.isSampled)
    #expect(abs(sample.rows.count - 400) < 30)
    #expect(sample.rows.filter { blobs.sources[$0] == 2 }.count == 6)
    #expect(abs(sample.mean - whole.mean) < 0.02)
    #expect(
      try Silhouette(of: assignments, in: blobs.matrix, rowLimit: 400, seed: 3) == sample)
    #expect(
      try Silhouette(of: assignments, in: blobs.matrix, rowLimit: 400, seed: 4) != sample)
  }

  @Test func emptyClustersHaveNoWidth() throws {
    let assignments = Assignments(labels: [0, 0, 3, 3, -1], clusterCount: 4)
    let rows = Matrix(rows: [[0], [1], [10], [11], [99]])
    let silhouette = try Silhouette(of: assignments, in: rows)
    #expect(silhouette.rows == [0, 1, 2, 3])
    #expect(silhouette.clusterMeans[1] == nil && silhouette.clusterMeans[2] == nil)
    #expect(silhouette.clusterMeans[0] == silhouette.clusterMeans[3])
  }

  @Test func equalRowsHaveWidthZero() throws {
    let rows = Matrix(rowCount: 6, columnCount: 2, repeating: 3)
    #expect(try Silhouette(of: partition([0, 0, 0, 1, 1, 1]), in: rows).mean == 0)
  }

  @Test(arguments: [[0, 0, 0], [0, 1, 2]] as [[Int32]])
  func oneClusterOrOnlySingleRowsCannotBeRated(labels: [Int32]) {
    let rows = Matrix(rows: [[0], [1], [3]])
    func expectRefusal(_ rate: () throws -> Void) {
      let error = #expect(throws: ClusteringError.self) { try rate() }
      #expect(error?.code == .invalidSetting)
      #expect(error?.message.contains("at least 2 clusters") == true)
    }
    expectRefusal { _ = try Silhouette(of: partition(labels), in: rows) }
    expectRefusal { _ = try partition(labels).calinskiHarabaszIndex(in: rows) }
    expectRefusal { _ = try partition(labels).daviesBouldinIndex(in: rows) }
  }

  @Test func partitionAndRowsMustFit() {
    let rows = Matrix(rows: [[0], [1], [3]])
    func code(_ rows: Matrix, _ labels: [Int32], _ weights: [Double]? = nil, limit: Int = 9)
      -> ClusteringError.Code?
    {
      #expect(throws: ClusteringError.self) {
        try Silhouette(of: partition(labels), in: rows, weights: weights, rowLimit: limit)
      }?.code
    }
    #expect(code(rows, [0, 1]) == .shapeMismatch)
    #expect(code(rows, [0, 1, 1], [1]) == .shapeMismatch)
    #expect(code(rows, [0, 1, 1], [1, -1, 1]) == .invalidWeights)
    #expect(code(Matrix(rows: [[0], [1], [.nan]]), [0, 1, 1]) == .nonFiniteValue)
    #expect(code(rows, [0, 1, 1], limit: 1) == .invalidSetting)
    #expect(code(Matrix(rowCount: 0, columnCount: 1), []) == .emptyInput)
  }

  // MARK: Separation

  @Test func separationOfFiveRows() throws {
    // Means 1 and 11 around 5; within 2 + 2, between 3·16 + 2·36.
    let rows = Matrix(rows: [[0], [1], [2], [10], [12]])
    let assignments = partition([0, 0, 0, 1, 1])
    #expect(abs(try assignments.calinskiHarabaszIndex(in: rows) - 120.0 / (4.0 / 3)) < 1e-12)
    // Spreads 2/3 and 1, distance 10.
    #expect(abs(try assignments.daviesBouldinIndex(in: rows) - (5.0 / 3) / 10) < 1e-15)
  }

  @Test func separationTakesWeights() throws {
    let rows = Matrix.random(20, 2, seed: 5)
    let labels = (0..<20).map { Int32($0 % 3) }
    let counts = (0..<20).map { $0 * 3 % 4 }
    let repeated = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let weights = counts.map(Double.init)
    let spread = partition(repeated.map { labels[$0] })
    let spreadRows = rows.selectingRows(repeated)
    let here = partition(labels)
    #expect(
      abs(
        try here.calinskiHarabaszIndex(in: rows, weights: weights)
          - spread.calinskiHarabaszIndex(in: spreadRows)) < 1e-12)
    #expect(
      abs(
        try here.daviesBouldinIndex(in: rows, weights: weights)
          - spread.daviesBouldinIndex(in: spreadRows)) < 1e-12)
  }

  @Test func separationWithoutSpread() throws {
    let apart = Matrix(rows: [[0], [0], [1], [1]])
    #expect(try partition([0, 0, 1, 1]).calinskiHarabaszIndex(in: apart) == .infinity)
    #expect(try partition([0, 0, 1, 1]).daviesBouldinIndex(in: apart) == 0)
    #expect(try partition([0, 1, 0, 1]).daviesBouldinIndex(in: apart) == .infinity)
  }
}
