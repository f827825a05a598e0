import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Means, variances and covariances by hand, with offsets, and with weights.
@Suite struct MomentsTests {
  @Test func smallNumbersByHand() throws {
    let matrix = Matrix(rows: [[1, 10], [2, 10], [6, 10]])
    let moments = try matrix.columnMoments()
    #expect(moments.means == [3, 10])
    #expect(moments.variances.largestDifference(to: [14.0 / 3, 0]) < 1e-15)
    #expect(moments.standardDeviations[1] == 0)
    #expect(moments.totalWeight == 3)
    #expect(try matrix.columnMeans() == [3, 10])
    let covariance = try Matrix(rows: [[1, 2], [3, 6], [5, 1]]).covariance()
    // Means 3 and 3: deviations (-2, -1), (0, 3), (2, -2).
    #expect(
      covariance.largestDifference(to: Matrix(rows: [[8.0 / 3, -2.0 / 3], [-2.0 / 3, 14.0 / 3]]))
        < 1e-15)
  }

  @Test func aLargeCommonPartCostsNoDigits() throws {
    let small = Matrix.random(5000, 3)
    // Sixteenths survive the addition exactly.
    let sixteenths = Matrix(
      rowCount: 5000, columnCount: 3, elements: small.elements.map { ($0 * 16).rounded() / 16 })
    let shifted = sixteenths.addingToEachRow([1e9, -1e12, 2026])
    let moments = try sixteenths.columnMoments()
    let shiftedMoments = try shifted.columnMoments()
    #expect(shiftedMoments.variances.largestDifference(to: moments.variances) < 1e-7)
    #expect(try shifted.covariance().largestDifference(to: sixteenths.covariance()) < 1e-7)
  }

  @Test(arguments: [1, 3, 10, 999, 10_000])
  func aConstantColumnHasNoVariance(rowCount: Int) throws {
    let values = [0.1, -1 / 3.0, 1e-300, 123_456.789, -7e15, 1e200]
    let constant = Matrix(rows: Array(repeating: values, count: rowCount))
    var source = RandomSource(seed: UInt64(rowCount))
    let weights = (0..<rowCount).map { _ in source.uniform() + 0.01 }
    for weights in [nil, weights] {
      let moments = try constant.columnMoments(weights: weights)
      #expect(moments.means == values)
      #expect(moments.variances == values.map { _ in 0 })
    }
  }

  @Test func anIgnoredOutlierCostsNoDigits() throws {
    let outlier = Matrix(rows: [[1e300], [1], [2], [6]])
    let ignored = try outlier.columnMoments(weights: [0, 1, 1, 1])
    #expect(ignored.means == [3])
    #expect(ignored.variances.largestDifference(to: [14.0 / 3]) < 1e-15)
  }

  @Test func weightsStandForRepeatedRows() throws {
    let matrix = Matrix.random(40, 3)
    let counts = (0..<40).map { $0 % 4 }
    let repeated = matrix.selectingRows(
      (0..<40).flatMap { Array(repeating: $0, count: counts[$0]) })
    let weights = counts.map(Double.init)
    let weighted = try matrix.columnMoments(weights: weights)
    let plain = try repeated.columnMoments()
    #expect(weighted.means.largestDifference(to: plain.means) < 1e-14)
    #expect(weighted.variances.largestDifference(to: plain.variances) < 1e-14)
    #expect(weighted.totalWeight == plain.totalWeight)
    let covariance = try matrix.covariance(weights: weights)
    #expect(covariance.largestDifference(to: try repeated.covariance()) < 1e-14)
  }

  @Test func badInputIsAnError() {
    func code(_ matrix: Matrix, _ weights: [Double]? = nil) -> AlgebraError.Code? {
      #expect(throws: AlgebraError.self) { try matrix.columnMoments(weights: weights) }?.code
    }
    let matrix = Matrix(rows: [[1, 2], [3, 4]])
    #expect(code(Matrix(rowCount: 0, columnCount: 2)) == .emptyInput)
    #expect(code(Matrix(rows: [[1, .nan]])) == .nonFiniteValue)
    #expect(code(Matrix(rows: [[.infinity], [0]])) == .nonFiniteValue)
    #expect(code(Matrix(rows: [[1.5e308], [-1.5e308]])) == .overflow)
    #expect(code(Matrix(rows: [[1e200], [-1e200]])) == .overflow)
    #expect(code(matrix, [1]) == .shapeMismatch)
    #expect(code(matrix, [1, -1]) == .invalidWeights)
    #expect(code(matrix, [1, .nan]) == .invalidWeights)
    #expect(code(matrix, [0, 0]) == .invalidWeights)
    #expect(code(matrix, [1e308, 1e308]) == .invalidWeights)
  }

  @Test func messagesSayWhereAndNeverWhat() throws {
    let matrix = Matrix(rows: [[1, 2], [3, -.infinity]])
    let error = #expect(throws: AlgebraError.self) { try matrix.columnMeans() }
    #expect(error?.message.contains("row 2, column 2") == true)
    #expect(error?.message.contains("inf,") == false)
  }

  @Test func extremeShapesHaveMoments() throws {
    let single = try Matrix(rows: [[1e308, -3]]).columnMoments()
    #expect(single.means == [1e308, -3])
    #expect(single.variances == [0, 0])
    let narrow = try Matrix(rowCount: 1 << 40, columnCount: 0).columnMoments()
    #expect(narrow.means.isEmpty)
  }
}
