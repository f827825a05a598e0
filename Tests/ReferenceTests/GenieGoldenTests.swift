import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// genieclust and scipy, and this library.
@Suite struct GenieGoldenTests {
  private struct File: Decodable {
    let genie: [Genie]
    let leafOrders: [LeafOrder]
  }

  private struct Genie: Decodable {
    let name: String
    let rowCount: Int
    let columnCount: Int
    let elements: [Double]
    let partitions: [Partition]
  }

  private struct Partition: Decodable {
    let threshold: Double
    let clusterCount: Int
    let labels: [Int32]
  }

  private struct LeafOrder: Decodable {
    let rowCount: Int
    let columnCount: Int
    let linkage: Linkage
    let elements: [Double]
    let length: Double
    let scipyLength: Double
  }

  private func file() throws -> File {
    let url = try #require(
      Bundle.module.url(forResource: "genie", withExtension: "json", subdirectory: "Goldens"))
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  @Test func partitionsAreThoseOfGenieclust() throws {
    let cases = try file().genie
    #expect(cases.map(\.name) == ["random", "blobs", "wine"])
    for golden in cases {
      let rows = Matrix(
        rowCount: golden.rowCount, columnCount: golden.columnCount, elements: golden.elements)
      #expect(golden.partitions.count == 20)
      for partition in golden.partitions {
        let cut = try HierarchicalClustering(linkage: .genie, giniThreshold: partition.threshold)
          .fitted(to: rows).cut(into: partition.clusterCount)
        let expected = Assignments(labels: partition.labels, clusterCount: partition.clusterCount)
        #expect(
          try cut.adjustedRandIndex(with: expected) == 1,
          "\(golden.name) \(partition.threshold) \(partition.clusterCount)")
      }
    }
  }

  @Test func leafOrdersAreTheShortest() throws {
    let cases = try file().leafOrders
    #expect(cases.count == 5)
    for golden in cases {
      let rows = Matrix(
        rowCount: golden.rowCount, columnCount: golden.columnCount, elements: golden.elements)
      let distances = try DistanceMatrix(of: rows)
      let order = try HierarchicalClustering(linkage: golden.linkage).fitted(to: rows)
        .optimalLeafOrder(for: distances)
      let length = zip(order, order.dropFirst()).reduce(0) { $0 + distances[$1.0, $1.1] }
      #expect(abs(length - golden.length) <= 1e-10 * golden.length, "\(golden.rowCount)")
      // scipy's orders are not always the shortest, see the generator.
      #expect(length <= golden.scipyLength * (1 + 1e-10), "\(golden.rowCount)")
    }
  }
}
