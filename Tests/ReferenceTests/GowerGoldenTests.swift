import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// The R package cluster and this library find the same dissimilarities of mixed rows with gaps.
@Suite struct GowerGoldenTests {
  private struct File: Decodable {
    let cases: [Case]
  }

  private struct Case: Decodable {
    let numbers: [[Double?]]
    let codes: [[Int?]]
    let weights: [Double]
    /// Each pair once; nil where two rows share nothing.
    let dissimilarities: [Double?]
  }

  @Test func agreesWithDaisy() throws {
    let url = try #require(
      Bundle.module.url(forResource: "gower", withExtension: "json", subdirectory: "Goldens"))
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    #expect(file.cases.count == 4)
    for example in file.cases {
      let count = example.numbers[0].count
      let rows = try MixedMatrix(
        numbers: Matrix(rows: (0..<count).map { row in example.numbers.map { $0[row] ?? .nan } }),
        categories: example.codes.map { try CategoryColumn(codes: $0, levelCount: 6) })
      let gower = try GowerDissimilarity(
        for: rows, kinds: [.nominal, .ordered, .asymmetricBinary, .nominal],
        numberWeights: Array(example.weights[..<2]), categoryWeights: Array(example.weights[2...]))
      let found = try gower.condensed(of: rows)
      #expect(found.count == example.dissimilarities.count)
      for (found, expected) in zip(found, example.dissimilarities) {
        if let expected {
          #expect(abs(found - expected) <= 1e-14)
        } else {
          #expect(found.isNaN)
        }
      }
    }
  }
}
