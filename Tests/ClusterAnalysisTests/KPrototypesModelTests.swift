import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

@Suite struct KPrototypesModelTests {
  private func model(
    _ missingValues: KPrototypes.MissingValues = .filledByColumn
  ) throws -> KPrototypes.Model {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0, .nan], [1, 0], [9, 9], [.nan, 8], [0, 1], [9, 8]]),
      categories: [CategoryColumn(codes: [0, 0, 1, nil, 0, 1], levelCount: 3)])
    return try KPrototypes(
      clusterCount: 2, gamma: .given(2), missingValues: missingValues
    ).fitted(to: rows)
  }

  private func text(_ model: KPrototypes.Model) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(model), as: UTF8.self)
  }

  @Test(arguments: [KPrototypes.MissingValues.filledByColumn, .rescaled, .filledByPrototype])
  func survivesCoding(missingValues: KPrototypes.MissingValues) throws {
    let model = try model(missingValues)
    let read = try JSONDecoder().decode(
      KPrototypes.Model.self, from: Data(text(model).utf8))
    #expect(read == model)
    #expect(read.columnFillings == nil || missingValues == .filledByColumn)
  }

  @Test(arguments: [
    (#""clusterWeights":[3,3]"#, #""clusterWeights":[3]"#),
    (#""clusterWeights":[3,3]"#, #""clusterWeights":[5,0]"#),
    (#""clusterCosts":["#, #""clusterCosts":[-1,"#),
    (#""costs":["#, #""costs":[-1,"#),
    (#""clusterCount":2"#, #""clusterCount":3"#),
    (#""labels":[0,"#, #""labels":[7,"#),
    (#""gamma":2"#, #""gamma":-2"#),
    (#""gamma":2"#, #""gamma":null"#),
    (#""restart":"#, #""restart":-1"#),
    (#""isConverged":true"#, #""isConverged":1"#),
    (#""missingValues":"filledByColumn""#, #""missingValues":"rescaled""#),
    (#""missingValues":"filledByColumn""#, #""missingValues":"guessed""#),
    (#""categoryWeights":[2]"#, #""categoryWeights":[]"#),
    (#""categoryWeights":[2]"#, #""categoryWeights":[-2]"#),
    (#""numberWeights":[1,1]"#, #""numberWeights":[1,1,1]"#),
    (#""dissimilarity":"matching""#, #""dissimilarity":"euclidean""#),
    // A level that the column does not have, and a prototype with a gap among its numbers.
    (#""codes":[0,1],"levelCount":3"#, #""codes":[0,9],"levelCount":3"#),
    (#""codes":[0],"levelCount":3"#, #""codes":[0],"levelCount":4"#),
    (#""gaps":[]"#, #""gaps":[0]"#),
    (#""gaps":[]"#, #""gaps":[99]"#),
    (#""modeShares":{"columnCount":1,"#, #""modeShares":{"columnCount":2,"#),
    (
      #""modeShares":{"columnCount":1,"elements":[1,"#,
      #""modeShares":{"columnCount":1,"elements":[1.5,"#
    ),
    (
      #""modeShares":{"columnCount":1,"elements":[1,"#,
      #""modeShares":{"columnCount":1,"elements":[1,1,"#
    ),
    (#""shares":{"categories":["#, #""shares":{"categories":[0.1,"#),
  ])
  func brokenModelsAreNotRead(part: String, replacement: String) throws {
    let text = try text(model())
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text, "\(part) is not in \(text)")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(KPrototypes.Model.self, from: Data(broken.utf8))
    }
  }

  @Test func saysWhatIsWrong() throws {
    let broken = try text(model()).replacingOccurrences(of: #""gamma":2"#, with: #""gamma":-2"#)
    do {
      _ = try JSONDecoder().decode(KPrototypes.Model.self, from: Data(broken.utf8))
      Issue.record("a negative gamma was read")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.codingPath.last?.stringValue == "gamma")
      #expect(context.debugDescription == "it must be a number from 0 to 1e100")
    }
  }

  /// Filling before the search is what it is to fill by hand.
  @Test func fillsGapsOnce() throws {
    let rows = try KPrototypesTests.random(120, gaps: 0.2, seed: 5)
    let weights = (0..<120).map { Double($0 % 3) }
    let filled = DirectFilling(of: rows, weights: weights).filled(rows)
    let start = filled.selectingRows([1, 50, 100])
    let method = KPrototypes(
      clusterCount: 3, initialization: .prototypes(start), gamma: .given(0.6),
      missingValues: .filledByColumn)
    let model = try method.fitted(to: rows, weights: weights)
    let byHand = try method.fitted(to: filled, weights: weights)
    #expect(model.assignments == byHand.assignments)
    #expect(abs(model.cost - byHand.cost) <= 1e-12 * byHand.cost)
    #expect(model.prototypes.categories == byHand.prototypes.categories)
    // New rows are filled with what was learned, and not with their own means.
    let some = rows.selectingRows(0..<7)
    #expect(
      try model.assignments(for: some).labels == Array(model.assignments.labels[..<7]))
  }

  @Test(arguments: [KPrototypes.MissingValues.filledByColumn, .rescaled, .filledByPrototype])
  func reportsRowsInWhichAllIsMissing(missingValues: KPrototypes.MissingValues) throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[1, .nan], [.nan, .nan], [1.1, 0], [9, 1], [.nan, .nan]]),
      categories: [CategoryColumn(codes: [0, nil, nil, 1, nil], levelCount: 2)])
    // A column that does not count is no reason to be placed.
    let model = try KPrototypes(
      clusterCount: 2, numberWeights: [1, 0], missingValues: missingValues
    ).fitted(to: rows)
    #expect(model.assignments.unassignedRows == [1, 4])
    #expect(model.assignments.labels == [0, -1, 0, 1, -1])
    #expect(model.clusterWeights == [2, 1])
    #expect(try model.assignments(for: rows) == model.assignments)
    let none = try MixedMatrix(
      numbers: Matrix(rows: [[.nan], [.nan]]),
      categories: [CategoryColumn(codes: [nil, nil], levelCount: 2)])
    let error = #expect(throws: ClusteringError.self) {
      try KPrototypes(clusterCount: 1, missingValues: missingValues).fitted(to: none)
    }
    #expect(error?.code == .tooManyClusters)
  }
}
