import ContactFeatures
import ContactTables
import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing

@Suite struct VectorizerTests {
  private func fittedMixed(
    _ table: ContactTable, weights: [Double]? = nil, threads: Int = 1
  ) throws -> Vectorizer {
    let parallelism = Parallelism(threadCount: threads)
    let schema = Make.schema(table)
    return try FeatureRecipe.automatic(
      for: table, schema: schema, weights: weights, parallelism: parallelism
    ).fitted(to: table, schema: schema, weights: weights, parallelism: parallelism)
  }

  // MARK: Exact values

  @Test func aNumberIsStandardisedExactly() throws {
    let table = ContactTable(columns: [Make.numbers("x", [1, 3, 5, 7], unit: "€")])
    let vectorizer = try FeatureRecipe.plain(for: table).fitted(to: table)
    let root5 = 5.0.squareRoot()
    #expect(try vectorizer.applied(to: table).matrix.elements == [-3, -1, 1, 3].map { $0 / root5 })
    #expect(vectorizer.features.map(\.name) == ["x"])
    #expect(vectorizer.features[0].unit == "€")
    #expect(abs(vectorizer.features[0].standardDeviation - 1) < 1e-15)
  }

  @Test func levelsHaveOneVoteTogether() throws {
    // Shares 1/2 and 1/2: V = 1/2, so that a feature is √2.
    let table = ContactTable(columns: [Make.levels("c", ["a", "b", "b", "a"])])
    let recipe = FeatureRecipe(columns: [
      ColumnRecipe(name: "c", encoding: .levels(pooling: .none))
    ])
    let root2 = 2.0.squareRoot()
    let features = try recipe.fitted(to: table).applied(to: table)
    #expect(features.matrix.elements == [root2, 0, 0, root2, 0, root2, root2, 0])
    #expect(features.features.map(\.name) == ["c: a", "c: b"])
  }

  @Test func weightsMultiplyTheSquaredDistance() throws {
    let table = ContactTable(columns: [
      Make.numbers("x", [0, 1, 2, 9]), Make.flags("f", [true, false, false, true]),
    ])
    var recipe = FeatureRecipe(
      columns: [
        ColumnRecipe(
          name: "x", encoding: .number(transform: .none, winsorizing: nil, scaling: .standard),
          weight: 3),
        ColumnRecipe(name: "f", encoding: .flag, weight: 2, block: "needs"),
      ], blockWeights: ["needs": 0.5])
    let shares = try recipe.fitted(to: table).distanceShares()
    #expect(abs(shares.columns[0].share - 0.75) < 1e-15)
    #expect(abs(shares.columns[1].share - 0.25) < 1e-15)
    recipe.columns[0].weight = 0
    let vectorizer = try recipe.fitted(to: table)
    #expect(vectorizer.columnNames == ["f"])
    #expect(vectorizer.omissions.map(\.column) == ["x"])
  }

  @Test func logarithmLimitsAndImputationWorkInThatOrder() throws {
    let table = ContactTable(columns: [Make.numbers("x", [0, 1, 3, 7, .nan])])
    let recipe = FeatureRecipe(
      columns: [
        ColumnRecipe(
          name: "x",
          encoding: .number(
            transform: .log1p, winsorizing: Winsorizing(lower: 0, upper: 1), scaling: .none),
          missing: .imputed(indicatorShare: 0.2))
      ], votes: .asScaled)
    let vectorizer = try recipe.fitted(to: table)
    let ln2 = log(2.0)
    let expected = [0, 0, ln2, 0, 2 * ln2, 0, 3 * ln2, 0, log(3.0), 1]
    let elements = try vectorizer.applied(to: table).matrix.elements
    for (a, e) in zip(elements, expected) { #expect(abs(a - e) < 1e-15) }
    #expect(vectorizer.features.map(\.kind) == [.number, .missing])

    // New values beyond the limits count as the limits; so does what a logarithm cannot take.
    let new = ContactTable(columns: [Make.numbers("x", [-5, 1e308, .infinity])])
    let applied = try vectorizer.applied(to: new)
    #expect(applied.matrix[0, 0] == 0)
    #expect(abs(applied.matrix[1, 0] - 3 * ln2) < 1e-15)
    #expect(applied.matrix[2, 1] == 1)
    #expect(applied.columnFindings[0].missingCount == 1)
  }

  @Test func orderedLevelsBecomeRanksOrMidranks() throws {
    let table = ContactTable(columns: [
      Make.ordered("s", [0, 0, 1, 2], levels: ["S", "M", "L"])
    ])
    func features(_ method: ScoreMethod, _ order: [String]?) throws -> [Double] {
      try FeatureRecipe(
        columns: [
          ColumnRecipe(name: "s", encoding: .score(method: method, order: order, scaling: .none))
        ], votes: .asScaled
      ).fitted(to: table).applied(to: table).matrix.elements
    }
    #expect(try features(.rank, nil) == [0, 0, 1, 2])
    #expect(try features(.rank, ["L", "M", "S"]) == [2, 2, 1, 0])
    #expect(try features(.midrank, nil) == [0.25, 0.25, 0.625, 0.875])
  }

  @Test func datesBecomeDaysBeforeTheNewest() throws {
    let table = ContactTable(columns: [Make.dates("d", days: [19_000, 19_010, .nan, 18_990])])
    let recipe = FeatureRecipe(
      columns: [
        ColumnRecipe(
          name: "d", encoding: .age(transform: .none, winsorizing: nil, scaling: .none))
      ], votes: .asScaled)
    let vectorizer = try recipe.fitted(to: table)
    #expect(vectorizer.asOf?.description == "2022-01-18")
    #expect(try vectorizer.applied(to: table).matrix.column(0) == [10, 0, 10, 20])
    // A contact that came later has a negative age, from the same day.
    let later = ContactTable(columns: [Make.dates("d", days: [19_015])])
    #expect(try vectorizer.applied(to: later).matrix[0, 0] == -5)
    var dated = recipe
    dated.asOf = AsOfDate("2022-01-28")
    #expect(try dated.fitted(to: table).applied(to: table).matrix[0, 0] == 20)
  }

  @Test func setsBecomeFlags() throws {
    let table = ContactTable(columns: [Make.sets("i", [["a", "b"], ["b"], [], ["b", "c"]])])
    let recipe = FeatureRecipe(
      columns: [
        ColumnRecipe(
          name: "i",
          encoding: .flags(pooling: LevelPooling(rareShare: 0.3, rareCount: 0, levelLimit: 9)))
      ], votes: .asScaled)
    let features = try recipe.fitted(to: table).applied(to: table)
    #expect(features.features.map(\.name) == ["i: b", "i (other)"])
    #expect(features.matrix.elements == [1, 1, 1, 0, 0, 0, 1, 1])
  }

  @Test func droppedContactsDoNotReachTheScale() throws {
    let table = ContactTable(columns: [
      Make.numbers("x", [1, 1_000, 3]), Make.numbers("y", [1, .nan, 5]),
    ])
    let recipe = try FeatureRecipe.plain(for: table, missing: .dropped)
    let features = try recipe.fitted(to: table).applied(to: table)
    #expect(features.rows == [0, 2])
    #expect(features.matrix == Matrix(rows: [[-1, -1], [1, 1]]))
  }

  // MARK: The same again

  @Test(arguments: [1, 2, 3, 7]) func threadsDoNotChangeABit(threads: Int) throws {
    let table = mixedTable(rowCount: 2_500, seed: 3)
    let serial = try fittedMixed(table)
    let parallel = try fittedMixed(table, threads: threads)
    #expect(serial == parallel)
    let first = try serial.applied(
      to: table, allowingMissingColumns: false, parallelism: .serial)
    let second = try parallel.applied(
      to: table, allowingMissingColumns: false, parallelism: Parallelism(threadCount: threads))
    #expect(first.matrix == second.matrix)
    #expect(first.columnFindings == second.columnFindings)
  }

  @Test func savingAndShufflingColumnsDoNotChangeABit() throws {
    let table = mixedTable(rowCount: 1_500, seed: 4)
    let vectorizer = try fittedMixed(table)
    let expected = try vectorizer.applied(to: table).matrix
    let copy = try JSONDecoder().decode(
      Vectorizer.self, from: try JSONEncoder().encode(vectorizer))
    #expect(copy == vectorizer)
    #expect(try copy.applied(to: table).matrix == expected)
    let shuffled = ContactTable(
      columns: table.columns.reversed()
        + [Make.texts("note", [String?](repeating: "x", count: 1_500))])
    #expect(try copy.applied(to: shuffled).matrix == expected)
    // One contact alone has the row that it has among all.
    let alone = ContactTable(columns: [
      Make.numbers("age", [50]), Make.numbers("spend", [.nan]), Make.flags("newsletter", [nil]),
      Make.levels("channel", [nil]), Make.ordered("size", [nil], levels: ["1-10", "11-50"]),
      Make.dates("since", days: [18_500]), Make.sets("interests", [[]]),
    ])
    #expect(try copy.applied(to: alone).matrix.elements.allSatisfy { $0.isFinite })
  }

  @Test func recipesAreReadableAndSurviveBeingSaved() throws {
    let table = mixedTable(rowCount: 400, seed: 5)
    let recipe = try FeatureRecipe.automatic(
      for: table, schema: Make.schema(table), asOf: AsOfDate("2026-11-23"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = try encoder.encode(recipe)
    #expect(try JSONDecoder().decode(FeatureRecipe.self, from: json) == recipe)
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.contains(#""asOf":"2026-11-23""#))
    #expect(
      text.contains(
        #"{"number":{"scaling":"standard","transform":"log1p","winsorizing":{"lower":0.01,"upper":0.99}}}"#
      ))
  }

  @Test func recipesMayBeWrittenByHand() throws {
    let json = """
      {"columns": [
        {"name": "size", "encoding": {"score": {"method": "rank", "scaling": "standard"}}},
        {"name": "age", "weight": 2,
         "encoding": {"number": {"transform": "none", "scaling": "robust"}}}]}
      """
    let recipe = try JSONDecoder().decode(FeatureRecipe.self, from: Data(json.utf8))
    let vectorizer = try recipe.fitted(to: mixedTable(rowCount: 90, seed: 1))
    #expect(vectorizer.columnNames == ["size", "age"])
    let shares = vectorizer.distanceShares().columns
    #expect(abs(shares[1].share - 2 * shares[0].share) < 1e-12)
    let other = json.replacingOccurrences(
      of: "{\"columns\"", with: "{\"recipeVersion\":2,\"columns\"")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FeatureRecipe.self, from: Data(other.utf8))
    }
  }

  @Test func weightsStandForRepeatedContacts() throws {
    let table = mixedTable(rowCount: 300, seed: 6)
    var random = TestRandom(seed: 7)
    let weights = (0..<300).map { _ in Double(random.below(4)) }
    let rows = weights.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    let repeated = ContactTable(columns: table.columns.map { selecting(rows, of: $0) })
    let weighted = try fittedMixed(table, weights: weights).applied(to: table)
    let plain = try fittedMixed(repeated).applied(to: table)
    #expect(weighted.features.map(\.name) == plain.features.map(\.name))
    for (a, b) in zip(weighted.matrix.elements, plain.matrix.elements) {
      #expect(abs(a - b) <= 1e-12 * max(1, abs(b)))
    }
  }

  private func selecting(_ rows: [Int], of column: Column) -> Column {
    switch column.values {
    case .numbers(let v):
      Make.numbers(column.name, rows.map { v.values[$0] }, unit: v.unit)
    case .flags(let v):
      Column(name: column.name, values: .flags(FlagValues(states: rows.map { v.states[$0] })))
    case .dates(let v): Make.dates(column.name, days: rows.map { v.seconds[$0] / 86_400 })
    case .categories(let v) where v.isOrdered:
      Make.ordered(column.name, rows.map { v.codes[$0] }, levels: v.levels)
    case .categories(let v):
      Make.levels(column.name, rows.map { v.codes[$0].map { v.levels[$0] } })
    case .multiSelect(let v):
      Make.sets(column.name, rows.map { v[$0].map { v.levels[Int($0)] } })
    case .texts, .identifiers: column
    }
  }

  // MARK: Back

  @Test func featuresReturnToNaturalUnits() throws {
    let table = ContactTable(columns: [
      Make.numbers("x", [0, 10, 200, 3_000]), Make.levels("c", ["a", "b", "b", "a"]),
      Make.flags("f", [true, true, false, true]), Make.dates("d", days: [1, 2, 3, 4]),
    ])
    let recipe = FeatureRecipe(columns: [
      ColumnRecipe(
        name: "x", encoding: .number(transform: .signedLog, winsorizing: nil, scaling: .robust)),
      ColumnRecipe(name: "c", encoding: .levels(pooling: .none), weight: 5),
      ColumnRecipe(name: "f", encoding: .flag),
      ColumnRecipe(
        name: "d", encoding: .age(transform: .none, winsorizing: nil, scaling: .range)),
    ])
    let vectorizer = try recipe.fitted(to: table)
    let natural = try vectorizer.originalUnits(of: try vectorizer.applied(to: table).matrix)
    let expected: [[Double]] = [
      [0, 1, 0, 1, 3], [10, 0, 1, 1, 2], [200, 0, 1, 0, 1], [3_000, 1, 0, 1, 0],
    ]
    for (a, e) in zip(natural.elements, expected.joined()) {
      #expect(abs(a - e) <= 1e-12 * max(1, e))
    }
    #expect(
      code { () throws(FeatureError) in
        try vectorizer.originalUnits(of: Matrix(rows: [[1]]))
      } == .shapeMismatch)
  }
}
