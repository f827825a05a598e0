import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Symmetric eigendecompositions.
@Suite struct EigenTests {
  @Test func byHand() throws {
    let decomposition = try SymmetricEigendecomposition(of: Matrix(rows: [[2, -1], [-1, 2]]))
    #expect(decomposition.values.largestDifference(to: [3, 1]) < 1e-14)
    // The elements of both vectors are equally large, so the first one is positive.
    let half = 0.5.squareRoot()
    let expected = Matrix(rows: [[half, -half], [half, half]])
    #expect(decomposition.vectors.largestDifference(to: expected) < 1e-14)
  }

  @Test(arguments: [0, 1, 2, 7, 65, 130])
  func identities(size: Int) throws {
    let half = Matrix.random(size, size)
    let matrix = Matrix(
      rowCount: size, columnCount: size,
      elements: zip(half.elements, half.transposed().elements).map { $0 + $1 })
    let decomposition = try SymmetricEigendecomposition(of: matrix)
    let vectors = decomposition.vectors
    #expect(decomposition.values == decomposition.values.sorted(by: >))
    let rebuilt = vectors.scalingRows(by: decomposition.values)
    #expect(vectors.transposed().slowProduct(with: rebuilt).largestDifference(to: matrix) < 1e-11)
    let products = vectors.slowProduct(with: vectors.transposed())
    #expect(products.largestDifference(to: .identity(size)) < 1e-12)
    for index in 0..<size {
      let largest = vectors.row(index).max { abs($0) < abs($1) } ?? 0
      #expect(largest > 0)
    }
  }

  @Test func degenerateMatrices() throws {
    let zero = try SymmetricEigendecomposition(of: Matrix(rowCount: 4, columnCount: 4))
    #expect(zero.values == [0, 0, 0, 0])
    let ones = try SymmetricEigendecomposition(
      of: Matrix(rowCount: 4, columnCount: 4, repeating: 1))
    #expect(ones.values.largestDifference(to: [4, 0, 0, 0]) < 1e-14)
    let huge = try SymmetricEigendecomposition(of: Matrix(rows: [[1e300, 0], [0, -1e300]]))
    #expect(huge.values.largestDifference(to: [1e300, -1e300]) < 1e286)
  }

  @Test func badInputIsAnError() {
    func code(_ matrix: Matrix) -> AlgebraError.Code? {
      #expect(throws: AlgebraError.self) { try SymmetricEigendecomposition(of: matrix) }?.code
    }
    #expect(code(Matrix(rows: [[1, 2], [3, 4]])) == .notSymmetric)
    #expect(code(Matrix.random(3, 2)) == .shapeMismatch)
    #expect(code(Matrix(rows: [[.infinity]])) == .nonFiniteValue)
  }
}
