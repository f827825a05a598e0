import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// From the same start, kmodes and kmedoids and this library find the same.
@Suite struct MixedGoldenTests {
  private struct File: Decodable {
    let prototypes: [PrototypesCase]
    let medoids: [MedoidsCase]
  }

  private struct PrototypesCase: Decodable {
    let rowCount: Int
    let numbers: [Double]
    let numberCount: Int
    let categories: [[Int]]
    let levelCounts: [Int]
    let start: [Int]
    let labels: [Int]
    let cost: Double
  }

  private struct MedoidsCase: Decodable {
    let rowCount: Int
    let numbers: [Double]
    let numberCount: Int
    let start: [Int]
    let medoids: [Int]
    let cost: Double
    let swapCount: Int
  }

  private func file() throws -> File {
    let url = try #require(
      Bundle.module.url(forResource: "mixed", withExtension: "json", subdirectory: "Goldens"))
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }

  @Test func agreesWithKModes() throws {
    let cases = try file().prototypes
    #expect(cases.count == 24)
    var equalCount = 0
    for (number, golden) in cases.enumerated() {
      let rows = try MixedMatrix(
        numbers: Matrix(
          rowCount: golden.rowCount, columnCount: golden.numberCount, elements: golden.numbers),
        categories: zip(golden.categories, golden.levelCounts).map {
          try CategoryColumn(codes: $0, levelCount: $1)
        })
      let model = try KPrototypes(
        clusterCount: golden.start.count,
        initialization: .prototypes(rows.selectingRows(golden.start)), gamma: .given(0.8),
        updates: .online
      ).fitted(to: rows)
      // Modes of equal frequency are settled in different ways, which seldom matters.
      #expect(abs(model.cost - golden.cost) <= 0.02 * golden.cost, "case \(number)")
      let pairs = Set(zip(model.assignments.labels, golden.labels).map { [Int($0), $1] })
      if pairs.count == golden.start.count {
        #expect(abs(model.cost - golden.cost) <= 1e-9 * golden.cost, "case \(number)")
        equalCount += 1
      }
    }
    #expect(equalCount >= 22)
  }

  @Test func agreesWithFasterPAM() throws {
    let cases = try file().medoids
    #expect(cases.count == 6)
    for (number, golden) in cases.enumerated() {
      let rows = Matrix(
        rowCount: golden.rowCount, columnCount: golden.numberCount, elements: golden.numbers)
      let found = try KMedoids(
        clusterCount: golden.start.count, initialization: .medoids(golden.start)
      ).fitted(to: rows).partition
      #expect(found.medoids.sorted() == golden.medoids, "case \(number)")
      #expect(abs(found.totalDeviation - golden.cost) <= 1e-9 * golden.cost, "case \(number)")
      // For a single cluster kmedoids does not swap; it takes the best row at once.
      let isSwapped = golden.start.count > 1
      #expect(!isSwapped || found.swapCount == golden.swapCount, "case \(number)")
    }
  }
}
