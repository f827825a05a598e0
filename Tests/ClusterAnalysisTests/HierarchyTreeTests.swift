import ClusterAnalysis
import DenseAlgebra
import Testing

@Suite struct HierarchyTreeTests {
  /// The six rows of scipy's own tests.
  private let distances = [
    662.0, 877, 255, 412, 996, 295, 468, 268, 400, 754, 564, 138, 219, 869, 669,
  ]

  private func tree(_ linkage: Linkage) throws -> Dendrogram {
    try HierarchicalClustering(linkage: linkage).fitted(to: DistanceMatrix(condensed: distances))
  }

  @Test func reproducesTheSixRowsOfScipy() throws {
    for (linkage, heights) in [
      (Linkage.single, [138, 219, 255, 268, 295]), (.complete, [138, 219, 400, 412, 996]),
      (.average, [138, 219, 333.5, 347.5, 680.7777777777778]),
      (.weighted, [138, 219, 333.5, 347.5, 670.125]),
    ] {
      let found = try tree(linkage).heights
      for (left, right) in zip(found, heights) { #expect(abs(left - right) < 1e-9) }
    }
    let average = try tree(.average)
    #expect(
      average.merges.map { [$0.left, $0.right, $0.size] } == [
        [2, 5, 2], [3, 4, 2], [0, 7, 3], [1, 6, 3], [8, 9, 6],
      ])
    #expect(average.leafOrder == [0, 3, 4, 1, 2, 5])
    #expect(try average.cut(into: 2).labels == [0, 1, 1, 0, 0, 1])
    #expect(try average.cut(atHeight: 340).labels == [0, 2, 1, 0, 0, 1])
    #expect(
      average.csv == """
        left,right,height,size
        2,5,138.0,2
        3,4,219.0,2
        0,7,333.5,3
        1,6,347.5,3
        8,9,\(average.heights[4]),6

        """)
  }

  @Test func heavierClustersComeFirst() throws {
    let rows = Matrix(rows: [[0], [1], [10], [20], [21], [22]])
    let method = HierarchicalClustering(linkage: .average)
    #expect(try method.fitted(to: rows).cut(into: 3).labels == [1, 1, 2, 0, 0, 0])
    let weighted = try method.fitted(to: rows, weights: [1, 1, 9, 1, 1, 1])
    #expect(try weighted.cut(atHeight: 3).labels == [2, 2, 0, 1, 1, 1])
    #expect(try method.fitted(to: rows).cut(into: 6).labels == [0, 1, 2, 3, 4, 5])
  }

  @Test func writesNewickWithQuotedNames() throws {
    let rows = Matrix(rows: [[0], [1], [4]])
    let tree = try HierarchicalClustering(linkage: .single).fitted(to: rows)
    #expect(try tree.newick() == "(2:3.0,(0:1.0,1:1.0):2.0);\n")
    #expect(
      try tree.newick(names: ["a", "it's", "x y\nz"])
        == "('x y z':3.0,(a:1.0,'it''s':1.0):2.0);\n")
  }

  @Test func invertedTreesAreCutAsScipyCutsThem() throws {
    // The centroid of the first two is nearer to the third than these are to each other.
    let rows = Matrix(rows: [[0, 0], [2, 0], [1, 1.8], [9, 9]])
    let tree = try HierarchicalClustering(linkage: .centroid).fitted(to: rows)
    #expect(tree.heights[0] == 2)
    #expect(abs(tree.heights[1] - 1.8) < 1e-15)
    #expect(try tree.cut(atHeight: 1.9).clusterCount == 4)
    #expect(try tree.cut(atHeight: 2).labels == [0, 0, 0, 1])
    #expect(try tree.cut(into: 2).labels == [0, 0, 0, 1])
    #expect(try tree.newick().contains(":-0.1"))
  }

  @Test func deepTreesAreNoTrouble() throws {
    // Each row is farther from the last than all before: a chain as deep as there are rows.
    let rows = Matrix(rows: (0..<600).map { [Double($0 * $0)] })
    let tree = try HierarchicalClustering(linkage: .single).fitted(to: rows)
    #expect(tree.heights == (0..<599).map { Double(2 * $0 + 1) })
    #expect(tree.leafOrder.count == 600)
    #expect(try tree.newick().count > 600)
    #expect(try tree.inconsistencies(depth: 2).last?.mergeCount == 2)
    #expect(try tree.cut(into: 2).sizes == [599, 1])
  }

  @Test func copheneticDistancesFollowTheTree() throws {
    let average = try tree(.average)
    let cophenetic = average.copheneticDistances
    #expect(cophenetic[2, 5] == 138 && cophenetic[5, 2] == 138 && cophenetic[0, 4] == 333.5)
    #expect(abs(cophenetic[0, 1] - 680.7777777777778) < 1e-9 && cophenetic[3, 3] == 0)
    let itself = try average.copheneticCorrelation(with: cophenetic)
    #expect(abs((itself ?? 0) - 1) < 1e-12)
    let constant = try DistanceMatrix(condensed: [Double](repeating: 0.1, count: 15))
    #expect(try average.copheneticCorrelation(with: constant) == nil)
  }
}
