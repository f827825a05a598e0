import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// k-means‖ finds starts as good as those of k-means++, also where there is little to draw from.
@Suite struct ParallelSeedingTests {
  /// Starts by both ways from the same draws, and the sums of squared distances to them.
  private func costs(
    _ rows: Matrix, weights: [Double]? = nil, clusterCount: Int, seed: UInt64,
    packed isPacked: Bool = true, threadCount: Int = 2
  ) throws -> (parallel: (Matrix, Double), plusPlus: (Matrix, Double)) {
    try WeightedRows.with(rows, weights: weights) { weighted in
      let parallelism = Parallelism(threadCount: threadCount)
      let prepared = PreparedRows(
        weighted, totalWeight: weights?.reduce(0, +) ?? Double(rows.rowCount),
        isPacked: isPacked, parallelism: parallelism)
      let chunks = RowChunks(
        rowCount: rows.rowCount, columnCount: rows.columnCount, clusterCount: clusterCount,
        parallelism: parallelism)
      func cost(_ centers: Matrix) -> Double {
        (0..<rows.rowCount).reduce(0) { sum, row in
          let nearest =
            (0..<clusterCount).map {
              squaredDistance(rows.row(row), centers.row($0))
            }.min() ?? 0
          return sum + (weights?[row] ?? 1) * nearest
        }
      }
      var random = RandomSource(seed: seed)
      let parallel = try ParallelSeeding(
        prepared, chunks: chunks, trialCount: 4, roundCount: 5, drawCount: clusterCount
      ).centers(clusterCount, from: &random)
      random = RandomSource(seed: seed)
      let plusPlus = try PlusPlusSeeding(prepared, chunks: chunks, trialCount: 4)
        .centers(clusterCount, from: &random)
      return ((parallel, cost(parallel)), (plusPlus, cost(plusPlus)))
    }
  }

  private func groups(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    let middles = (0..<15 * columnCount).map { _ in 3 * random.normal() }
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { index in
        middles[index / columnCount % 15 * columnCount + index % columnCount] + random.normal()
      })
  }

  @Test func startsAreAsGoodAsThoseOfPlusPlus() throws {
    let rows = groups(1500, 4, seed: 3)
    for weights in [nil, (0..<1500).map { Double($0 % 5) }] {
      var sums = (parallel: 0.0, plusPlus: 0.0)
      for seed in 1...12 as ClosedRange<UInt64> {
        let costs = try costs(rows, weights: weights, clusterCount: 15, seed: seed)
        sums.parallel += costs.parallel.1
        sums.plusPlus += costs.plusPlus.1
      }
      #expect(sums.parallel < 1.1 * sums.plusPlus)
    }
  }

  @Test func neitherThreadsNorTheCopyMatter() throws {
    let rows = groups(9000, 40, seed: 4)
    let expected = try costs(rows, clusterCount: 6, seed: 9).parallel.0
    for threadCount in [1, 2, 5] {
      for isPacked in [true, false] {
        let centers = try costs(
          rows, clusterCount: 6, seed: 9, packed: isPacked, threadCount: threadCount
        ).parallel.0
        #expect(centers == expected)
      }
    }
  }

  @Test func centersAreDistinctRowsThatCount() throws {
    // 40 distinct rows, each many times; those below 10 do not count.
    let rows = Matrix(rows: (0..<4000).map { [Double($0 % 40), Double($0 % 40 % 7)] })
    let weights = (0..<4000).map { $0 % 40 < 10 ? 0.0 : 1 }
    for clusterCount in [1, 2, 29, 30] {
      let centers = try costs(rows, weights: weights, clusterCount: clusterCount, seed: 2)
        .parallel.0
      #expect(
        Set(centers.elements.indices.map { $0 / 2 }.map { Array(centers.row($0)) }).count
          == clusterCount)
      #expect((0..<clusterCount).allSatisfy { centers[$0, 0] >= 10 })
    }
  }

  @Test func asManyClustersAsRows() throws {
    let rows = groups(300, 2, seed: 5)
    let settings = KMeans(clusterCount: 300, initialization: .parallel(), restarts: 1)
    let model = try settings.fitted(to: rows)
    #expect(model.withinSumOfSquares == 0)
    #expect(Set(model.assignments.labels).count == 300)
  }

  @Test func rowsThatFloatCannotTell() throws {
    // Two groups so far apart that Float sees two rows only.
    let rows = Matrix(rows: (0..<200).map { [Double($0 % 2) * 1e15 + Double($0)] })
    let settings = KMeans(clusterCount: 6, initialization: .parallel(), restarts: 2)
    let model = try settings.fitted(to: rows)
    #expect(model.assignments.sizes.allSatisfy { $0 > 10 })
  }

  @Test(arguments: [
    KMeans.Initialization.parallel(rounds: 0), .parallel(oversampling: 0),
    .parallel(oversampling: .nan), .parallel(oversampling: .infinity),
  ])
  func settingsAreChecked(initialization: KMeans.Initialization) {
    let error = #expect(throws: ClusteringError.self) {
      try KMeans(clusterCount: 2, initialization: initialization)
        .fitted(to: Matrix.random(20, 2, seed: 1))
    }
    #expect(error?.code == .invalidSetting)
    #expect(error?.message.contains("initialization") == true)
  }
}
