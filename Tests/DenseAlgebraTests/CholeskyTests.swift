import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// Cholesky factors, solutions, inverses and determinants.
@Suite struct CholeskyTests {
  @Test func byHand() throws {
    let factorization = try CholeskyFactorization(of: Matrix(rows: [[4, 2], [2, 10]]))
    #expect(factorization.factor.largestDifference(to: Matrix(rows: [[2, 0], [1, 3]])) < 1e-15)
    #expect(abs(factorization.logDeterminant - log(36)) < 1e-14)
    #expect(factorization.solution(for: [8, 22]).largestDifference(to: [1, 2]) < 1e-14)
  }

  @Test(arguments: [0, 1, 2, 7, 65])
  func identities(size: Int) throws {
    let matrix = try Matrix.random(2 * size + 3, size).covariance()
    let factorization = try CholeskyFactorization(of: matrix)
    let factor = factorization.factor
    #expect(factor.slowProduct(with: factor.transposed()).largestDifference(to: matrix) < 1e-13)
    let inverse = factorization.inverse()
    #expect(matrix.slowProduct(with: inverse).largestDifference(to: .identity(size)) < 1e-9)
    #expect(inverse == inverse.transposed())
    let wanted = Matrix.random(3, size, seed: 9)
    let solutions = factorization.solutions(forRowsOf: wanted.slowProduct(with: matrix))
    #expect(solutions.largestDifference(to: wanted) < 1e-9)
  }

  @Test func badInputIsAnError() {
    func error(_ rows: [[Double]]) -> AlgebraError? {
      #expect(throws: AlgebraError.self) { try CholeskyFactorization(of: Matrix(rows: rows)) }
    }
    let singular = error([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    #expect(singular?.code == .notPositiveDefinite)
    #expect(singular?.message.contains("column 2 ") == true)
    #expect(error([[0]])?.code == .notPositiveDefinite)
    #expect(error([[1, 2], [3, 4]])?.code == .notSymmetric)
    #expect(error([[1, 2, 3]])?.code == .shapeMismatch)
    #expect(error([[1, .nan], [.nan, 1]])?.code == .nonFiniteValue)
  }
}
