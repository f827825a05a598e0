import ContactFeatures
import DenseAlgebra
import Foundation
import Testing

/// Learned numbers and scaled values against scikit-learn 1.9.1.
@Suite struct ScalerTests {
  static let matrix = Matrix(rows: [
    [1.5, -2, 100.25], [2.25, 7, 3.5], [9, 0.125, -40], [4, 4, 1000], [-3, 1.75, 0.5],
  ])

  static func expectClose(_ actual: [Double], _ expected: [Double], _ tolerance: Double = 1e-14) {
    #expect(actual.count == expected.count)
    for (a, e) in zip(actual, expected) { #expect(abs(a - e) <= tolerance * max(1, abs(e))) }
  }

  @Test func standardScalerIsScikitLearns() throws {
    let fitted = try StandardScaler().fitted(to: Self.matrix)
    Self.expectClose(fitted.means, [2.75, 2.175, 212.85])
    Self.expectClose(
      fitted.standardDeviations, [3.8858718455450894, 3.112073263919087, 396.266816677854])
    let scaled = try fitted.applied(to: Self.matrix)
    Self.expectClose(
      Array(scaled.row(0)), [-0.3216781329093617, -1.3415493935841185, -0.2841519785683655])
    Self.expectClose(
      Array(scaled.row(4)), [-1.4797194113830638, -0.1365649083289222, -0.5358763112699149])
    Self.expectClose(try fitted.inverted(scaled).elements, Self.matrix.elements, 1e-13)
  }

  @Test func weightedStandardScalerIsScikitLearns() throws {
    let fitted = try StandardScaler().fitted(to: Self.matrix, weights: [1, 2, 0, 3, 1])
    Self.expectClose(fitted.means, [2.142857142857143, 3.6785714285714284, 443.9642857142857])
    Self.expectClose(
      fitted.standardDeviations, [2.306269184423277, 2.8868986254230316, 482.6037717529817])
  }

  @Test func robustScalerIsScikitLearns() throws {
    let fitted = try RobustScaler().fitted(to: Self.matrix)
    Self.expectClose(fitted.medians, [2.25, 1.75, 3.5])
    Self.expectClose(fitted.ranges, [2.5, 3.875, 99.75])
    Self.expectClose(
      Array(try fitted.applied(to: Self.matrix).row(3)),
      [0.7, 0.5806451612903226, 9.989974937343359])
  }

  @Test func rangeScalerIsScikitLearns() throws {
    let fitted = try RangeScaler().fitted(to: Self.matrix)
    Self.expectClose(fitted.minimums, [-3, -2, -40])
    Self.expectClose(
      Array(try fitted.applied(to: Self.matrix).row(2)), [1, 0.2361111111111111, 0])
  }

  @Test(arguments: Scaling.allCases) func weightsStandForRepeatedRows(scaling: Scaling) throws {
    let repeated = Self.matrix.selectingRows([0, 1, 1, 3, 3, 3, 4])
    let weighted = try scaling.fitted(to: Self.matrix, weights: [1, 2, 0, 3, 1])
    let plain = try scaling.fitted(to: repeated)
    Self.expectClose(
      try weighted.applied(to: Self.matrix).elements, try plain.applied(to: Self.matrix).elements,
      1e-13)
  }

  @Test func constantColumnsBecomeZero() throws {
    let constant = Matrix(rows: [[1e9], [1e9], [1e9]])
    for scaling in [Scaling.standard, .robust, .range] {
      #expect(try scaling.fitted(to: constant).applied(to: constant).elements == [0, 0, 0])
    }
  }

  @Test func aTinySpreadOnALargeOffsetIsMeasuredExactly() throws {
    // Neighbouring numbers near 1e9 are 2^-23 apart: the deviation is exactly half of that.
    let step = 0x1p-23
    let matrix = Matrix(rows: [[1e9], [1e9 + step], [1e9], [1e9 + step]])
    let fitted = try StandardScaler().fitted(to: matrix)
    #expect(fitted.standardDeviations == [step / 2])
    let scaled = try fitted.applied(to: matrix).elements
    #expect(scaled.allSatisfy { abs($0) <= 2 })
    #expect(scaled[1] > scaled[0])
  }

  @Test(arguments: [1e308, 1.7e308, 1e-308, 3e-308])
  func extremeMagnitudesStayFinite(magnitude: Double) throws {
    let matrix = Matrix(rows: [[-magnitude], [0], [magnitude], [magnitude]])
    for scaling in [Scaling.standard, .robust, .range] {
      let fitted = try scaling.fitted(to: matrix)
      let scaled = try fitted.applied(to: matrix).elements
      #expect(scaled.allSatisfy { $0.isFinite })
      #expect(scaled[0] < scaled[1] && scaled[1] < scaled[2] && scaled[2] == scaled[3])
      #expect(
        try fitted.inverted(try fitted.applied(to: matrix)).elements.allSatisfy { $0.isFinite })
    }
    let deviation = try StandardScaler().fitted(to: matrix).standardDeviations[0]
    if magnitude > 1e-300 {
      #expect(abs(deviation / magnitude - 0.6875.squareRoot()) < 1e-15)
    }
  }

  @Test func missingValuesAreIgnoredAndKept() throws {
    let matrix = Matrix(rows: [[1], [.nan], [3]])
    let fitted = try StandardScaler().fitted(to: matrix)
    #expect(fitted.means == [2])
    #expect(fitted.standardDeviations == [1])
    let scaled = try fitted.applied(to: matrix).elements
    #expect(scaled[0] == -1 && scaled[1].isNaN && scaled[2] == 1)
  }

  @Test func robustScalerFallsBackWhereHalfOfTheRowsAreEqual() throws {
    let matrix = Matrix(rows: [[0], [0], [0], [0], [0], [0], [0], [800]])
    let fitted = try RobustScaler().fitted(to: matrix)
    #expect(fitted.ranges[0] == (100.0 * 700 * 7.0 / 7).squareRoot())
  }

  @Test func wrongInputIsRefused() {
    #expect(
      code { () throws(FeatureError) in try StandardScaler().fitted(to: Matrix(rows: [])) }
        == .emptyTable)
    #expect(
      code { () throws(FeatureError) in
        try RobustScaler().fitted(to: Self.matrix, weights: [1, 2])
      } == .invalidWeights)
    for weights in [[1, -1, 1, 1, 1], [0, 0, 0, 0, 0], [.nan, 1, 1, 1, 1]] as [[Double]] {
      #expect(
        code { () throws(FeatureError) in
          try RangeScaler().fitted(to: Self.matrix, weights: weights)
        } == .invalidWeights)
    }
    #expect(
      code { () throws(FeatureError) in
        try StandardScaler().fitted(to: Self.matrix).applied(to: Matrix(rows: [[1]]))
      } == .shapeMismatch)
  }

  @Test func scalersSurviveBeingSaved() throws {
    let fitted = try RobustScaler().fitted(to: Self.matrix)
    let copy = try JSONDecoder().decode(
      RobustScaler.Fitted.self, from: try JSONEncoder().encode(fitted))
    #expect(copy == fitted)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        RobustScaler.Fitted.self, from: Data(#"{"scales":[{"center":0,"scale":0}]}"#.utf8))
    }
  }
}
