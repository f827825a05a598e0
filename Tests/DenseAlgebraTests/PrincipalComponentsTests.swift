import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import DenseAlgebra

/// Principal components against scikit-learn, against themselves, and on degenerate data.
@Suite struct PrincipalComponentsTests {
  /// The four measurements of `datasets/iris.csv`.
  static func iris() throws -> Matrix {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("datasets/iris.csv"), encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").prefix(4).compactMap { Double($0) }
    }
    return Matrix(rows: rows)
  }

  /// `sklearn.decomposition.PCA().fit(X)` of scikit-learn 1.9.1 on the four measurements; its
  /// variances are divided by 149 and ours by 150.
  @Test(arguments: PrincipalComponents.Method.allCases)
  func irisAgreesWithScikitLearn(method: PrincipalComponents.Method) throws {
    let iris = try Self.iris()
    let model = try PrincipalComponents().fitted(to: iris, weights: nil, method: method)
    let means = [5.843333333333334, 3.0573333333333337, 3.7580000000000005, 1.1993333333333336]
    let components = Matrix(rows: [
      [0.3613865917853675, -0.08452251406456968, 0.8566706059498354, 0.3582891971515502],
      [0.6565887712868251, 0.7301614347850438, -0.173372662795851, -0.07548101991745346],
      [-0.5820298513060381, 0.597910830100022, 0.07623607582090071, 0.5458314320201828],
      [0.3154871929040609, -0.31972310366620854, -0.47983898699464556, 0.7536574252639691],
    ])
    let variances = [
      4.228241706034863, 0.24267074792861842, 0.07820950004290925, 0.023835092973446638,
    ]
    let shares = [
      0.9246187232017327, 0.05306648311706488, 0.017102609807927653, 0.005212183873274795,
    ]
    let firstRow = [
      -2.6841256259695334, 0.31939724658509761, -0.027914827589422209, 0.0022624370713207366,
    ]
    let lastRow = [
      1.3901888619479159, -0.28266093799053849, 0.36290964808536114, -0.15503862823016387,
    ]
    #expect(model.means.largestDifference(to: means) < 1e-14)
    #expect(model.components.largestDifference(to: components) < 1e-12)
    #expect(model.variances.map { $0 * 150 / 149 }.largestDifference(to: variances) < 1e-13)
    #expect(model.explainedShares.largestDifference(to: shares) < 1e-14)
    let projection = try model.projection(of: iris)
    #expect(Array(projection.row(0)).largestDifference(to: firstRow) < 1e-12)
    #expect(Array(projection.row(149)).largestDifference(to: lastRow) < 1e-12)
  }

  @Test(arguments: [(2, 1), (7, 3), (3, 7), (65, 17), (300, 40)])
  func bothMethodsAgree(rowCount: Int, columnCount: Int) throws {
    let matrix = Matrix.random(rowCount, columnCount)
      .scalingColumns(by: (0..<columnCount).map { Double($0 + 1) })
      .addingToEachRow((0..<columnCount).map { Double($0) * 100 })
    let weights = (0..<rowCount).map { Double($0 % 3) + 0.5 }
    let models = try PrincipalComponents.Method.allCases.map { method in
      try PrincipalComponents().fitted(to: matrix, weights: weights, method: method)
    }
    // Centred rows leave one direction without variance when there are few of them.
    let count = min(rowCount - 1, columnCount)
    let kept = Array(0..<count)
    let largest = models[0].variances[0]
    #expect(models[0].variances.largestDifference(to: models[1].variances) < 1e-12 * largest)
    let first = models[0].components.selectingRows(kept)
    #expect(first.largestDifference(to: models[1].components.selectingRows(kept)) < 1e-9)
    for model in models {
      let projection = try model.projection(of: matrix)
      let moments = try projection.columnMoments(weights: weights)
      #expect(moments.variances.largestDifference(to: model.variances) < 1e-12 * largest)
      #expect(try model.reconstruction(of: projection).largestDifference(to: matrix) < 1e-10)
      #expect(abs(model.explainedShares.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test(arguments: PrincipalComponents.Method.allCases)
  func weightsStandForRepeatedRows(method: PrincipalComponents.Method) throws {
    let matrix = Matrix.random(30, 4)
    let counts = (0..<30).map { $0 % 3 }
    let repeated = matrix.selectingRows(
      (0..<30).flatMap { Array(repeating: $0, count: counts[$0]) })
    let weighted = try PrincipalComponents()
      .fitted(to: matrix, weights: counts.map(Double.init), method: method)
    let plain = try PrincipalComponents().fitted(to: repeated, weights: nil, method: method)
    #expect(weighted.variances.largestDifference(to: plain.variances) < 1e-13)
    #expect(weighted.components.largestDifference(to: plain.components) < 1e-11)
  }

  @Test func fewerComponentsAreTheFirstOnes() throws {
    let iris = try Self.iris()
    let all = try PrincipalComponents().fitted(to: iris)
    let two = try PrincipalComponents(componentCount: 2).fitted(to: iris)
    #expect(two.variances == Array(all.variances[..<2]))
    #expect(two.explainedShares == Array(all.explainedShares[..<2]))
    #expect(two.components == all.components.selectingRows([0, 1]))
    #expect(try two.projection(of: iris).columnCount == 2)
  }

  @Test func theNumberOfThreadsDoesNotChangeABit() throws {
    let matrix = Matrix.random(7000, 5)
    let models = try [1, 2, 3, 7].map {
      try PrincipalComponents(parallelism: Parallelism(threadCount: $0)).fitted(to: matrix)
    }
    #expect(Set(models).count == 1)
  }

  @Test func nothingThatVariesHasNoShares() throws {
    for rowCount in [1, 3, 100] {
      let constant = Matrix(rowCount: rowCount, columnCount: 2, repeating: 0.1)
      let model = try PrincipalComponents().fitted(to: constant)
      #expect(model.variances.allSatisfy { $0 == 0 })
      #expect(model.explainedShares.allSatisfy { $0 == 0 })
      #expect(model.components.isFinite)
    }
  }

  @Test func aModelSurvivesCoding() throws {
    let model = try PrincipalComponents(componentCount: 2).fitted(to: Self.iris())
    let data = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(PrincipalComponents.Model.self, from: data) == model)
    let wrong = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: #""means":["#, with: #""means":[1,"#)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PrincipalComponents.Model.self, from: Data(wrong.utf8))
    }
  }

  @Test func badInputIsAnError() throws {
    func code(
      _ matrix: Matrix, count: Int? = nil, weights: [Double]? = nil
    ) -> AlgebraError.Code? {
      #expect(throws: AlgebraError.self) {
        try PrincipalComponents(componentCount: count).fitted(to: matrix, weights: weights)
      }?.code
    }
    #expect(code(Matrix(rowCount: 0, columnCount: 3)) == .emptyInput)
    #expect(code(Matrix(rowCount: 3, columnCount: 0)) == .emptyInput)
    #expect(code(Matrix.random(9, 3), count: 0) == .invalidSetting)
    #expect(code(Matrix.random(9, 3), count: 4) == .invalidSetting)
    #expect(code(Matrix.random(2, 3), weights: [0, 0]) == .invalidWeights)
    #expect(code(Matrix(rows: [[1, 2], [3, .nan]])) == .nonFiniteValue)
    #expect(code(Matrix(rows: [[1e200, 2], [-1e200, 1]])) == .overflow)
    #expect(
      code(Matrix(rowCount: 30, columnCount: 1, elements: (0..<30).map { 1e200 * Double($0) }))
        == .overflow)
    let model = try PrincipalComponents().fitted(to: Matrix.random(9, 3))
    #expect(throws: AlgebraError.self) { try model.projection(of: Matrix.random(9, 2)) }
    #expect(throws: AlgebraError.self) { try model.reconstruction(of: Matrix.random(9, 2)) }
  }
}
