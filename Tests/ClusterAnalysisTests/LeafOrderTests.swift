import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct LeafOrderTests {
  private func length(_ order: [Int], _ distances: DistanceMatrix) -> Double {
    zip(order, order.dropFirst()).reduce(0) { $0 + distances[$1.0, $1.1] }
  }

  /// All orders of a cluster's leaves that show the tree without a crossing.
  private func orders(of cluster: Int, in tree: Dendrogram) -> [[Int]] {
    guard cluster >= tree.leafCount else { return [[cluster]] }
    let merge = tree.merges[cluster - tree.leafCount]
    let (left, right) = (orders(of: merge.left, in: tree), orders(of: merge.right, in: tree))
    return left.flatMap { l in right.flatMap { r in [l + r, r + l] } }
  }

  @Test(arguments: 0..<12)
  func noOrderIsShorter(seed: Int) throws {
    let rows = Matrix.random(2 + seed % 8, 2, seed: UInt64(seed))
    // Whole numbers have ties and copies.
    let points = seed % 3 == 2 ? rows.scalingColumns(by: [2, 2]).rounded() : rows
    let distances = try DistanceMatrix(of: points)
    for linkage in [Linkage.average, .single, .centroid] {
      let tree = try HierarchicalClustering(linkage: linkage).fitted(to: points)
      let order = try tree.optimalLeafOrder(for: distances)
      let all = orders(of: 2 * tree.leafCount - 2, in: tree)
      #expect(all.contains(order))
      let shortest = all.map { length($0, distances) }.min() ?? 0
      #expect(abs(length(order, distances) - shortest) < 1e-12)
    }
  }

  @Test func theOrderIsOneOfTheTreeAndTheSameForAnyThreads() throws {
    let rows = Matrix.random(400, 3, seed: 3)
    let distances = try DistanceMatrix(of: rows)
    let tree = try HierarchicalClustering().fitted(to: rows)
    let order = try tree.optimalLeafOrder(for: distances, parallelism: .serial)
    #expect(
      order == (try tree.optimalLeafOrder(for: distances, parallelism: Parallelism(threadCount: 3)))
    )
    #expect(order.sorted() == Array(0..<400))
    #expect(length(order, distances) < length(tree.leafOrder, distances))
    // Each cluster's leaves stand side by side.
    var place = [Int](repeating: 0, count: 400)
    for (index, leaf) in order.enumerated() { place[leaf] = index }
    var ranges = (0..<400).map { place[$0]...place[$0] }
    for merge in tree.merges {
      let (left, right) = (ranges[merge.left], ranges[merge.right])
      #expect(left.upperBound + 1 == right.lowerBound || right.upperBound + 1 == left.lowerBound)
      ranges.append(
        min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound))
    }
  }

  @Test func oneLeafAndWrongSizes() throws {
    let one = try HierarchicalClustering().fitted(to: Matrix(rows: [[1]]))
    #expect(try one.optimalLeafOrder(for: DistanceMatrix(condensed: [])) == [0])
    let error = #expect(throws: ClusteringError.self) {
      try one.optimalLeafOrder(for: DistanceMatrix(condensed: [1]))
    }
    #expect(error?.code == .shapeMismatch)
  }
}
