import ClusterAnalysis
import DenseAlgebra
import Foundation
import ParallelBlocks
import Synchronization
import Testing
import _SegmentationTestSupport

/// Searches that share their passes over the rows end with the same bits as each by itself.
@Suite struct KMeansSweepTests {
  /// Rows of levels and noise: some searches end early, some late, and ties are common.
  private static func rows(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { index in
        index % columnCount == 0 ? Double(random.index(below: 4)) : random.normal()
      })
  }

  @Test(
    arguments: [KMeans.Initialization.plusPlus(), .random],
    [(engine: KMeans.Engine.fused, exchanges: false), (.fused, true), (.blas, true)])
  func equalsEachNumberByItself(
    initialization: KMeans.Initialization, variant: (engine: KMeans.Engine, exchanges: Bool)
  ) throws {
    // At 140 clusters, rows are cut into longer chunks than at 2.
    let counts = variant.exchanges ? [5, 2, 5, 1] : [5, 2, 140, 3]
    let rows = Self.rows(2300, 3, seed: 5)
    let weights = (0..<2300).map { [1, 0.5, 0, 2][$0 % 4] }
    var settings = KMeans(
      clusterCount: 99, initialization: initialization, restarts: 2, iterationLimit: 8,
      exchangesRows: variant.exchanges, seed: 11, engine: variant.engine)
    for weights in [nil, weights] {
      settings.parallelism = Parallelism(threadCount: 3)
      let models = try KMeansSweep(clusterCounts: counts, settings: settings)
        .fitted(to: rows, weights: weights)
      #expect(models.map(\.clusterCount) == counts)
      settings.parallelism = .serial
      for (count, model) in zip(counts, models) {
        settings.clusterCount = count
        #expect(try settings.fitted(to: rows, weights: weights) == model)
      }
    }
  }

  @Test func theBestRestartIsThatOfSearchesOneByOne() throws {
    let rows = Self.rows(300, 3, seed: 2)
    let seed: UInt64 = 77
    let together = try KMeans(
      clusterCount: 7, initialization: .random, restarts: 9, tolerance: 0, seed: seed
    ).fitted(to: rows)
    // The starts of the restarts, drawn as they are: by exponential waiting times.
    var costs: [Double] = []
    for restart in 0..<9 {
      var random = RandomSource(seed: seed).substream(restart)
      var arrivals: [(Double, Int)] = []
      for row in 0..<300 { arrivals.append((-log(1 - random.uniform()), row)) }
      let start = rows.selectingRows(arrivals.sorted { $0 < $1 }.prefix(7).map(\.1))
      costs.append(DirectLloyd(rows, from: start).cost)
    }
    let lowest = try #require(costs.min())
    #expect(abs(together.withinSumOfSquares - lowest) < 1e-9 * lowest)
    #expect(abs(costs[together.restart] - lowest) < 1e-9 * lowest)
  }

  @Test func numbersAboveThatOfDistinctRowsAreLeftOut() throws {
    let rows = Matrix(rows: (0..<40).map { [Double($0 % 5)] })
    let settings = KMeans(clusterCount: 1, restarts: 2)
    let models = try KMeansSweep(clusterCounts: [4, 5, 6, 2, 40], settings: settings)
      .fitted(to: rows)
    #expect(models.map(\.clusterCount) == [4, 5, 2])
    #expect(models[1].withinSumOfSquares == 0)
    let error = #expect(throws: ClusteringError.self) {
      try KMeansSweep(clusterCounts: [9, 6], settings: settings).fitted(to: rows)
    }
    #expect(error?.code == .tooManyClusters)
    #expect(error?.message.contains("at most 5") == true)
  }

  @Test(arguments: [[], [0], [3, -1]])
  func unusableNumbersAreErrors(counts: [Int]) {
    let error = #expect(throws: ClusteringError.self) {
      try KMeansSweep(clusterCounts: counts, settings: KMeans(clusterCount: 2))
        .fitted(to: Matrix.random(20, 2, seed: 1))
    }
    #expect(error?.code == .invalidSetting)
  }

  @Test func givenCentersFitOneNumber() throws {
    let rows = Matrix.random(50, 2, seed: 1)
    let settings = KMeans(
      clusterCount: 2, initialization: .centers(rows.selectingRows(0..<2)))
    #expect(
      try KMeansSweep(clusterCounts: [2], settings: settings).fitted(to: rows)
        == [settings.fitted(to: rows)])
    let error = #expect(throws: ClusteringError.self) {
      try KMeansSweep(clusterCounts: [2, 3], settings: settings).fitted(to: rows)
    }
    #expect(error?.code == .shapeMismatch)
  }

  @Test func readsFloatFilesAndTellsWhichNumberItIsAt() throws {
    let rows = Matrix(
      rowCount: 500, columnCount: 3,
      elements: Matrix.random(500, 3, seed: 4).elements.map { Double(Float($0)) })
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumPyFile.write(rows, to: path, as: .float32, overwriting: true)
    let told = Mutex<[ClusteringProgress]>([])
    let settings = KMeans(
      clusterCount: 2, restarts: 3, progress: { step in told.withLock { $0.append(step) } })
    let sweep = KMeansSweep(clusterCounts: [2, 4], settings: settings)
    #expect(try sweep.fitted(toRowsOf: NumPyFile(path: path)) == sweep.fitted(to: rows))
    let steps = told.withLock { $0 }
    for count in [2, 4] {
      for restart in 0..<3 {
        let iterations = steps.filter { $0.clusterCount == count && $0.restart == restart }
          .map(\.iteration)
        // Both fits told their steps.
        #expect(
          iterations
            == Array([Array(1...iterations.count / 2), Array(1...iterations.count / 2)].joined()))
      }
    }
  }

  @Test func isCancelled() async throws {
    let rows = Matrix.random(2000, 3, seed: 4)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try KMeansSweep(
        clusterCounts: [2, 3], settings: KMeans(clusterCount: 2)
      ).fitted(to: rows)
    }
    let error = await #expect(throws: ClusteringError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }
}
