import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// Trees of 2,000 rows against the plain recursion of Lance and Williams: minutes in a debug build,
/// so only where `SEGMENTATION_SLOW_TESTS` is set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SEGMENTATION_SLOW_TESTS"] != nil))
struct HierarchyLargeTests {
  @Test(arguments: HierarchicalClustering.usableForTests)
  func rowsWithoutTies(linkage: Linkage, metric: Metric) throws {
    let rows = Matrix.random(2000, 6, seed: 20)
    try HierarchicalClustering(linkage: linkage, metric: metric).fitted(to: rows)
      .expectSameMerges(
        LanceWilliams(rowDistances: rows.plainDistances(metric), linkage: linkage, weights: nil),
        hasSquares: linkage.hasSquares, "\(linkage) \(metric)")
  }

  @Test(arguments: HierarchicalClustering.usableForTests)
  func weightedRowsWithTiesAndCopies(linkage: Linkage, metric: Metric) throws {
    let halves = [
      Matrix.tiedForTests(1000, kind: 0, seed: 3), .tiedForTests(1000, kind: 1, seed: 4),
    ]
    let rows = Matrix(
      rowCount: 2000, columnCount: 2, elements: halves.flatMap { Array($0.elements) })
    let weights = (0..<2000).map { Double(1 + $0 % 5) }
    try HierarchicalClustering(linkage: linkage, metric: metric)
      .fitted(to: rows, weights: weights)
      .expectNearestMerges(
        LanceWilliams(
          rowDistances: rows.plainDistances(metric), linkage: linkage, weights: weights),
        hasSquares: linkage.hasSquares, "\(linkage) \(metric)")
  }
}
