import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct HierarchyErrorTests {
  private func error(_ body: () throws -> Void) -> ClusteringError? {
    do { try body() } catch let error as ClusteringError { return error } catch {}
    return nil
  }

  @Test(arguments: Linkage.allCases)
  func fewOrEqualRows(linkage: Linkage) throws {
    let method = HierarchicalClustering(linkage: linkage)
    #expect(
      error { _ = try method.fitted(to: Matrix(rowCount: 0, columnCount: 2)) }?.code == .emptyInput)
    #expect(
      error { _ = try method.fitted(to: Matrix(rowCount: 2, columnCount: 0)) }?.code == .emptyInput)
    let one = try method.fitted(to: Matrix(rows: [[3, 4]]))
    #expect(one.merges.isEmpty && one.leafOrder == [0] && one.agglomerativeCoefficient == nil)
    #expect(try one.cut(into: 1).labels == [0])
    #expect(try one.cut(atHeight: 0).labels == [0])
    #expect(try one.newick() == "0;\n")
    let two = try method.fitted(to: Matrix(rows: [[0, 0], [3, 4]]))
    #expect(two.merges.map(\.size) == [2] && abs(two.heights[0] - 5) < 1e-12)
    let equal = try method.fitted(to: Matrix(rowCount: 9, columnCount: 2, repeating: 0.1))
    #expect(equal.heights == [Double](repeating: 0, count: 8))
    #expect(try equal.cut(into: 9).sizes == [Int](repeating: 1, count: 9))
    #expect(equal.agglomerativeCoefficient == nil)
  }

  @Test(arguments: Linkage.allCases)
  func valuesThatCannotBeUsed(linkage: Linkage) {
    let method = HierarchicalClustering(linkage: linkage)
    for (value, code) in [
      (Double.nan, ClusteringError.Code.nonFiniteValue), (.infinity, .nonFiniteValue),
      (1e200, .valueOutOfRange),
    ] {
      #expect(
        error { _ = try method.fitted(to: Matrix(rows: [[1], [value], [2]])) }?.code == code)
    }
    let rows = Matrix(rows: [[1], [2], [4]])
    for (weights, code) in [
      ([1, 2], ClusteringError.Code.shapeMismatch), ([1, 0, 2], .invalidWeights),
      ([1, -1, 2], .invalidWeights), ([1, .nan, 2], .invalidWeights),
    ] {
      #expect(error { _ = try method.fitted(to: rows, weights: weights) }?.code == code)
    }
  }

  @Test func metricsThatALinkageCannotUse() {
    for linkage in [Linkage.ward, .centroid, .median] {
      for metric in [Metric.manhattan, .cosine] {
        let error = error {
          _ = try HierarchicalClustering(linkage: linkage, metric: metric)
            .fitted(to: Matrix(rows: [[1], [2]]))
        }
        #expect(error?.code == .invalidSetting)
        #expect(error?.message.contains("average") == true)
        #expect(error?.message.contains(metric.rawValue) == true)
      }
    }
    let zeros = error {
      _ = try HierarchicalClustering(linkage: .average, metric: .cosine)
        .fitted(to: Matrix(rows: [[1, 1], [0, 0]]))
    }
    #expect(zeros?.message.contains("row 1") == true)
  }

  @Test func cutsThatCannotBeMade() throws {
    let tree = try HierarchicalClustering().fitted(to: Matrix.random(5, 2))
    #expect(error { _ = try tree.cut(into: 6) }?.code == .tooManyClusters)
    #expect(error { _ = try tree.cut(into: 0) }?.code == .invalidSetting)
    #expect(error { _ = try tree.cut(atHeight: .nan) }?.code == .invalidSetting)
    #expect(error { _ = try tree.inconsistencies(depth: 0) }?.code == .invalidSetting)
    #expect(error { _ = try tree.newick(names: ["a"]) }?.code == .shapeMismatch)
    let others = try DistanceMatrix(condensed: [1, 2, 3])
    #expect(
      error { _ = try tree.copheneticCorrelation(with: others) }?.code == .shapeMismatch)
    #expect(try tree.cut(atHeight: -1).clusterCount == 5)
    #expect(try tree.cut(atHeight: .infinity).clusterCount == 1)
  }

  @Test func distancesThatCannotBeUsed() throws {
    func code(_ rows: [[Double]]) -> ClusteringError.Code? {
      error { _ = try DistanceMatrix(square: Matrix(rows: rows)) }?.code
    }
    #expect(code([]) == .shapeMismatch)
    #expect(code([[0, 1]]) == .shapeMismatch)
    #expect(code([[0, 1], [2, 0]]) == .invalidDistances)
    #expect(code([[1, 1], [1, 1]]) == .invalidDistances)
    #expect(code([[0, -1], [-1, 0]]) == .invalidDistances)
    #expect(code([[0, .nan], [.nan, 0]]) == .nonFiniteValue)
    #expect(code([[0]]) == nil)
    #expect(error { _ = try DistanceMatrix(condensed: [1, 2]) }?.code == .shapeMismatch)
    #expect(error { _ = try DistanceMatrix(condensed: [.infinity]) }?.code == .nonFiniteValue)
    #expect(error { _ = try DistanceMatrix(condensed: [1, -2, 1]) }?.code == .invalidDistances)
    // Three points within 0.5 of a fourth, and 10 from one another, are in no space; the nearest two
    // of the recursion are never at a negative square even so.
    let impossible = try DistanceMatrix(condensed: [10, 10, 0.5, 10, 0.5, 0.5])
    for linkage in Linkage.allCases {
      let heights = try HierarchicalClustering(linkage: linkage).fitted(to: impossible).heights
      #expect(heights.allSatisfy { $0.isFinite && $0 >= 0.5 }, "\(linkage)")
    }
    let single = try DistanceMatrix(condensed: [])
    #expect(single.rowCount == 1)
    #expect(try HierarchicalClustering(linkage: .average).fitted(to: single).leafCount == 1)
  }

  @Test func moreRowsThanMemory() {
    let method = HierarchicalClustering(linkage: .complete)
    let found = error { try method.checkMemory(rowCount: 100_000, available: 16_000_000_000) }
    #expect(found?.code == .notEnoughMemory)
    #expect(found?.message.contains("40 GB") == true)
    #expect(error { try method.checkMemory(rowCount: 50_000, available: 16_000_000_000) } == nil)
  }

  @Test func extremeScalesAndWeights() throws {
    let rows = Matrix.random(40, 2, seed: 3)
    for linkage in Linkage.allCases {
      let method = HierarchicalClustering(linkage: linkage)
      let plain = try method.fitted(to: rows)
      for scale in [0x1p-500, 0x1p400] {
        let scaled = try method.fitted(to: rows.scalingColumns(by: [scale, scale]))
        #expect(scaled.heights == plain.heights.map { $0 * scale }, "\(linkage)")
      }
      let weights = (0..<40).map { $0.isMultiple(of: 2) ? 1e-90 : 1e90 }
      let weighted = try method.fitted(to: rows, weights: weights)
      #expect(weighted.heights.allSatisfy { $0.isFinite && $0 >= 0 }, "\(linkage)")
    }
  }

  @Test func damagedTreesAreNotRead() throws {
    let tree = try HierarchicalClustering().fitted(to: Matrix.random(4, 2), weights: [1, 2, 3, 4])
    let data = try JSONEncoder().encode(tree)
    #expect(try JSONDecoder().decode(Dendrogram.self, from: data) == tree)
    func reads(_ merges: String, leaves: Int = 3) -> Bool {
      let text = #"{"leafCount":\#(leaves),"merges":[\#(merges)]}"#
      return (try? JSONDecoder().decode(Dendrogram.self, from: Data(text.utf8))) != nil
    }
    func merge(_ left: Int, _ right: Int, _ height: Double, _ size: Int) -> String {
      #"{"left":\#(left),"right":\#(right),"height":\#(height),"size":\#(size)}"#
    }
    #expect(reads(merge(0, 1, 1, 2) + "," + merge(2, 3, 2, 3)))
    #expect(!reads(merge(0, 1, 1, 2) + "," + merge(0, 3, 2, 3)))
    #expect(!reads(merge(0, 1, 1, 2) + "," + merge(2, 4, 2, 3)))
    #expect(!reads(merge(0, 1, 1, 2) + "," + merge(2, 3, 2, 4)))
    #expect(!reads(merge(0, 1, -1, 2) + "," + merge(2, 3, 2, 3)))
    #expect(!reads(merge(1, 0, 1, 2) + "," + merge(2, 3, 2, 3)))
    #expect(!reads(merge(0, 1, 1, 2)))
    #expect(!reads("", leaves: 0))
  }
}
