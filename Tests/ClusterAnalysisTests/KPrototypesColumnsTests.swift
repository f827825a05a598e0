import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// Ordered categories as ranks, and sets as flags with one vote.
@Suite struct KPrototypesColumnsTests {
  /// Two numbers, a nominal and an ordered category and a set of five options, in part with gaps.
  private func random(_ count: Int, gaps: Double, seed: UInt64) throws -> MixedMatrix {
    var random = RandomSource(seed: seed)
    func isGap() -> Bool { random.uniform() < gaps }
    let sources = (0..<count).map { _ in random.index(below: 3) }
    let numbers = sources.map { source in
      [2 * Double(source) + random.normal(), isGap() ? .nan : random.normal()]
    }
    let nominal = sources.map { source in
      isGap() ? nil : random.uniform() < 0.6 ? source : random.index(below: 4)
    }
    let ordered = sources.map { source in
      isGap() ? nil : min(6, 2 * source + random.index(below: 3))
    }
    let sets = sources.map { source in
      isGap() ? nil : (0..<5).filter { random.uniform() < ($0 % 3 == source ? 0.8 : 0.2) }
    }
    return try MixedMatrix(
      numbers: Matrix(rows: numbers),
      categories: [
        CategoryColumn(codes: ordered, levelCount: 7),
        CategoryColumn(codes: nominal, levelCount: 4),
      ],
      sets: [SetColumn(sets: sets, optionCount: 5)])
  }

  /// The same rows with ranks among the numbers and a flag for each option among the categories.
  private func spelledOut(_ rows: MixedMatrix) throws -> MixedMatrix {
    try MixedMatrix(
      numbers: Matrix(
        rows: (0..<rows.rowCount).map { row in
          [
            rows.number(row, 0) ?? .nan, rows.number(row, 1) ?? .nan,
            rows.code(row, 0).map { Double($0) / 6 } ?? .nan,
          ]
        }),
      categories: [rows.categories[1]]
        + (0..<5).map { option in
          try CategoryColumn(
            codes: (0..<rows.rowCount).map { row in
              rows.sets[0][row].map { $0.contains(option) ? 1 : 0 }
            }, levelCount: 2)
        })
  }

  @Test(arguments: KPrototypes.MissingValues.allCases, KPrototypes.Updates.allCases)
  func agreesWithSpellingOut(
    missingValues: KPrototypes.MissingValues, updates: KPrototypes.Updates
  ) throws {
    for seed in 0..<6 {
      let rows = try random(
        80, gaps: missingValues == .refused ? 0 : 0.15, seed: UInt64(seed))
      let start = try random(3, gaps: 0, seed: UInt64(100 + seed))
      let weights = seed % 2 == 0 ? nil : (0..<80).map { Double($0 % 3) }
      let dissimilarity: KPrototypes.CategoryDissimilarity =
        seed % 3 == 2 ? .frequencyWeighted : .matching
      let model = try KPrototypes(
        clusterCount: 3, initialization: .prototypes(start), gamma: .given(0.7),
        numberWeights: [1, 0.5], categoryWeights: [2, 1.5], setWeights: [3],
        orderedCategories: [0], dissimilarity: dissimilarity, missingValues: missingValues,
        updates: updates
      ).fitted(to: rows, weights: weights)
      // The ordered category counts 0.7 x 2 and each option a fifth of 0.7 x 3.
      let method = KPrototypes(
        clusterCount: 3, initialization: .prototypes(try spelledOut(start)), gamma: .given(0.7),
        numberWeights: [1, 0.5, 1.4], categoryWeights: [1.5, 0.6, 0.6, 0.6, 0.6, 0.6],
        dissimilarity: dissimilarity, missingValues: missingValues, updates: updates)
      let direct = DirectPrototypes(
        try spelledOut(rows), by: method, weights: weights, gamma: 0.7)
      if direct.ranEmpty { continue }
      #expect(abs(model.cost - direct.cost) <= 1e-9 * direct.cost)
      let pairs = Set(zip(model.assignments.labels, direct.labels).map { [Int($0), $1] })
      #expect(pairs.count == 3)
      for pair in pairs {
        let (own, other) = (pair[0], pair[1])
        #expect(abs(model.meanRanks[own, 0] - direct.centers[other][2]) < 1e-9)
        #expect(model.prototypes.code(own, 0) == Int((6 * direct.centers[other][2]).rounded()))
        let options = (0..<5).filter { direct.modes[other][$0 + 1] == 1 }
        #expect(model.prototypes.sets[0][own] == options)
      }
      #expect(model.prototypes.numbers.columnCount == 2)
      #expect(model.modeShares.columnCount == 1)
      let read = try JSONDecoder().decode(
        KPrototypes.Model.self, from: JSONEncoder().encode(model))
      #expect(read == model)
      if weights == nil { #expect(try read.assignments(for: rows) == model.assignments) }
    }
  }

  @Test func givesEachColumnOneVote() throws {
    // A set whose only option half of the rows have differs as often as a flag, an ordered category
    // between its ends as well.
    let codes = (0..<40).map { $0 % 2 }
    let rows = try MixedMatrix(
      categories: [
        CategoryColumn(codes: codes, levelCount: 2), CategoryColumn(codes: codes, levelCount: 2),
      ],
      sets: [SetColumn(sets: codes.map { $0 == 1 ? [0, 1, 2] : [] }, optionCount: 3)])
    let model = try KPrototypes(clusterCount: 2, orderedCategories: [1]).fitted(to: rows)
    for share in model.shares.categories + model.shares.sets {
      #expect(abs(share - 1.0 / 3) < 1e-12)
    }
    #expect(model.shares.warning == nil)
    #expect(model.cost == 0)
    // With one number of variance 4, half of a deviation and the ratio of 4 x 40 / 39 to the chance of
    // a difference, 1/2 in all columns.
    let mixed = try MixedMatrix(
      numbers: Matrix(rows: codes.map { [4 * Double($0)] }), categories: rows.categories,
      sets: rows.sets)
    let half = try KPrototypes(clusterCount: 2, orderedCategories: [1]).fitted(to: mixed)
    #expect(abs(half.gamma - 1) < 1e-12)
    let ratio = try KPrototypes(clusterCount: 2, gamma: .varianceRatio, orderedCategories: [1])
      .fitted(to: mixed)
    #expect(abs(ratio.gamma - 4 * 40 / 39.0 / 0.5) < 1e-12)
  }

  @Test func placesLevelsAndOptionsThatAreNew() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0], [0.1], [9], [9.1]]),
      categories: [CategoryColumn(codes: [0, 0, 3, 3], levelCount: 4)],
      sets: [SetColumn(sets: [[0], [0], [1], [1]], optionCount: 2)])
    let model = try KPrototypes(
      clusterCount: 2, orderedCategories: [0], missingValues: .rescaled
    ).fitted(to: rows)
    let new = try MixedMatrix(
      numbers: Matrix(rows: [[1], [8], [.nan]]),
      categories: [CategoryColumn(codes: [9, 9, 9], levelCount: 10)],
      sets: [SetColumn(sets: [[70], nil, [1, 70]], optionCount: 71)])
    #expect(try model.assignments(for: new).labels == [0, 1, 1])
    let narrow = try MixedMatrix(
      numbers: Matrix(rows: [[8]]), categories: [CategoryColumn(codes: [1], levelCount: 2)],
      sets: [SetColumn(sets: [[0]], optionCount: 1)])
    #expect(try model.assignments(for: narrow).labels == [1])
    let error = #expect(throws: ClusteringError.self) {
      try model.assignments(
        for: MixedMatrix(numbers: new.numbers, categories: new.categories))
    }
    #expect(error?.code == .shapeMismatch)
    #expect(error?.message.contains("0 set columns") == true)
  }

  @Test(arguments: [
    (KPrototypes(clusterCount: 2, orderedCategories: [2]), ClusteringError.Code.invalidSetting),
    (KPrototypes(clusterCount: 2, orderedCategories: [-1]), .invalidSetting),
    (KPrototypes(clusterCount: 2, orderedCategories: [0, 0]), .invalidSetting),
    (KPrototypes(clusterCount: 2, setWeights: []), .shapeMismatch),
    (KPrototypes(clusterCount: 2, setWeights: [.nan]), .invalidSetting),
    (
      KPrototypes(
        clusterCount: 2, numberWeights: [0, 0], categoryWeights: [0, 0], setWeights: [0]),
      .invalidSetting
    ),
  ])
  func refusesUnusableSettings(method: KPrototypes, code: ClusteringError.Code) throws {
    let error = #expect(throws: ClusteringError.self) {
      try method.fitted(to: random(20, gaps: 0, seed: 1))
    }
    #expect(error?.code == code)
  }

  @Test func refusesPrototypesThatDoNotFit() throws {
    let rows = try random(20, gaps: 0, seed: 1)
    let option = try MixedMatrix(
      numbers: rows.numbers.selectingRows([0, 1]),
      categories: rows.categories.map { $0.selectingRows([0, 1]) },
      sets: [SetColumn(sets: [[0], [5]], optionCount: 6)])
    let none = try MixedMatrix(
      numbers: option.numbers, categories: option.categories)
    for start in [option, none] {
      let error = #expect(throws: ClusteringError.self) {
        try KPrototypes(clusterCount: 2, initialization: .prototypes(start)).fitted(to: rows)
      }
      #expect(error?.code == .shapeMismatch)
    }
  }

  @Test(arguments: [
    (#""ordered":[0]"#, #""ordered":[1]"#), (#""ordered":[0]"#, #""ordered":[7]"#),
    (#""ordered":[0]"#, #""ordered":[0,0]"#), (#""ordered":[0]"#, #""ordered":[]"#),
    (#""numberCount":2"#, #""numberCount":3"#), (#""optionCounts":[5]"#, #""optionCounts":[4]"#),
    (#""optionCounts":[5]"#, #""optionCounts":[-5,10]"#),
    (#""levelCounts":[7,4]"#, #""levelCounts":[7,5]"#), (#""sets":["#, #""sets":[0.5,"#),
  ])
  func brokenModelsAreNotRead(part: String, replacement: String) throws {
    let model = try KPrototypes(clusterCount: 2, orderedCategories: [0])
      .fitted(to: random(30, gaps: 0, seed: 2))
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text, "\(part) is not in \(text)")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(KPrototypes.Model.self, from: Data(broken.utf8))
    }
  }
}

@Suite struct SetColumnTests {
  @Test(arguments: [1, 3, 64, 65, 200])
  func keepsAllOptions(optionCount: Int) throws {
    let sets = [[], nil, [optionCount - 1], Array(0..<optionCount)]
    let column = try SetColumn(sets: sets, optionCount: optionCount)
    #expect((0..<4).map { column[$0] } == sets)
    #expect(column.hasGaps)
    #expect(column.selectingRows([3, 1, 3])[1] == nil)
    #expect(!column.selectingRows([3, 0]).hasGaps)
    #expect(column.flags(of: optionCount - 1)[2] == 1)
    let data = try JSONEncoder().encode(column)
    #expect(try JSONDecoder().decode(SetColumn.self, from: data) == column)
    let broken = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: "\"optionCount\":\(optionCount)", with: "\"optionCount\":0")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SetColumn.self, from: Data(broken.utf8))
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    #expect(throws: ClusteringError.self) { try SetColumn(sets: [[2]], optionCount: 2) }
    #expect(throws: ClusteringError.self) { try SetColumn(sets: [[-1]], optionCount: 2) }
    #expect(throws: ClusteringError.self) { try SetColumn(sets: [], optionCount: 0) }
    let column = try SetColumn(sets: [[0], nil], optionCount: 1)
    #expect(throws: ClusteringError.self) {
      try MixedMatrix(numbers: Matrix(rows: [[1]]), sets: [column])
    }
    let rows = try MixedMatrix(categories: [], sets: [column])
    #expect(rows.rowCount == 2 && rows.columnCount == 1 && rows.rowsWithGaps == [1])
    let data = try JSONEncoder().encode(rows)
    #expect(try JSONDecoder().decode(MixedMatrix.self, from: data) == rows)
  }
}
