import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// The tree from near pairs against Prim's algorithm over all pairs: the same edges, in the same
/// order, with the same bits.
@Suite struct BoxedTreeTests {
  /// Different rows of several kinds: at random; on a grid where most distances are equal; on a line
  /// with growing steps; in tight clumps far from each other; with a few rows far from the others; with
  /// constant columns.
  private func rows(_ kind: Int, count: Int, columnCount: Int) -> Matrix {
    let random = Matrix.random(count, columnCount, seed: UInt64(kind + count))
    let rows: Matrix =
      switch kind {
      case 0: random
      case 1: random.scalingColumns(by: [Double](repeating: 4, count: columnCount)).rounded()
      case 2:
        Matrix(
          rows: (0..<count).map { row in (0..<columnCount).map { $0 == 0 ? Double(row * row) : 0 } }
        )
      case 3:
        Matrix(
          rows: (0..<count).map { row in
            (0..<columnCount).map { Double(row % 7) * 100 + random[row, $0] * 0x1p-6 }
          })
      case 4:
        Matrix(
          rows: (0..<count).map { row in
            (0..<columnCount).map { random[row, $0] * (row.isMultiple(of: 23) ? 8 : 1) }
          })
      default:
        Matrix(
          rows: (0..<count).map { row in
            (0..<columnCount).map { $0.isMultiple(of: 2) ? random[row, $0] : 3 }
          })
      }
    let different = rows.selectingRows(DistinctRows(of: rows, weights: nil).firstRows)
    // As the algorithms get them.
    return (try? ScaledRows(different, metric: .euclidean, parallelism: .serial))?.matrix
      ?? different
  }

  private func edges(_ merges: [RowMerge]) -> [[UInt64]] {
    merges.map { [UInt64($0.left), UInt64($0.right), $0.height.bitPattern] }
  }

  private func expectSameEdges(
    _ rows: Matrix, _ terms: CoordinateTerms, pairLimit: Int = BoxedTree.pairLimit,
    _ comment: Comment
  ) throws {
    var prim = SpanningTree(rows: rows, terms: terms, parallelism: .serial)
    let expected = try edges(prim.merges { $0 })
    for threadCount in [1, 2, 4] {
      var boxed = BoxedTree(
        rows: rows, terms: terms, parallelism: Parallelism(threadCount: threadCount),
        pairLimit: pairLimit, lookLimits: (first: 10_000, all: 10_000))
      let merges = try #require(try boxed.merges { $0 }, comment)
      #expect(edges(merges) == expected, comment)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 31, 32, 33, 64, 65, 250, 700])
  func edgesAreThoseOfPrim(count: Int) throws {
    for kind in 0..<6 {
      for columnCount in count > 300 ? [2, 9] : [1, 2, 3, 9] {
        for terms in [CoordinateTerms.squares, .magnitudes] {
          let rows = rows(kind, count: count, columnCount: columnCount)
          try expectSameEdges(
            rows, terms, pairLimit: 1000, "\(kind) \(count) \(columnCount) \(terms)")
        }
      }
    }
  }

  /// So many boxes that groups of them are passed by, and with rows that look alone.
  @Test(arguments: [0, 1, 3, 4])
  func manyBoxesGiveTheSameEdges(kind: Int) throws {
    try expectSameEdges(rows(kind, count: 3000, columnCount: 3), .squares, "\(kind)")
  }

  /// In many columns nothing can be passed by.
  @Test func manyColumnsGiveTheSameEdges() throws {
    try expectSameEdges(rows(0, count: 600, columnCount: 40), .squares, pairLimit: 100, "40")
  }

  /// When pairs become too many, a shorter tree is made of those so far, and the search goes on.
  @Test(arguments: [3, 4, 6])
  func shorterTreesInBetweenChangeNothing(pairLimit: Int) throws {
    for kind in [0, 4] {
      try expectSameEdges(
        rows(kind, count: 1500, columnCount: 9), .squares, pairLimit: pairLimit, "\(kind)")
    }
  }

  @Test func equalDistancesOfAllPairsAreLeftToPrim() throws {
    let rows = Matrix(
      rows: (0..<200).map { row in (0..<200).map { $0 == row ? 1 : 0 } })
    var boxed = BoxedTree(rows: rows, terms: .squares, parallelism: .serial)
    #expect(try boxed.merges { $0 } == nil)
    let tree = try HierarchicalClustering(linkage: .single).fitted(to: rows)
    #expect(tree.heights.allSatisfy { $0 == 2.0.squareRoot() })
  }

  /// Inside groups that are so far apart, any two rows are equally near in Float; and outer rows reach
  /// all inner ones when lengths go over decades.
  @Test(arguments: [(true, 3), (true, 8), (false, 8)])
  func tooManyPairsAreLeftToOthers(areGroups: Bool, columnCount: Int) throws {
    var raw = Matrix.random(5_600, columnCount, seed: 8)
    for row in 0..<5_600 {
      let factor = areGroups ? 1 : pow(10, Double(row % 56) / -8)
      let offset: Double = areGroups && row < 2_800 ? 1e9 : 0
      for column in 0..<columnCount { raw[row, column] = raw[row, column] * factor + offset }
    }
    let scaled = try ScaledRows(raw, metric: .euclidean, parallelism: .serial)
    for threadCount in [1, 3] {
      var boxed = BoxedTree(
        rows: scaled.matrix, terms: scaled.terms,
        parallelism: Parallelism(threadCount: threadCount))
      #expect(try boxed.merges { $0 } == nil)
    }
    var prim = SpanningTree(rows: scaled.matrix, terms: scaled.terms, parallelism: .serial)
    let merges = try prim.merges { scaled.distance(fromSum: $0) }
    let heights = merges.map(\.height).sorted()
    let tree = try HierarchicalClustering(linkage: .single).fitted(to: raw)
    #expect(zip(tree.heights, heights).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
    #expect(tree.heights.count == heights.count)
  }

  /// 2,200 rows of two columns take this way whatever the metric, and so does Genie.
  @Test(arguments: [Metric.euclidean, .manhattan, .cosine], [Linkage.single, .genie])
  func everyMetricGivesTheTreeOfPrim(metric: Metric, linkage: Linkage) throws {
    let rows = Matrix.random(2200, 2, seed: 9)
    let clustering = HierarchicalClustering(linkage: linkage, metric: metric)
    let scaled = try ScaledRows(rows, metric: metric, parallelism: .serial)
    var prim = SpanningTree(rows: scaled.matrix, terms: scaled.terms, parallelism: .serial)
    let merges = try clustering.correctingSizes(
      in: prim.merges { scaled.distance(fromSum: $0) }.sortedByHeight(), rowCount: 2200,
      weights: nil)
    let expected = Dendrogram(leafCount: 2200, merges: merges, leafWeights: nil)
    #expect(try clustering.fitted(to: rows).merges == expected.merges)
  }

  /// Float cannot tell rows apart that differ by less than a millionth of their distance to the mean.
  @Test func rowsThatFloatConfusesAreTold() throws {
    let random = Matrix.random(900, 3, seed: 4)
    let rows = Matrix(
      rows: (0..<900).map { row in
        (0..<3).map { Double(row % 2) + random[row, $0] * 0x1p-24 }
      })
    try expectSameEdges(rows, .squares, pairLimit: 1000, "confused")
  }
}
