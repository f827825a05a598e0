import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct MergedDistancesTests {
  @Test("rows are the same measured alone, by several threads, and from given distances")
  func rowsAreThoseOfAllPairs() throws {
    let rows = Matrix.random(9_000, 3, seed: 5)
    let scaled = try ScaledRows(rows, metric: .manhattan, parallelism: .serial)
    var alone = MergedDistances<Double>(of: scaled, parallelism: .serial)
    var shared = MergedDistances<Double>(of: scaled, parallelism: Parallelism(threadCount: 3))
    for row in [0, 4_095, 4_096, 8_999] {
      let (first, second) = (alone.row(row), shared.row(row))
      for other in 0..<9_000 {
        let plain =
          row == other
          ? .infinity
          : (0..<3).reduce(0) { $0 + abs(scaled.matrix[row, $1] - scaled.matrix[other, $1]) }
        #expect(first[other] == plain && second[other] == plain)
      }
    }
  }

  @Test func givenDistancesHaveTheirPlaces() throws {
    let condensed = (0..<21).map { Double($0 + 1) }
    let given = try DistanceMatrix(condensed: condensed)
    var distances = MergedDistances<Double>(given) { distance, _, _ in distance }
    var next = 0
    for row in 0..<7 {
      #expect(distances.row(row)[row] == .infinity)
      for other in row + 1..<max(7, row + 1) {
        #expect(distances.row(row)[other] == condensed[next])
        #expect(distances.row(other)[row] == condensed[next])
        next += 1
      }
    }
  }

  @Test func rowsThatAreGoneLeaveTheirMemory() {
    var pool = RowPool<Float>(rowLength: 3_000_000)
    let first = pool.take()
    let second = pool.take()
    #expect(first != second)
    pool.giveBack(first)
    #expect(pool.take() == first)
    #expect(pool.take() != second)
  }

  @Test func rowsInOneChunkDoNotOverlap() {
    var pool = RowPool<Double>(rowLength: 5)
    let rows = (0..<13).map { _ in pool.take() }
    for (number, row) in rows.enumerated() {
      for place in 0..<5 { row[place] = Double(number) }
    }
    for (number, row) in rows.enumerated() {
      #expect((0..<5).allSatisfy { row[$0] == Double(number) })
    }
  }
}
