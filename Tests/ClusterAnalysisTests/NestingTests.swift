import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

@Suite struct NestingTests {
  @Test func sixRowsOfScipy() throws {
    let distances = [
      662.0, 877, 255, 412, 996, 295, 468, 268, 400, 754, 564, 138, 219, 869, 669,
    ]
    let tree = try HierarchicalClustering(linkage: .average)
      .fitted(to: DistanceMatrix(condensed: distances))
    #expect(try tree.cut(into: 3).labels == [0, 2, 1, 0, 0, 1])
    let nesting = try tree.nesting(ofCutInto: 3)
    #expect(nesting.map(\.left) == [[1], [0]])
    #expect(nesting.map(\.right) == [[2], [1, 2]])
    #expect(nesting.map(\.height) == [347.5, tree.heights[4]])
    #expect(try tree.nesting(ofCutInto: 1).isEmpty)
    #expect(throws: ClusteringError.self) { try tree.nesting(ofCutInto: 7) }
  }

  /// Undoing one merge after another splits what the nesting says is joined.
  @Test(arguments: Linkage.recursive)
  func agreesWithCoarserCuts(linkage: Linkage) throws {
    let tree = try HierarchicalClustering(linkage: linkage).fitted(to: Matrix.random(40, 2))
    let fine = try tree.cut(into: 9)
    let nesting = try tree.nesting(ofCutInto: 9)
    #expect(nesting.count == 8)
    #expect(nesting.map(\.height) == Array(tree.heights.suffix(8)))
    for (index, joined) in nesting.enumerated() {
      let coarse = try tree.cut(into: 8 - index)
      let members = Set(joined.left + joined.right)
      let labels = Set(
        zip(fine.labels, coarse.labels).filter { members.contains(Int($0.0)) }.map(\.1))
      #expect(labels.count == 1, "\(linkage) merge \(index)")
    }
  }
}
