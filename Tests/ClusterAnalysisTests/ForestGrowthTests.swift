import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct ForestGrowthTests {
  /// Different rows of several kinds: at random, on a grid where most distances are equal, on a line,
  /// in clumps, and some far from the others.
  private func rows(_ kind: Int, count: Int, columnCount: Int) -> Matrix {
    let random = Matrix.random(count, columnCount, seed: UInt64(kind + count))
    let rows: Matrix =
      switch kind {
      case 0: random
      case 1:
        random.scalingColumns(by: [Double](repeating: 4, count: columnCount)).rounded()
      case 2:
        Matrix(
          rows: (0..<count).map { row in (0..<columnCount).map { $0 == 0 ? Double(row * row) : 0 } }
        )
      default:
        Matrix(
          rows: (0..<count).map { row in
            (0..<columnCount).map { Double(row % 7) * 100 + random[row, $0] * 0x1p-6 }
          })
      }
    return rows.selectingRows(DistinctRows(of: rows, weights: nil).firstRows)
  }

  @Test(arguments: [1, 2, 3, 15, 16, 17, 33, 250, 1200])
  func treesAreAsShortAsPrims(count: Int) throws {
    for kind in 0..<4 {
      for columnCount in count > 1000 ? [2] : [1, 2, 3, 6] {
        for terms in [CoordinateTerms.squares, .magnitudes] {
          let rows = rows(kind, count: count, columnCount: columnCount)
          var prim = SpanningTree(rows: rows, terms: terms, parallelism: .serial)
          var boruvka = ForestGrowth(rows: rows, terms: terms, parallelism: .serial)
          let expected = try prim.merges { $0 }.map(\.height).sorted()
          let merges = try boruvka.merges { $0 }
          let heights = merges.map(\.height).sorted()
          #expect(
            zip(heights, expected).allSatisfy { abs($0 - $1) <= 1e-14 * $1 },
            "\(kind) \(count) \(columnCount)")
          // As many edges as a tree has, and no rings: Dendrogram refuses those.
          let tree = Dendrogram(
            leafCount: rows.rowCount, merges: merges.sortedByHeight(), leafWeights: nil)
          #expect(tree.merges.last?.size ?? 1 == rows.rowCount)
        }
      }
    }
  }

  @Test func threadsDoNotMatter() throws {
    for kind in 0..<4 {
      let rows = rows(kind, count: 5000, columnCount: 2)
      func edges(_ threadCount: Int) throws -> [[Double]] {
        var growth = ForestGrowth(
          rows: rows, terms: .squares, parallelism: Parallelism(threadCount: threadCount))
        return try growth.merges { $0 }.map { [Double($0.left), Double($0.right), $0.height] }
      }
      #expect(try edges(1) == edges(4))
    }
  }
}
