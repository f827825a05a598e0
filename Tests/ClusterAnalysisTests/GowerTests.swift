import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

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

  @Test("the kernel gives the bits of the definition, in columns of all widths", arguments: 0..<6)
  func kernelFollowsTheDefinition(seed: Int) throws {
    let count = [1, 63, 64, 65, 130, 200][seed]
    let gaps = seed % 2 == 0 ? 0 : 0.3
    let rows = try KPrototypesTests.random(
      count, gaps: gaps, seed: UInt64(seed), levelCounts: [2, 7, 300, 70_000, 2])
    let kinds: [GowerDissimilarity.CategoryKind] =
      seed < 2
      ? [.nominal, .ordered, .nominal, .ordered, .nominal]
      : [.nominal, .nominal, .ordered, .nominal, .asymmetricBinary]
    let gower = try GowerDissimilarity(
      for: rows, kinds: kinds, numberWeights: [1, 0.3, 2], categoryWeights: [1, 0.7, 0, 3, 1.1])
    let matrix = try gower.matrix(of: rows)
    let condensed = try gower.condensed(of: rows)
    #expect(condensed.count == count * (count - 1) / 2)
    var place = 0
    for row in 0..<count {
      for other in 0..<count {
        let expected = row == other ? 0 : gower.between(row, other, of: rows)
        #expect(
          matrix[row, other].bitPattern == expected.bitPattern
            || expected.isNaN && matrix[row, other].isNaN)
        guard other > row else { continue }
        #expect(condensed[place].bitPattern == matrix[row, other].bitPattern)
        place += 1
      }
    }
    for threadCount in [1, 3] {
      let parallelism = Parallelism(threadCount: threadCount)
      let other = try gower.condensed(of: rows, parallelism: parallelism)
      #expect(other.map(\.bitPattern) == condensed.map(\.bitPattern))
    }
  }

  @Test(arguments: InstructionSet.available)
  func isTheSameOnAnyInstructionSet(set: InstructionSet) throws {
    let rows = try KPrototypesTests.random(150, gaps: 0.2, seed: 3)
    let tiles = try GowerDissimilarity(for: rows).tiles(of: rows)
    var best = [Double](repeating: 0, count: 192)
    var own = best
    for row in [0, 77, 149] {
      tiles.write(from: row, to: 64..<150, into: &best)
      tiles.write(from: row, to: 64..<150, into: &own, instructionSet: set)
      #expect(own.map(\.bitPattern) == best.map(\.bitPattern))
    }
  }

  @Test func refusesRangesThatCannotBeDividedBy() throws {
    let rows = try MixedMatrix(numbers: Matrix(rows: [[0], [.leastNonzeroMagnitude]]))
    let error = #expect(throws: ClusteringError.self) { _ = try GowerDissimilarity(for: rows) }
    #expect(error?.code == .valueOutOfRange)
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
