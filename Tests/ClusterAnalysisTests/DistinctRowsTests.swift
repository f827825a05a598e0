import DenseAlgebra
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct DistinctRowsTests {
  private func count(_ rows: Matrix, weights: [Double]? = nil, limit: Int = .max >> 2) -> Int {
    WeightedRows.with(rows, weights: weights) { $0.distinctRowCount(limit: limit) }
  }

  @Test func countsAsASetDoes() {
    var random = RandomSource(seed: 5)
    for columns in [1, 2, 5] {
      let rows = Matrix(
        rowCount: 500, columnCount: columns,
        elements: (0..<500 * columns).map { _ in Double(random.index(below: 6)) - 3 })
      let expected = Set((0..<500).map { Array(rows.row($0)) }).count
      #expect(count(rows) == expected)
      #expect(count(rows, limit: 4) == 4)
      #expect(count(rows, limit: expected) == expected)
      #expect(count(rows, limit: expected + 1) == expected)
      let weights = (0..<500).map { $0 < 3 ? 1.0 : 0 }
      #expect(count(rows, weights: weights) == Set((0..<3).map { Array(rows.row($0)) }).count)
    }
  }

  @Test func zeroHasNoSign() {
    #expect(count(Matrix(rows: [[0, 1], [-0.0, 1], [0, 2]])) == 2)
  }
}
