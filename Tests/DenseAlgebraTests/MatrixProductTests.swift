import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

/// Products against plain loops, over shapes with and without full blocks.
@Suite struct MatrixProductTests {
  static let shapes = [(0, 5), (5, 0), (1, 1), (7, 3), (65, 17), (300, 40), (2500, 3)]
  static let widths = [1, 2, 3, 7].map { Parallelism(threadCount: $0) }

  @Test(arguments: shapes)
  func productsAgreeWithLoops(rowCount: Int, columnCount: Int) throws {
    let left = Matrix.random(rowCount, columnCount, seed: 1)
    for resultColumnCount in [0, 1, 6] {
      let right = Matrix.random(columnCount, resultColumnCount, seed: 2)
      let expected = left.slowProduct(with: right)
      for width in Self.widths {
        let product = try left.multiplied(by: right, parallelism: width)
        let other = try left.multiplied(byTransposeOf: right.transposed(), parallelism: width)
        #expect(product.largestDifference(to: expected) < 1e-12)
        #expect(other.largestDifference(to: expected) < 1e-12)
      }
      if resultColumnCount == 1 {
        let vector = try left.multiplied(by: right.elements)
        #expect(vector.largestDifference(to: expected.elements) < 1e-12)
      }
    }
  }

  @Test(arguments: shapes)
  func gramAgreesWithLoops(rowCount: Int, columnCount: Int) throws {
    let matrix = Matrix.random(rowCount, columnCount)
    let gram = try matrix.gram()
    #expect(gram.largestDifference(to: matrix.transposed().slowProduct(with: matrix)) < 1e-10)
    #expect(gram == gram.transposed())
    guard rowCount > 0 else { return }
    let weights = (0..<rowCount).map { Double($0 % 3) + (rowCount == 1 ? 1 : 0) }
    let weighted = matrix.transposed().slowProduct(with: matrix.scalingRows(by: weights))
    #expect(try matrix.gram(weights: weights).largestDifference(to: weighted) < 1e-9)
  }

  @Test func theNumberOfThreadsDoesNotChangeABit() throws {
    let matrix = Matrix.random(9000, 11)
    let right = Matrix.random(11, 5)
    let weights = (0..<9000).map { 1 / Double($0 + 1) }
    let results = try Self.widths.map { width in
      try [
        matrix.multiplied(by: right, parallelism: width).bitPatterns,
        matrix.gram(parallelism: width).bitPatterns,
        matrix.covariance(weights: weights, parallelism: width).bitPatterns,
        matrix.columnMoments(weights: weights, parallelism: width).variances.map(\.bitPattern),
        matrix.columnMeans(parallelism: width).map(\.bitPattern),
      ]
    }
    #expect(results.dropFirst().allSatisfy { $0 == results[0] })
  }

  @Test func shapesThatDoNotFitAreErrors() {
    let matrix = Matrix.random(2, 3)
    for other in [Matrix.random(2, 3), Matrix.random(0, 0)] {
      let error = #expect(throws: AlgebraError.self) { try matrix.multiplied(by: other) }
      #expect(error?.code == .shapeMismatch)
    }
    #expect(throws: AlgebraError.self) { try matrix.multiplied(byTransposeOf: Matrix.random(3, 2)) }
    #expect(throws: AlgebraError.self) { try matrix.multiplied(by: [1, 2]) }
  }

  @Test func dimensionsBeyondBLASAreErrors() {
    // Without columns such a matrix takes no memory.
    let long = Matrix(rowCount: 1 << 40, columnCount: 0)
    let error = #expect(throws: AlgebraError.self) { try long.multiplied(byTransposeOf: long) }
    #expect(error?.code == .tooLarge)
    #expect(throws: AlgebraError.self) { try long.multiplied(by: []) }
    #expect(throws: AlgebraError.self) { try CholeskyFactorization(of: long) }
  }
}
