import ParallelBlocks
import Testing

@testable import DenseAlgebra

/// The kernel for prototypes gives the bits of a plain loop with every instruction set.
@Suite struct MixedKernelTests {
  @Test(arguments: InstructionSet.available, [0, 1, 7, 63, 64, 65, 200])
  func agreesWithThePlainLoop(instructionSet: InstructionSet, rowCount: Int) {
    for (number, categoryCount) in [0, 1, 6, 11, 300].enumerated()
    where categoryCount < 300 || rowCount == 65 {
      for hasGaps in [false, true] {
        for hasMatches in [false, true] {
          let rows = MixedProblem(
            rowCount, prototypes: [1, 2, 16, 17, 5][number], hasGaps: hasGaps,
            hasMatches: hasMatches, categoryCount: categoryCount)
          let tiles = MixedTiles(
            rows.numbers, scales: [1, 1, 1], gaps: rows.gaps, columns: rows.columns)
          var labels = [Int32](repeating: -1, count: tiles.paddedRowCount)
          var distances = [Double](repeating: -1, count: tiles.paddedRowCount)
          tiles.findNearest(
            in: rows.panel, labels: &labels, distances: &distances,
            instructionSet: instructionSet, parallelism: .serial)
          for row in 0..<rowCount {
            let expected = (0..<rows.panel.count).map { rows.distance(row, $0) }
            let nearest = expected.min() ?? 0
            #expect(distances[row] == nearest)
            #expect(labels[row] == Int32(expected.firstIndex(of: nearest) ?? 0))
          }
        }
      }
    }
  }
}
