import ClusterAnalysis
import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct MiniBatchTests {
  typealias Block = MiniBatchKMeans.Block

  @Test(arguments: [32, 1024], [KMeans.Initialization.plusPlus(), .random])
  func keepsTheContract(batchSize: Int, initialization: KMeans.Initialization) throws {
    try ClustererContract(
      clusterer: {
        // The small batches start on fewer rows than most inputs have, so that some are drawn.
        MiniBatchKMeans(
          clusterCount: $0, batchSize: batchSize, initialization: initialization, restarts: 9,
          seed: $1, parallelism: $2)
      },
      input: { $0 }
    ).expectAll()
  }

  @Test(arguments: 0..<8)
  func equalsTheTextbook(seed: Int) throws {
    let rows = Matrix.random(900, 3, seed: UInt64(seed))
    let weights = seed % 2 == 0 ? nil : (0..<900).map { [0.5, 1, 2.25, 0, 3][$0 % 5] }
    // Seeds so unlucky that some centers starve.
    let start = Matrix.random(7, 3, seed: 100).scalingRows(by: [1, 1, 1, 1, 1, 9, 20])
    var method = MiniBatchKMeans(
      clusterCount: 7, batchSize: 50, initialization: .centers(start), passLimit: 2,
      patience: nil, reassignmentShare: seed < 4 ? 0.05 : 0, seed: UInt64(seed))
    let share = method.reassignmentShare
    let kept = (0..<900).filter { weights?[$0] != 0 }

    var direct = DirectMiniBatch(start, share: share)
    for first in stride(from: 0, to: kept.count, by: 50) {
      let batch = Array(kept[first..<min(first + 50, kept.count)])
      var random = RandomSource(seed: UInt64(seed)).substream(direct.batchCount)
      direct.follow(
        batch.map { Array(rows.row($0)) }, weights: batch.map { weights?[$0] ?? 1 }, &random)
    }
    let fit = try method.fitted(toBlocks: [Block(rows, weights: weights)])
    #expect(fit.rowCount == kept.count)
    #expect(try #require(fit.centers).largestDifference(to: Matrix(rows: direct.centers)) < 1e-10)
    #expect(
      try #require(fit.clusterWeights).largestDifference(to: direct.masses) < 1e-9)
    #expect(share == 0 || direct.movedCount > 0)

    direct = DirectMiniBatch(start, share: share)
    for _ in 0..<36 {
      var random = RandomSource(seed: UInt64(seed)).substream(direct.batchCount)
      let batch = (0..<50).map { _ in DirectMiniBatch.draw(weights, rowCount: 900, &random) }
      direct.follow(
        batch.map { Array(rows.row($0)) }, weights: batch.map { _ in 1 }, &random)
    }
    method.seed = UInt64(seed)
    let model = try method.fitted(to: rows, weights: weights)
    let last = try KMeans(
      clusterCount: 7, initialization: .centers(Matrix(rows: direct.centers)), iterationLimit: 1,
      tolerance: 0
    ).fitted(to: rows, weights: weights)
    #expect(model.iterationCount == 36 && !model.isConverged)
    #expect(model.assignments == last.assignments)
    #expect(model.centers.largestDifference(to: last.centers) < 1e-10)
  }

  @Test func reachesTheBestPartitionOfSeparatedBlobs() throws {
    let blobs = Blobs(
      sizes: [5000, 4000, 3000, 2000, 1000, 300], columnCount: 4, separation: 12, seed: 4)
    let best = try KMeans(clusterCount: 6).fitted(to: blobs.matrix)
    let model = try MiniBatchKMeans(clusterCount: 6, batchSize: 256).fitted(to: blobs.matrix)
    #expect(model.assignments == best.assignments)
    #expect(model.isConverged && model.iterationCount < 200)
    #expect(model.withinSumOfSquares <= best.withinSumOfSquares * 1.0001)
    let fit = try MiniBatchKMeans(clusterCount: 6, batchSize: 256)
      .fitted(toBlocks: [Block(blobs.matrix)])
    #expect(try fit.assignments(for: blobs.matrix).adjustedRandIndex(with: best.assignments) == 1)
  }

  @Test func theCutOfTheStreamDoesNotMatter() async throws {
    let rows = Matrix.random(700, 3, seed: 5)
    let weights = (0..<700).map { Double($0 % 4) }
    let method = MiniBatchKMeans(clusterCount: 5, batchSize: 64, startSize: 100)
    func blocks(_ size: Int) -> [Block] {
      stride(from: 0, to: 700, by: size).flatMap { first in
        let range = first..<min(first + size, 700)
        return [
          Block(Matrix(rowCount: 0, columnCount: 0)),
          Block(rows.selectingRows(range), weights: Array(weights[range])),
        ]
      }
    }
    let whole = try encoded(method.fitted(toBlocks: blocks(700)))
    for size in [1, 7, 64, 333] {
      #expect(try encoded(method.fitted(toBlocks: blocks(size))) == whole, "blocks of \(size)")
    }
    let stream = AsyncStream { continuation in
      for block in blocks(31) { continuation.yield(block) }
      continuation.finish()
    }
    #expect(try await encoded(method.fitted(toBlocks: stream)) == whole)
    // Saved and loaded after each block, on another number of threads.
    var fit = try method.partialFit()
    for (index, block) in blocks(45).enumerated() {
      try fit.add(block.rows, weights: block.weights)
      fit = try JSONDecoder().decode(MiniBatchKMeans.PartialFit.self, from: encoded(fit))
      fit.parallelism = Parallelism(threadCount: 1 + index % 3)
    }
    try fit.finish()
    #expect(try encoded(fit) == whole)
  }

  @Test func batchesOfOneRowAreOnlineKMeans() throws {
    let rows = Matrix(rows: [[0], [10], [2], [4], [20], [30]])
    let fit = try MiniBatchKMeans(
      clusterCount: 2, batchSize: 1, initialization: .centers(Matrix(rows: [[0], [10]]))
    ).fitted(toBlocks: (0..<6).map { Block(rows.selectingRows([$0])) })
    #expect(fit.centers == Matrix(rows: [[2], [20]]))
    #expect(fit.clusterWeights == [3, 3])
  }

  @Test func aShortStreamIsClusteredAtOnce() throws {
    let rows = Blobs(sizes: [20, 30, 10], columnCount: 2).matrix
    var fit = try MiniBatchKMeans(clusterCount: 3).partialFit()
    try fit.add(rows)
    #expect(fit.centers == nil && fit.waitingRowCount == 60)
    let early = #expect(throws: ClusteringError.self) { try fit.assignments(for: rows) }
    #expect(early?.message.contains("60 rows have come") == true)
    try fit.finish()
    let model = try KMeans(clusterCount: 3, restarts: 3).fitted(to: rows)
    #expect(fit.centers == model.centers)
    #expect(try fit.assignments(for: rows) == model.assignments)
  }

  @Test func aStartWithoutEnoughDifferentRowsWaitsForMore() throws {
    var fit = try MiniBatchKMeans(clusterCount: 3, batchSize: 4, startSize: 8).partialFit()
    for _ in 0..<20 { try fit.add(Matrix(rows: [[1, 1], [2, 2]])) }
    #expect(fit.centers == nil)
    let early = #expect(throws: ClusteringError.self) { try fit.finish() }
    #expect(early?.code == .tooManyClusters)
    for _ in 0..<30 { try fit.add(Matrix(rows: [[1, 1], [9, 9]])) }
    #expect(Set(fit.centers?.column(0) ?? []) == [1, 2, 9])
  }

  @Test func unusableBlocksChangeNothing() throws {
    var fit = try MiniBatchKMeans(clusterCount: 2, batchSize: 4, startSize: 6).partialFit()
    try fit.add(Matrix.random(11, 2))
    let before = try encoded(fit)
    func expect(_ code: ClusteringError.Code, _ block: Matrix, _ weights: [Double]? = nil) {
      let error = #expect(throws: ClusteringError.self) { try fit.add(block, weights: weights) }
      #expect(error?.code == code)
    }
    expect(.shapeMismatch, Matrix(rows: [[1]]))
    expect(.shapeMismatch, Matrix(rows: [[1, 2]]), [1, 1])
    expect(.nonFiniteValue, Matrix(rows: [[1, 2], [.nan, 1]]))
    expect(.nonFiniteValue, Matrix(rows: [[1, .infinity]]))
    expect(.valueOutOfRange, Matrix(rows: [[1, 1e200]]))
    expect(.invalidWeights, Matrix(rows: [[1, 2]]), [-1])
    expect(.invalidWeights, Matrix(rows: [[1, 2]]), [.nan])
    #expect(try encoded(fit) == before)
    try fit.add(Matrix(rowCount: 0, columnCount: 5))
    try fit.add(Matrix(rows: [[5, 5]]), weights: [0])
    #expect(try encoded(fit) == before)
    var none = try MiniBatchKMeans(clusterCount: 2).partialFit()
    let empty = #expect(throws: ClusteringError.self) { try none.finish() }
    #expect(empty?.code == .emptyInput)
  }

  @Test func settingsAreChecked() {
    func expect(_ part: String, _ change: (inout MiniBatchKMeans) -> Void) {
      var method = MiniBatchKMeans(clusterCount: 2)
      change(&method)
      for run in [
        { _ = try method.fitted(to: Matrix.random(9, 2)) }, { _ = try method.partialFit() },
      ] {
        let error = #expect(throws: ClusteringError.self) { try run() }
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
      }
    }
    expect("clusterCount is 0") { $0.clusterCount = 0 }
    expect("batchSize is 0") { $0.batchSize = 0 }
    expect("startSize is 1") { $0.startSize = 1 }
    expect("passLimit is 0") { $0.passLimit = 0 }
    expect("patience is 0") { $0.patience = 0 }
    expect("tolerance is nan") { $0.tolerance = .nan }
    expect("reassignmentShare is 1") { $0.reassignmentShare = 1 }
    expect("3 x 2") { $0.initialization = .centers(Matrix.random(3, 2)) }
  }

  @Test func brokenStatesAreRefused() throws {
    var fit = try MiniBatchKMeans(
      clusterCount: 2, batchSize: 4, initialization: .centers(Matrix(rows: [[1, 2], [3, 4]]))
    ).partialFit()
    try fit.add(Matrix(rows: [[5, 6]]))
    let text = String(decoding: try encoded(fit), as: UTF8.self)
    for (part, other) in [
      ("\"clusterCount\":2", "\"clusterCount\":3"), ("\"batchSize\":4", "\"batchSize\":0"),
      ("\"waiting\":[5,6]", "\"waiting\":[5]"), ("\"masses\":[0,0]", "\"masses\":[0,-1]"),
      ("\"columnCount\":2,\"elements\"", "\"columnCount\":4,\"elements\""),
      ("\"waitingWeights\":[1]", "\"waitingWeights\":[0]"), ("\"rowCount\":1", "\"rowCount\":0"),
    ] {
      let broken = text.replacingOccurrences(of: part, with: other)
      #expect(broken != text, "\(part)")
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(MiniBatchKMeans.PartialFit.self, from: Data(broken.utf8))
      }
    }
  }

  private func encoded(_ fit: MiniBatchKMeans.PartialFit) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(fit)
  }
}

/// Mini-batch k-means as its definition says, slow and obviously right.
struct DirectMiniBatch {
  var centers: [[Double]]
  var masses: [Double]
  var batchCount = 0
  var movedCount = 0
  private let share: Double
  private var rowsSinceLook = 0

  init(_ start: Matrix, share: Double) {
    centers = (0..<start.rowCount).map { Array(start.row($0)) }
    masses = [Double](repeating: 0, count: start.rowCount)
    self.share = share
  }

  mutating func follow(_ batch: [[Double]], weights: [Double], _ random: inout RandomSource) {
    let labels = batch.map { row in
      let distances = centers.map { DirectLloyd.squaredDistance(row, $0) }
      return distances.firstIndex(of: distances.min() ?? 0) ?? 0
    }
    // One row after the other, each center at a rate of 1 / what it has been given, as Sculley does.
    for (row, weight, label) in zip(zip(batch, weights), labels).map({ ($0.0, $0.1, $1) }) {
      masses[label] += weight
      for column in row.indices {
        centers[label][column] += weight / masses[label] * (row[column] - centers[label][column])
      }
    }
    batchCount += 1
    rowsSinceLook += batch.count
    guard share > 0, masses.contains(0) || rowsSinceLook >= 10 * masses.count else { return }
    rowsSinceLook = 0
    let largest = masses.max() ?? 0
    let starved = masses.indices.filter { masses[$0] < share * largest }
      .sorted { (masses[$0], $0) < (masses[$1], $1) }.prefix(batch.count / 2)
    let others = masses.indices.filter { !starved.contains($0) }
    let smallest = others.map { masses[$0] }.min() ?? 0
    var known = others.map { centers[$0] }
    for cluster in starved {
      let parts = zip(batch, weights).map { row, weight in
        weight * (known.map { DirectLloyd.squaredDistance(row, $0) }.min() ?? 0)
      }
      var rest = random.uniform() * parts.reduce(0, +)
      let row = parts.indices.first { index in
        rest -= parts[index]
        return rest < 0
      }
      centers[cluster] = batch[row ?? 0]
      masses[cluster] = smallest
      known.append(centers[cluster])
      movedCount += 1
    }
  }

  static func draw(_ weights: [Double]?, rowCount: Int, _ random: inout RandomSource) -> Int {
    guard let weights else { return random.index(below: rowCount) }
    let place = random.uniform() * weights.reduce(0, +)
    var sum = 0.0
    return weights.indices.first { row in
      sum += weights[row]
      return sum > place
    } ?? 0
  }
}
