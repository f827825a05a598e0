import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// scipy and this library find the same trees.
@Suite struct HierarchyGoldenTests {
  private struct File: Decodable {
    let cases: [Case]
  }

  private struct Case: Decodable {
    let rowCount: Int
    let columnCount: Int
    let elements: [Double]
    let trees: [Tree]
  }

  private struct Tree: Decodable {
    let linkage: Linkage
    let metric: Metric
    let merges: [[Double]]
    let labels: [Int]
    let height: Double
    let labelsAtHeight: [Int]
    let leafOrder: [Int]
    let inconsistencies: [[Double]]
    let copheneticCorrelation: Double?
  }

  private func isSamePartition(_ assignments: Assignments, _ labels: [Int]) -> Bool {
    let pairs = Set(zip(assignments.labels, labels).map { [Int($0), $1] })
    return pairs.count == assignments.clusterCount && pairs.count == Set(labels).count
  }

  @Test func agreesWithScipy() throws {
    let url = try #require(
      Bundle.module.url(forResource: "hierarchy", withExtension: "json", subdirectory: "Goldens"))
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    #expect(file.cases.count == 6)
    for golden in file.cases {
      let rows = Matrix(
        rowCount: golden.rowCount, columnCount: golden.columnCount, elements: golden.elements)
      #expect(golden.trees.count == 15)
      for expected in golden.trees {
        let name = "\(expected.linkage) \(expected.metric) of \(golden.rowCount)"
        let tree = try HierarchicalClustering(linkage: expected.linkage, metric: expected.metric)
          .fitted(to: rows)
        for (merge, other) in zip(tree.merges, expected.merges) {
          #expect(
            [merge.left, merge.right, merge.size] == [0, 1, 3].map { Int(other[$0]) }, "\(name)")
          #expect(abs(merge.height - other[2]) <= 1e-9 * other[2], "\(name)")
        }
        #expect(
          isSamePartition(try tree.cut(into: min(4, golden.rowCount)), expected.labels), "\(name)")
        let height = expected.height * (1 + 1e-9)
        #expect(isSamePartition(try tree.cut(atHeight: height), expected.labelsAtHeight), "\(name)")
        #expect(tree.leafOrder == expected.leafOrder, "\(name)")
        for (found, other) in zip(try tree.inconsistencies(depth: 3), expected.inconsistencies) {
          let numbers = [
            found.mean, found.standardDeviation, Double(found.mergeCount), found.coefficient,
          ]
          #expect(numbers.largestDifference(to: other) < 1e-6, "\(name)")
        }
        let distances = try DistanceMatrix(of: rows, metric: expected.metric)
        let correlation = try tree.copheneticCorrelation(with: distances)
        if let other = expected.copheneticCorrelation {
          #expect(abs((correlation ?? 0) - other) < 1e-9, "\(name)")
        }
      }
    }
  }
}
