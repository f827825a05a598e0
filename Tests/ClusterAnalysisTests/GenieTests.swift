import DenseAlgebra
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct GenieTests {
  /// Genie from its definition: clusters as lists, the Gini index from all pairs, every edge looked
  /// at again for each merge.
  private func slowMerges(
    _ edges: [RowMerge], weights: [Double], threshold: Double
  ) -> [RowMerge] {
    var clusters = weights.indices.map { [$0] }
    var edges = edges
    var merges: [RowMerge] = []
    func cluster(_ row: Int32) -> Int { clusters.firstIndex { $0.contains(Int(row)) } ?? -1 }
    while !edges.isEmpty {
      let sizes = clusters.map { $0.reduce(0) { $0 + weights[$1] } }
      var differences = 0.0
      for (place, size) in sizes.enumerated() {
        for other in sizes[..<place] { differences += abs(size - other) }
      }
      let gini = differences / (Double(sizes.count - 1) * sizes.reduce(0, +))
      let smallest = sizes.min() ?? 0
      let place =
        gini > threshold
        ? edges.firstIndex {
          sizes[cluster($0.left)] == smallest || sizes[cluster($0.right)] == smallest
        } ?? 0 : 0
      let edge = edges.remove(at: place)
      let (left, right) = (cluster(edge.left), cluster(edge.right))
      clusters[left] += clusters[right]
      clusters.remove(at: right)
      merges.append(edge)
    }
    return merges
  }

  @Test(arguments: [0.0, 0.1, 0.3, 0.5, 1.0])
  func mergesAsDefined(threshold: Double) throws {
    for seed in 0..<8 {
      // Whole numbers have many ties and copies, and weights are sizes too.
      var rows = Matrix.random(60, 2, seed: UInt64(seed))
      if seed % 2 == 1 { rows = rows.scalingColumns(by: [2, 2]).rounded() }
      let weights = seed % 3 == 0 ? (0..<60).map { 1 + Double($0 % 4) } : nil
      let single = try HierarchicalClustering(linkage: .single).fitted(to: rows, weights: weights)
      let genie = try HierarchicalClustering(linkage: .genie, giniThreshold: threshold)
        .fitted(to: rows, weights: weights)
      #expect(genie.heights.sorted() == single.heights)
      if threshold == 1 { #expect(genie.heights == single.heights) }
      let edges = try self.edges(of: rows)
      let ones = [Double](repeating: 1, count: 60)
      let expected = slowMerges(edges, weights: weights ?? ones, threshold: threshold)
      var merging = GenieMerging(edges: edges, weights: weights ?? ones, threshold: threshold)
      let merges = try merging.merges()
      #expect(merges.map { [$0.left, $0.right] } == expected.map { [$0.left, $0.right] })
    }
  }

  /// The edges of a spanning tree, copies included.
  private func edges(of rows: Matrix) throws -> [RowMerge] {
    try DistanceTree(of: DistanceMatrix(of: rows)).edges
  }

  @Test func givenDistancesGiveTheSameTree() throws {
    for seed in 0..<6 {
      let rows = Matrix.random(120, 3, seed: UInt64(seed))
      let method = HierarchicalClustering(linkage: .genie)
      let tree = try method.fitted(to: rows)
      let other = try method.fitted(to: DistanceMatrix(of: rows))
      #expect(tree.heights.largestDifference(to: other.heights) < 1e-12)
      #expect(try tree.cut(into: 4) == other.cut(into: 4))
    }
  }

  @Test func outliersDoNotTakeTheClusters() throws {
    // Two groups and ten rows far away from everything: single linkage spends its clusters on them.
    let blobs = Blobs(sizes: [150, 150], columnCount: 2, separation: 20, seed: 4)
    let far = (0..<10).map { [1000.0 + 500 * Double($0), -700 * Double($0)] }
    let rows = Matrix(rows: (0..<300).map { Array(blobs.matrix.row($0)) } + far)
    func sizes(_ linkage: Linkage) throws -> [Int] {
      try HierarchicalClustering(linkage: linkage).fitted(to: rows).cut(into: 2).sizes
    }
    #expect(try sizes(.single)[1] <= 10)
    #expect(try sizes(.genie)[1] > 100)
  }

  @Test(arguments: [-0.1, 1.1, .nan, .infinity])
  func thresholdsThatAreNone(threshold: Double) {
    let method = HierarchicalClustering(linkage: .genie, giniThreshold: threshold)
    let rows = Matrix(rows: [[1], [2]])
    #expect(throws: ClusteringError.self) { try method.fitted(to: rows) }
    #expect(throws: ClusteringError.self) { try method.fitted(to: DistanceMatrix(of: rows)) }
  }
}
