import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Synchronization
import Testing
import _SegmentationTestSupport

@Suite struct KMeansPropertyTests {
  @Test(arguments: 0..<12)
  func equalsTheTextbook(seed: Int) throws {
    let shapes = [(20, 2, 3), (100, 5, 4), (257, 3, 6), (64, 1, 5), (300, 17, 2), (90, 40, 9)]
    let (rowCount, columnCount, clusterCount) = shapes[seed % shapes.count]
    let rows = Matrix.random(rowCount, columnCount, seed: UInt64(seed))
    let weights =
      seed < shapes.count ? nil : (0..<rowCount).map { [0.5, 1, 2.25, 0, 3][($0 * 7 + seed) % 5] }
    // A start of weight 0 could be left without rows, which the textbook does not know about.
    let counted = (0..<rowCount).filter { weights == nil || weights?[$0] != 0 }
    let start = rows.selectingRows(counted.prefix(clusterCount))
    let model = try KMeans(
      clusterCount: clusterCount, initialization: .centers(start), tolerance: 0
    ).fitted(to: rows, weights: weights)
    let direct = DirectLloyd(rows, weights: weights, from: start)
    #expect(model.isConverged)
    #expect(abs(model.withinSumOfSquares - direct.cost) <= 1e-12 * direct.cost)
    let sizes = Assignments(
      labels: direct.labels.map(Int32.init), clusterCount: clusterCount)
    #expect(try model.assignments.adjustedRandIndex(with: sizes) == 1)
  }

  @Test func costNeverRises() throws {
    let told = Mutex<[ClusteringProgress]>([])
    let rows = Matrix.random(400, 3, seed: 3)
    let model = try KMeans(
      clusterCount: 7, restarts: 5, tolerance: 0,
      progress: { progress in told.withLock { $0.append(progress) } }
    ).fitted(to: rows)
    let progress = told.withLock { $0 }
    for restart in 0..<5 {
      let steps = progress.filter { $0.restart == restart }
      #expect(steps.map(\.iteration) == Array(1...steps.count))
      #expect(steps.allSatisfy { $0.restartCount == 5 && $0.iterationLimit == 300 })
      #expect(steps.first?.movedRowCount == 400)
      #expect(steps.last?.movedRowCount == 0)
      for (earlier, later) in zip(steps, steps.dropFirst()) {
        #expect(later.objective <= earlier.objective + 1e-12 * model.totalSumOfSquares)
      }
    }
    let ends = (0..<5).map { restart in
      progress.filter { $0.restart == restart }.map(\.objective).min() ?? .infinity
    }
    #expect(abs((ends.min() ?? 0) - model.withinSumOfSquares) < 1e-9)
    #expect(abs(ends[model.restart] - model.withinSumOfSquares) < 1e-9)
    #expect(model.iterationCount == progress.filter { $0.restart == model.restart }.count)
  }

  @Test(arguments: 0..<8)
  func reachesTheOptimumOfFewRows(seed: UInt64) throws {
    let rows = Matrix.random(8, 2, seed: seed)
    let model = try KMeans(clusterCount: 3, restarts: 50, tolerance: 0).fitted(to: rows)
    var optimum = Double.infinity
    for code in 0..<6561 {
      var rest = code
      let labels = (0..<8).map { _ in
        defer { rest /= 3 }
        return rest % 3
      }
      guard Set(labels).count == 3 else { continue }
      var cost = 0.0
      for cluster in 0..<3 {
        let members = labels.indices.filter { labels[$0] == cluster }
        for column in 0..<2 {
          let mean = members.reduce(0) { $0 + rows[$1, column] } / Double(members.count)
          for row in members { cost += (rows[row, column] - mean) * (rows[row, column] - mean) }
        }
      }
      optimum = min(optimum, cost)
    }
    #expect(abs(model.withinSumOfSquares - optimum) < 1e-12)
  }

  @Test func labelsAndSumsBelongToTheReturnedCenters() throws {
    let rows = Matrix.random(700, 6, seed: 9)
    let weights = (0..<700).map { Double($0 % 4) }
    // Stopped early, by the limit and by the tolerance.
    for (limit, tolerance) in [(1, 0.0), (3, 0.0), (300, 0.05)] {
      let model = try KMeans(
        clusterCount: 6, restarts: 2, iterationLimit: limit, tolerance: tolerance
      ).fitted(to: rows, weights: weights)
      #expect(model.isConverged == (limit == 300))
      var within = [Double](repeating: 0, count: 6)
      for row in 0..<700 {
        let distances = (0..<6).map {
          DirectLloyd.squaredDistance(Array(rows.row(row)), Array(model.centers.row($0)))
        }
        let label = Int(model.assignments.labels[row])
        #expect(distances[label] == distances.min())
        within[label] += weights[row] * distances[label]
      }
      for cluster in 0..<6 {
        #expect(abs(within[cluster] - model.withinSumsOfSquares[cluster]) < 1e-9)
      }
      #expect(try model.assignments(for: rows) == model.assignments)
    }
  }

  @Test func largeOffsetsKeepSmallDifferences() throws {
    let plain = Matrix.random(300, 3, seed: 4)
    var shifted = plain
    for row in 0..<300 {
      for column in 0..<3 {
        // Steps of 2⁻²⁰, which a number of 10⁹ can hold.
        let step = (plain[row, column] * 0x1p10).rounded() * 0x1p-20
        shifted[row, column] = 1e9 * Double(column + 1) + step
      }
    }
    var unshifted = shifted
    for row in 0..<300 {
      for column in 0..<3 { unshifted[row, column] -= 1e9 * Double(column + 1) }
    }
    let start = (0..<5).map { $0 * 11 }
    func model(_ rows: Matrix) throws -> KMeans.Model {
      try KMeans(
        clusterCount: 5, initialization: .centers(rows.selectingRows(start)), tolerance: 0
      ).fitted(to: rows)
    }
    let expected = try model(unshifted)
    let found = try model(shifted)
    #expect(found.assignments == expected.assignments)
    #expect(
      abs(found.withinSumOfSquares - expected.withinSumOfSquares)
        < 1e-6 * expected.withinSumOfSquares)
  }

  @Test func tiesGoToTheLowestCenter() throws {
    // Each of the rows in the middle is as far from both centers.
    let rows = Matrix(rows: [[-2], [-2], [-2], [0], [2], [2], [2]])
    let model = try KMeans(
      clusterCount: 2, initialization: .centers(Matrix(rows: [[2], [-2]])), iterationLimit: 1
    ).fitted(to: rows)
    #expect(model.assignments.labels == [1, 1, 1, 0, 0, 0, 0])
    #expect(model.centers.elements == [1.5, -2])
  }

  @Test func emptyClustersAreRefilled() throws {
    let rows = Blobs(sizes: [40, 30, 20], columnCount: 2).matrix
    let far = Matrix(rows: [Array(rows.row(0)), [1e6, 1e6], [1e6, 2e6]])
    let same = rows.selectingRows([0, 0, 0])
    for start in [far, same] {
      for limit in [1, 2, 300] {
        let model = try KMeans(
          clusterCount: 3, initialization: .centers(start), iterationLimit: limit
        ).fitted(to: rows)
        #expect(model.assignments.sizes.allSatisfy { $0 > 0 })
        #expect(model.isConverged == (limit == 300))
        #expect(model.withinSumOfSquares < 0.5 * model.totalSumOfSquares)
      }
    }
  }

  @Test func emptyClustersAreNotGivenRowsWithoutWeight() throws {
    let rows = Matrix(rows: [[0], [1], [2], [1000], [2000]])
    let weights: [Double] = [1, 1, 1, 0, 0]
    let start = Matrix(rows: [[0], [0], [0]])
    let model = try KMeans(
      clusterCount: 3, initialization: .centers(start)
    ).fitted(to: rows, weights: weights)
    #expect(model.clusterWeights == [1, 1, 1])
    #expect(model.withinSumOfSquares == 0)
  }

  @Test func wholeNumbersAndEqualRowsGiveExactCenters() throws {
    let rows = Matrix(rows: (0..<90).map { [Double($0 % 3), 0.1, 7_000_001] })
    let model = try KMeans(clusterCount: 3).fitted(to: rows)
    #expect(model.withinSumOfSquares == 0)
    #expect(Set(model.centers.column(0)) == [0, 1, 2])
    #expect(model.centers.column(1) == [0.1, 0.1, 0.1])
    #expect(model.centers.column(2) == [7_000_001, 7_000_001, 7_000_001])
  }

  @Test func manyColumnsAndManyClusters() throws {
    let wide = Blobs(sizes: [12, 8], columnCount: 5000).matrix
    #expect(try KMeans(clusterCount: 2, restarts: 1).fitted(to: wide).assignments.sizes == [12, 8])
    let rows = Matrix.random(300, 1, seed: 2)
    let model = try KMeans(clusterCount: 300, restarts: 1).fitted(to: rows)
    #expect(model.withinSumOfSquares == 0)
    #expect(model.assignments.labels == Array(0..<300))
  }

  @Test func smallNumbersAreNotLost() throws {
    let rows = Matrix(rows: [[1e-130], [2e-130], [9e-130], [9.5e-130]])
    #expect(try KMeans(clusterCount: 2).fitted(to: rows).assignments.labels == [0, 0, 1, 1])
  }
}
