public import ClusterAnalysis
public import DenseAlgebra
import Foundation
public import ParallelBlocks
import Testing

/// What every ``Clusterer`` promises, whatever its method.
///
/// ```swift
/// @Test func keepsTheContract() throws {
///   try ClustererContract(
///     clusterer: { KMeans(clusterCount: $0, seed: $1, parallelism: $2) }, input: { $0 }
///   ).expectAll()
/// }
/// ```
public struct ClustererContract<Method: Clusterer> where Method.Input: Equatable {
  /// Makes the method under test from a number of clusters, a seed and a limit on threads.
  public typealias Factory = (_ clusterCount: Int, _ seed: UInt64, Parallelism) -> Method

  private let clusterer: Factory
  private let input: (Matrix) -> Method.Input

  /// Describes a method.
  ///
  /// - Parameters:
  ///   - clusterer: Makes it, with settings that find well separated clusters.
  ///   - input: Turns rows into what the method takes; equal rows become equal rows.
  public init(clusterer: @escaping Factory, input: @escaping (Matrix) -> Method.Input) {
    self.clusterer = clusterer
    self.input = input
  }

  /// Expects all of the contract.
  public func expectAll() throws {
    try expectOrderedLabels()
    try expectSameBits()
    try expectSamePartitionOfPermutedRows()
    try expectWeightsToStandForRepeatedRows()
    try expectZeroWeightsWithoutEffect()
    try expectDuplicatesTogether()
    try expectOneCluster()
    try expectAsManyClustersAsRows()
    try expectErrorForTooManyClusters()
    try expectRoundTrip()
  }

  private func model(
    _ rows: Matrix, clusterCount: Int, weights: [Double]? = nil, seed: UInt64 = 1,
    threadCount: Int = 2
  ) throws -> Method.Model {
    try clusterer(clusterCount, seed, Parallelism(threadCount: threadCount))
      .fitted(to: input(rows), weights: weights)
  }

  /// Labels are contiguous and ordered by size, then by first row.
  func expectOrderedLabels() throws {
    for sizes in [[40, 90, 60], [50, 50, 50, 50], [1, 30]] {
      let blobs = Blobs(sizes: sizes, columnCount: 3)
      let model = try model(blobs.matrix, clusterCount: sizes.count)
      let assignments = model.assignments
      #expect(model.clusterCount == sizes.count)
      #expect(assignments.clusterCount == sizes.count)
      #expect(assignments.sizes == sizes.sorted(by: >))
      let firsts = (0..<sizes.count).map { assignments.rows(of: $0).first ?? .max }
      for cluster in 1..<sizes.count {
        #expect(
          assignments.sizes[cluster - 1] > assignments.sizes[cluster]
            || firsts[cluster - 1] < firsts[cluster])
      }
      #expect(try assignments.adjustedRandIndex(with: partition(blobs.sources)) == 1)
    }
  }

  /// The same input, settings and seed give the same bits for any number of threads.
  func expectSameBits() throws {
    let rows = Blobs(sizes: [250, 150, 200], columnCount: 3, separation: 2).matrix
    let untouched = input(rows)
    let bits = try encoded(model(rows, clusterCount: 4, threadCount: 1))
    for threadCount in [1, 2, 3, 7] {
      let again = try encoded(model(rows, clusterCount: 4, threadCount: threadCount))
      #expect(again == bits, "\(threadCount) threads")
    }
    #expect(input(rows) == untouched)
  }

  /// Rows in another order give the same partition.
  func expectSamePartitionOfPermutedRows() throws {
    let blobs = Blobs(sizes: [70, 40, 25, 90], columnCount: 2)
    let assignments = try model(blobs.matrix, clusterCount: 4).assignments
    var random = RandomSource(seed: 5)
    for _ in 0..<3 {
      var order = Array(0..<blobs.matrix.rowCount)
      random.shuffle(&order)
      let permuted = try model(blobs.matrix.selectingRows(order), clusterCount: 4).assignments
      #expect(permuted.labels == order.map { assignments.labels[$0] })
    }
  }

  /// A row of weight 3 is three equal rows.
  func expectWeightsToStandForRepeatedRows() throws {
    let blobs = Blobs(sizes: [30, 20, 50], columnCount: 3)
    let counts = (0..<blobs.matrix.rowCount).map { 1 + ($0 * 7) % 4 }
    let repeated = counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let weighted = try model(blobs.matrix, clusterCount: 3, weights: counts.map(Double.init))
    let spread = try model(blobs.matrix.selectingRows(repeated), clusterCount: 3)
    #expect(spread.assignments.labels == repeated.map { weighted.assignments.labels[$0] })
  }

  /// Rows of weight 0 are placed, and change nothing for the others.
  func expectZeroWeightsWithoutEffect() throws {
    let blobs = Blobs(sizes: [30, 20, 50, 10], columnCount: 3)
    let isKept = blobs.sources.map { $0 != 3 }
    let kept = isKept.indices.filter { isKept[$0] }
    let weighted = try model(
      blobs.matrix, clusterCount: 3, weights: isKept.map { $0 ? 1 : 0 })
    let alone = try model(blobs.matrix.selectingRows(kept), clusterCount: 3)
    #expect(kept.map { weighted.assignments.labels[$0] } == alone.assignments.labels)
    #expect(weighted.assignments.labels.allSatisfy { (0..<3).contains($0) })
  }

  /// Equal rows are in one cluster, and as many clusters as distinct rows tell them all apart.
  func expectDuplicatesTogether() throws {
    let distinct = Matrix(rows: [[0, 0], [1, 0], [0, 3], [5, 5]])
    let sources = (0..<60).map { ($0 * 7 + $0 / 5) % 4 }
    let assignments = try model(distinct.selectingRows(sources), clusterCount: 4).assignments
    #expect(try assignments.adjustedRandIndex(with: partition(sources)) == 1)
  }

  /// One cluster holds everything.
  func expectOneCluster() throws {
    let rows = Blobs(sizes: [10, 10], columnCount: 2).matrix
    #expect(try model(rows, clusterCount: 1).assignments.labels == [Int32](repeating: 0, count: 20))
    #expect(try model(rows.selectingRows([0]), clusterCount: 1).assignments.labels == [0])
  }

  /// As many clusters as distinct rows give each row its own, in the order of rows.
  func expectAsManyClustersAsRows() throws {
    let rows = Blobs(sizes: [7, 6], columnCount: 2).matrix
    #expect(try model(rows, clusterCount: 13).assignments.labels == Array(0..<13))
  }

  /// More clusters than distinct rows are an error that says how many there are.
  func expectErrorForTooManyClusters() throws {
    let rows = Matrix(rows: [[1, 0], [1, -0.0], [2, 0], [2, 0]])
    let error = #expect(throws: ClusteringError.self) { try model(rows, clusterCount: 3) }
    #expect(error?.code == .tooManyClusters)
    #expect(error?.message.contains("2 distinct rows") == true)
  }

  /// A model that was saved and loaded is the same and places the same rows alike.
  func expectRoundTrip() throws {
    let rows = Blobs(sizes: [60, 35, 20], columnCount: 3, separation: 3).matrix
    let model = try model(rows, clusterCount: 4)
    let data = try encoded(model)
    let decoded = try JSONDecoder().decode(Method.Model.self, from: data)
    #expect(try encoded(decoded) == data)
    #expect(decoded.assignments == model.assignments)
    #expect(try decoded.assignments(for: input(rows)) == model.assignments)
  }

  private func partition(_ sources: [Int]) -> Assignments {
    Assignments(labels: sources.map(Int32.init), clusterCount: (sources.max() ?? -1) + 1)
  }

  private func encoded(_ model: Method.Model) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(model)
  }
}
