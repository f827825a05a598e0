import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Trees against the plain recursion of Lance and Williams, for each linkage and metric.
@Suite struct HierarchyDifferentialTests {
  @Test(arguments: [2, 3, 4, 5, 6, 9, 16, 17, 33, 64, 100, 190])
  func rowsWithoutTies(count: Int) throws {
    let rows = Matrix.random(count, 1 + count % 7, seed: UInt64(count))
    let weights = (0..<count).map { 1 + 0.37 * Double(($0 * 7) % 11) }
    for (linkage, metric) in HierarchicalClustering.usableForTests {
      // In one column, angles are equal or opposite.
      if metric == .cosine && rows.columnCount == 1 { continue }
      let distances = rows.plainDistances(metric)
      for weights in [nil, weights] {
        let tree = try HierarchicalClustering(linkage: linkage, metric: metric)
          .fitted(to: rows, weights: weights)
        tree.expectSameMerges(
          LanceWilliams(rowDistances: distances, linkage: linkage, weights: weights),
          hasSquares: linkage.hasSquares, "\(linkage) \(metric) of \(count), \(weights == nil)")
      }
    }
  }

  @Test(arguments: [2, 3, 5, 8, 31, 70, 150])
  func rowsWithTiesAndCopies(count: Int) throws {
    for kind in 0..<3 {
      let rows = Matrix.tiedForTests(count, kind: kind, seed: UInt64(count + kind))
      let weights = (0..<count).map { Double(1 + $0 % 3) }
      for (linkage, metric) in HierarchicalClustering.usableForTests {
        let distances = rows.plainDistances(metric)
        for weights in [nil, weights] {
          let tree = try HierarchicalClustering(linkage: linkage, metric: metric)
            .fitted(to: rows, weights: weights)
          tree.expectNearestMerges(
            LanceWilliams(rowDistances: distances, linkage: linkage, weights: weights),
            hasSquares: linkage.hasSquares, "\(linkage) \(metric) of \(count), kind \(kind)")
        }
      }
    }
  }

  /// A row of weight 3 is as three equal rows that have merged, in heights and in members.
  @Test(arguments: Linkage.recursive)
  func weightsStandForCopies(linkage: Linkage) throws {
    let rows = Matrix.random(60, 3, seed: 4)
    let counts = (0..<60).map { 1 + ($0 * 5) % 4 }
    let copies = counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
    let method = HierarchicalClustering(linkage: linkage)
    let weighted = try method.fitted(to: rows, weights: counts.map(Double.init))
    let repeated = try method.fitted(to: rows.selectingRows(copies))
    for count in [2, 5, 11, 30] {
      let expected = try weighted.cut(into: count)
      let found = try repeated.cut(into: count)
      #expect(found.labels == copies.map { expected.labels[$0] }, "\(linkage) into \(count)")
    }
  }

  /// Without inversions somewhere the tests above would say nothing about them.
  @Test(arguments: [Linkage.centroid, .median])
  func theseTreesAreInverted(linkage: Linkage) throws {
    let heights = try HierarchicalClustering(linkage: linkage)
      .fitted(to: Matrix.random(190, 2, seed: 190)).heights
    #expect(zip(heights, heights.dropFirst()).contains { $1 < $0 })
  }
}
