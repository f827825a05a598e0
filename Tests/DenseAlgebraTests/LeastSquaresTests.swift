import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Least squares with full and deficient rank.
@Suite struct LeastSquaresTests {
  /// The line through (0, 1), (1, 3), (2, 4), (3, 4): intercept 1.5, slope 1, residuals squared 1.
  @Test func aLineByHand() throws {
    let design = Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])
    let targets = Matrix(rows: [[1], [3], [4], [4]])
    let solution = try LeastSquaresSolution(design: design, targets: targets)
    #expect(solution.coefficients.largestDifference(to: Matrix(rows: [[1.5], [1]])) < 1e-14)
    #expect(solution.residualSumsOfSquares.largestDifference(to: [1]) < 1e-13)
    #expect(solution.rank == 2)
  }

  @Test(arguments: [(1, 1), (7, 3), (3, 7), (65, 17), (300, 40)])
  func residualsAreOrthogonalToTheDesign(rowCount: Int, columnCount: Int) throws {
    let design = Matrix.random(rowCount, columnCount, seed: 1)
    let targets = Matrix.random(rowCount, 3, seed: 2)
    let solution = try LeastSquaresSolution(design: design, targets: targets)
    #expect(solution.rank == min(rowCount, columnCount))
    let fitted = design.slowProduct(with: solution.coefficients)
    let residuals = Matrix(
      rowCount: rowCount, columnCount: 3,
      elements: zip(targets.elements, fitted.elements).map { $0 - $1 })
    let products = design.transposed().slowProduct(with: residuals)
    #expect(products.largestDifference(to: Matrix(rowCount: columnCount, columnCount: 3)) < 1e-10)
    let sums = (0..<3).map { residuals.column($0).reduce(0) { $0 + $1 * $1 } }
    #expect(solution.residualSumsOfSquares.largestDifference(to: sums) < 1e-10)
  }

  /// Twice the same column: the shortest solution shares the coefficient equally.
  @Test func dependentColumnsShareTheCoefficient() throws {
    let design = Matrix(rows: [[1, 1], [2, 2], [3, 3]])
    let solution = try LeastSquaresSolution(design: design, targets: Matrix(rows: [[2], [4], [6]]))
    #expect(solution.rank == 1)
    #expect(solution.coefficients.largestDifference(to: Matrix(rows: [[1], [1]])) < 1e-14)
    let zero = try LeastSquaresSolution(
      design: Matrix(rowCount: 3, columnCount: 2), targets: Matrix(rows: [[1], [2], [2]]))
    #expect(zero.rank == 0)
    #expect(zero.coefficients == Matrix(rowCount: 2, columnCount: 1))
    #expect(zero.residualSumsOfSquares == [9])
  }

  @Test func badInputIsAnError() {
    func code(
      _ design: Matrix, _ targets: Matrix, tolerance: Double? = nil
    ) -> AlgebraError.Code? {
      #expect(throws: AlgebraError.self) {
        try LeastSquaresSolution(design: design, targets: targets, tolerance: tolerance)
      }?.code
    }
    let design = Matrix.random(3, 2)
    let targets = Matrix.random(3, 1)
    #expect(code(design, Matrix.random(2, 1)) == .shapeMismatch)
    #expect(
      code(Matrix(rowCount: 0, columnCount: 2), Matrix(rowCount: 0, columnCount: 1)) == .emptyInput)
    #expect(code(Matrix(rowCount: 3, columnCount: 0), targets) == .emptyInput)
    #expect(code(design, Matrix(rowCount: 3, columnCount: 0)) == .emptyInput)
    #expect(code(Matrix(rowCount: 3, columnCount: 1, repeating: .nan), targets) == .nonFiniteValue)
    #expect(
      code(design, Matrix(rowCount: 3, columnCount: 1, repeating: .infinity)) == .nonFiniteValue)
    #expect(code(design, targets, tolerance: 1) == .invalidSetting)
    #expect(code(design, targets, tolerance: .nan) == .invalidSetting)
  }
}
