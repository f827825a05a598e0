import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

@Suite struct BisectingTests {
  @Test(arguments: BisectingKMeans.Splitting.allCases, [KMeans.Engine.fused, .blas])
  func keepsTheContract(splitting: BisectingKMeans.Splitting, engine: KMeans.Engine) throws {
    try ClustererContract(
      clusterer: {
        BisectingKMeans(
          clusterCount: $0, splitting: splitting, seed: $1, parallelism: $2, engine: engine)
      },
      input: { $0 }
    ).expectAll()
  }

  /// The division of some rows into two that costs least, by trying all.
  private func bestHalves(
    _ rows: [Int], of matrix: Matrix, _ weights: [Double]
  ) -> (halves: [[Int]], costs: [Double]) {
    var best: (halves: [[Int]], costs: [Double]) = ([], [.infinity])
    for code in 1..<(1 << (rows.count - 1)) {
      let halves = [0, 1].map { side in
        rows.indices.filter { code >> $0 & 1 == side }.map { rows[$0] }
      }
      let costs = halves.map { cost($0, of: matrix, weights) }
      if costs.reduce(0, +) < best.costs.reduce(0, +) { best = (halves, costs) }
    }
    return best
  }

  private func cost(_ rows: [Int], of matrix: Matrix, _ weights: [Double]) -> Double {
    let mass = rows.reduce(0) { $0 + weights[$1] }
    return (0..<matrix.columnCount).reduce(0) { sum, column in
      let mean = rows.reduce(0) { $0 + weights[$1] * matrix[$1, column] } / mass
      return sum
        + rows.reduce(0) {
          $0 + weights[$1] * (matrix[$1, column] - mean) * (matrix[$1, column] - mean)
        }
    }
  }

  @Test(arguments: 0..<10)
  func makesTheBestSplits(seed: Int) throws {
    let matrix = Matrix.random(12, 2, seed: UInt64(seed))
    let weights = (0..<12).map { seed % 2 == 0 ? 1 : [0.5, 1, 3][$0 % 3] }
    let splitting = BisectingKMeans.Splitting.allCases[seed / 2 % 2]
    var leaves = [(rows: Array(0..<12), cost: Double.infinity)]
    var partitions = [leaves.map(\.rows)]
    for _ in 0..<4 {
      let place =
        leaves.indices.filter { leaves[$0].rows.count > 1 }.max {
          switch splitting {
          case .largestSumOfSquares: leaves[$0].cost < leaves[$1].cost
          case .largestCluster:
            leaves[$0].rows.reduce(0) { $0 + weights[$1] }
              < leaves[$1].rows.reduce(0) { $0 + weights[$1] }
          }
        } ?? 0
      let best = bestHalves(leaves.remove(at: place).rows, of: matrix, weights)
      leaves += zip(best.halves, best.costs).map { ($0, $1) }
      partitions.append(leaves.map(\.rows))
    }
    let model = try BisectingKMeans(
      clusterCount: 5, splitting: splitting, restarts: 60, tolerance: 0, seed: UInt64(seed)
    ).fitted(to: matrix, weights: seed % 2 == 0 ? nil : weights)
    let expected = leaves.reduce(0) { $0 + $1.cost }
    #expect(abs(model.withinSumOfSquares - expected) < 1e-9 * expected)
    for (index, partition) in partitions.enumerated() {
      let found = try model.assignments(into: index + 1)
      let clusters = (0...index).map { found.rows(of: $0) }
      #expect(Set(clusters) == Set(partition))
    }
  }

  @Test func earlierPartitionsAreNestedAndOrdered() throws {
    let matrix = Matrix.random(400, 3, seed: 6)
    let weights = (0..<400).map { Double($0 % 4) }
    let model = try BisectingKMeans(clusterCount: 12, restarts: 2)
      .fitted(to: matrix, weights: weights)
    #expect(try model.assignments(into: 12) == model.assignments)
    #expect(try model.assignments(into: 1).labels == [Int32](repeating: 0, count: 400))
    #expect(model.splits.map(\.node).first == 0)
    for count in 2...12 {
      let finer = try model.assignments(into: count)
      let coarser = try model.assignments(into: count - 1)
      let pairs = Set(zip(finer.labels, coarser.labels).map { [$0, $1] })
      #expect(pairs.count == count)
      let sizes = (0..<count).map { finer.rows(of: $0).reduce(0) { $0 + weights[$1] } }
      #expect(sizes == sizes.sorted(by: >))
    }
    for count in [0, 13, -1] {
      let error = #expect(throws: ClusteringError.self) { try model.assignments(into: count) }
      #expect(error?.message.contains("from 1 to 12") == true)
    }
  }

  @Test func sumsBelongToTheReturnedCenters() throws {
    let matrix = Matrix.random(300, 4, seed: 3)
    let model = try BisectingKMeans(clusterCount: 7).fitted(to: matrix)
    var within = [Double](repeating: 0, count: 7)
    for (row, label) in model.assignments.labels.enumerated() {
      within[Int(label)] += DirectLloyd.squaredDistance(
        Array(matrix.row(row)), Array(model.centers.row(Int(label))))
    }
    #expect(within.largestDifference(to: model.withinSumsOfSquares) < 1e-9)
    let plain = try KMeans(clusterCount: 7).fitted(to: matrix)
    #expect(abs(model.totalSumOfSquares - plain.totalSumOfSquares) < 1e-9)
    #expect(model.withinSumOfSquares >= plain.withinSumOfSquares * 0.999)
  }

  @Test func aClusterOfEqualRowsIsNotSplit() throws {
    // The mean of many tenths is not a tenth, so that the largest cluster seems to cost something.
    let matrix = Matrix(
      rows: [[Double]](repeating: [0.1, 1e8], count: 1001) + [[0.2, 1e8], [0.3, 1e8]])
    for splitting in BisectingKMeans.Splitting.allCases {
      let model = try BisectingKMeans(clusterCount: 3, splitting: splitting).fitted(to: matrix)
      #expect(model.assignments.sizes == [1001, 1, 1])
    }
  }

  @Test func unusableInputIsRefused() throws {
    let matrix = Matrix.random(9, 2)
    func expect(
      _ code: ClusteringError.Code, _ method: BisectingKMeans, _ matrix: Matrix,
      _ weights: [Double]? = nil
    ) {
      let error = #expect(throws: ClusteringError.self) {
        try method.fitted(to: matrix, weights: weights)
      }
      #expect(error?.code == code)
    }
    let method = BisectingKMeans(clusterCount: 2)
    expect(.invalidSetting, BisectingKMeans(clusterCount: 0), matrix)
    expect(.invalidSetting, BisectingKMeans(clusterCount: 2, restarts: 0), matrix)
    expect(.invalidSetting, BisectingKMeans(clusterCount: 2, tolerance: .nan), matrix)
    expect(
      .invalidSetting,
      BisectingKMeans(clusterCount: 2, initialization: .centers(Matrix.random(2, 2))), matrix)
    expect(.emptyInput, method, Matrix(rowCount: 0, columnCount: 2))
    expect(.nonFiniteValue, method, Matrix(rows: [[1, 2], [.nan, 0]]))
    expect(.invalidWeights, method, matrix, [Double](repeating: 0, count: 9))
    expect(.shapeMismatch, method, matrix, [1])
    let model = try method.fitted(to: matrix)
    #expect(throws: ClusteringError.self) { try model.assignments(for: Matrix(rows: [[1]])) }
    #expect(throws: ClusteringError.self) { try model.assignments(for: Matrix(rows: [[1, .nan]])) }
    #expect(try model.assignments(for: Matrix(rowCount: 0, columnCount: 2)).labels.isEmpty)
  }

  @Test func brokenModelsAreRefused() throws {
    let model = try BisectingKMeans(clusterCount: 3).fitted(
      to: Matrix(rows: [[0], [1], [10], [12], [40]]))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(model), as: UTF8.self)
    for (part, other) in [
      ("\"node\":0", "\"node\":1"), ("\"nodes\":[", "\"nodes\":[9,"),
      ("\"clusterWeights\":[2", "\"clusterWeights\":[-2"),
      ("\"totalSumOfSquares\":", "\"totalSumOfSquares\":-"),
    ] {
      let broken = text.replacingOccurrences(of: part, with: other)
      #expect(broken != text, "\(part)")
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(BisectingKMeans.Model.self, from: Data(broken.utf8))
      }
    }
  }
}
