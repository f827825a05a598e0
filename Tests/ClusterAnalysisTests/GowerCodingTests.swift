import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// Dissimilarities that were kept, and such that somebody has changed.
@Suite struct GowerCodingTests {
  private func gower() throws -> GowerDissimilarity {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0, 5], [1, 5], [4, 5]]),
      categories: [
        CategoryColumn(codes: [0, 1, 2], levelCount: 3),
        CategoryColumn(codes: [0, 1, 1], levelCount: 2),
      ], sets: [SetColumn(sets: [[0], [1], []], optionCount: 2)])
    return try GowerDissimilarity(for: rows, kinds: [.ordered, .nominal])
  }

  private func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(gower()), as: UTF8.self)
  }

  @Test func survivesCoding() throws {
    let read = try JSONDecoder().decode(GowerDissimilarity.self, from: Data(text().utf8))
    #expect(read == (try gower()))
  }

  @Test(arguments: [
    (#""numberRanges":[4,0]"#, #""numberRanges":[4]"#),
    (#""numberRanges":[4,0]"#, #""numberRanges":[-4,0]"#),
    (#""numberRanges":[4,0]"#, #""numberRanges":[1e-320,0]"#),
    (#""numberRanges":[4,0]"#, #""numberRanges":[null,0]"#),
    (#""numberWeights":[1,1]"#, #""numberWeights":[-1,1]"#),
    (#""numberWeights":[1,1]"#, #""numberWeights":[1e200,1]"#),
    (#""codeRanges":[2,0]"#, #""codeRanges":[2,0,0]"#),
    (#""codeRanges":[2,0]"#, #""codeRanges":[-2,0]"#),
    (#""categoryWeights":[1,1]"#, #""categoryWeights":[1,-1]"#),
    (#""kinds":["ordered","nominal"]"#, #""kinds":["ordered"]"#),
    (#""kinds":["ordered","nominal"]"#, #""kinds":["ordered","cyclic"]"#),
    (#""setWeights":[1]"#, #""setWeights":[-1]"#), (#""setWeights""#, #""setWeigths""#),
  ])
  func brokenOnesAreNotRead(part: String, replacement: String) throws {
    let text = try text()
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text, "\(part) is not in \(text)")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(GowerDissimilarity.self, from: Data(broken.utf8))
    }
  }
}
