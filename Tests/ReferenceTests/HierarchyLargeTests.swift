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

  /// As many rows as make a matrix of `Float`, in which squared heights with such weights have no room.
  @Test(arguments: [-80, 64])
  func wardOfGivenDistancesWithAnyUnitOfWeights(exponent: Int) throws {
    let distances = try DistanceMatrix(of: Matrix.random(5001, 2, seed: 8))
    let weights = (0..<5001).map { Double(1 + $0 % 3) }
    let ward = HierarchicalClustering(linkage: .ward)
    let plain = try ward.fitted(to: distances, weights: weights)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let other = try ward.fitted(to: distances, weights: weights.map { $0 * unit * unit })
    #expect(other.heights == plain.heights.map { $0 * unit })
    #expect(plain.heights.count == 5000 && plain.heights.allSatisfy { $0 > 0 })
  }
}
