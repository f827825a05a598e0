import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct GowerTests {
  private func column(_ codes: [Int?], _ levelCount: Int) throws -> CategoryColumn {
    try CategoryColumn(codes: codes, levelCount: levelCount)
  }

  @Test func followsTheDefinition() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0, 7], [5, 7], [10, .nan], [.nan, .nan]]),
      categories: [
        column([0, 1, 0, nil], 2), column([0, 2, 4, nil], 9), column([0, 0, 1, 0], 2),
      ])
    let gower = try GowerDissimilarity(
      for: rows, kinds: [.nominal, .ordered, .asymmetricBinary], numberWeights: [2, 1])
    #expect(gower.numberRanges == [10, 0])
    #expect(gower.codeRanges == [0, 4, 0])
    // (2 · 0.5 + 0 + 1 + 0.5) / 5: the constant column counts with 0, absence in both rows does not
    // count.
    #expect(gower.between(0, 1, of: rows) == 0.5)
    // (2 · 1 + 0 + 1 + 1) / 5: the gap is skipped, presence in one row counts.
    #expect(gower.between(0, 2, of: rows) == 0.8)
    // Nothing is shared but an absence.
    #expect(gower.between(0, 3, of: rows).isNaN)
    #expect(gower.between(2, 3, of: rows) == 1.0)
    let matrix = try gower.matrix(of: rows)
    #expect(matrix[3, 3] == 0 && matrix[0, 3].isNaN && matrix[3, 0].isNaN)
    #expect(matrix[2, 0] == matrix[0, 2] && matrix[1, 0] == 0.5)
  }

  @Test func isTheSameForAnyNumberOfThreads() throws {
    let rows = try KPrototypesTests.random(70, gaps: 0.1, seed: 9)
    let gower = try GowerDissimilarity(for: rows)
    let matrix = try gower.matrix(of: rows, parallelism: .serial)
    for threadCount in [2, 5] {
      let other = try gower.matrix(of: rows, parallelism: Parallelism(threadCount: threadCount))
      #expect(other.bitPatterns == matrix.bitPatterns)
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[1], [2]]), categories: [column([0, 2], 3)])
    for make in [
      { try GowerDissimilarity(for: rows, kinds: []) },
      { try GowerDissimilarity(for: rows, kinds: [.asymmetricBinary]) },
      { try GowerDissimilarity(for: rows, numberWeights: [-1]) },
      { try GowerDissimilarity(for: rows, categoryWeights: [.nan]) },
    ] {
      #expect(throws: ClusteringError.self) { _ = try make() }
    }
    let gower = try GowerDissimilarity(for: rows)
    #expect(throws: ClusteringError.self) {
      try gower.matrix(of: MixedMatrix(numbers: Matrix(rows: [[1]])))
    }
  }
}
