import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Singular value decompositions of tall, wide and degenerate matrices.
@Suite struct SingularValueTests {
  @Test func byHand() throws {
    let decomposition = try SingularValueDecomposition(
      of: Matrix(rows: [[3, 0], [0, -5], [0, 0]]))
    #expect(decomposition.values.largestDifference(to: [5, 3]) < 1e-14)
    #expect(
      decomposition.rightVectors.largestDifference(to: Matrix(rows: [[0, 1], [1, 0]])) < 1e-14)
    let left = Matrix(rows: [[0, 1], [-1, 0], [0, 0]])
    #expect(decomposition.leftVectors.largestDifference(to: left) < 1e-14)
  }

  @Test(arguments: [(0, 4), (4, 0), (1, 1), (1, 5), (7, 3), (3, 7), (65, 17), (17, 65), (300, 40)])
  func identities(rowCount: Int, columnCount: Int) throws {
    let matrix = Matrix.random(rowCount, columnCount)
    let decomposition = try SingularValueDecomposition(of: matrix)
    let (left, right) = (decomposition.leftVectors, decomposition.rightVectors)
    let count = min(rowCount, columnCount)
    #expect(decomposition.values == decomposition.values.sorted(by: >))
    #expect(decomposition.values.allSatisfy { $0 >= 0 })
    let rebuilt = left.slowProduct(with: right.scalingRows(by: decomposition.values))
    #expect(rebuilt.largestDifference(to: matrix) < 1e-12)
    let leftProducts = left.transposed().slowProduct(with: left)
    #expect(leftProducts.largestDifference(to: .identity(count)) < 1e-12)
    let rightProducts = right.slowProduct(with: right.transposed())
    #expect(rightProducts.largestDifference(to: .identity(count)) < 1e-12)
  }

  @Test func dependentColumnsHaveValuesOfZero() throws {
    let matrix = Matrix.random(50, 2).slowProduct(with: Matrix.random(2, 6, seed: 3))
    let values = try SingularValueDecomposition(of: matrix).values
    #expect(values[1] > 1)
    #expect(values[2...].allSatisfy { $0 < 1e-13 * values[0] })
    #expect(
      try SingularValueDecomposition(of: Matrix(rowCount: 5, columnCount: 2)).values == [0, 0])
  }

  @Test func badInputIsAnError() {
    let error = #expect(throws: AlgebraError.self) {
      try SingularValueDecomposition(of: Matrix(rows: [[1, 2], [.nan, 3]]))
    }
    #expect(error?.code == .nonFiniteValue)
  }
}
