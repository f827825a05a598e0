import ContactFeatures
import ContactTables
import DenseAlgebra
import Foundation
import Testing

@Suite struct NewContactsTests {
  private let fittedOn = ContactTable(columns: [
    Make.numbers("x", [1, 2, 3, 4]), Make.levels("c", ["a", "b", "b", "a"]),
    Make.flags("f", [true, false, true, true]),
  ])

  private func vectorizer(_ missing: MissingPolicy = .imputed(indicatorShare: nil)) throws
    -> Vectorizer
  {
    try FeatureRecipe(
      columns: [
        ColumnRecipe(
          name: "x", encoding: .number(transform: .none, winsorizing: nil, scaling: .none),
          missing: missing),
        ColumnRecipe(name: "c", encoding: .levels(pooling: .none), missing: missing),
        ColumnRecipe(name: "f", encoding: .flag, missing: missing),
      ], votes: .asScaled
    ).fitted(to: fittedOn)
  }

  @Test func unseenLevelsAreCountedAndHaveNoFeature() throws {
    let new = ContactTable(columns: [
      Make.levels("c", ["z", "a", nil]), Make.numbers("x", [1, 1, .nan]),
      Make.flags("f", [nil, true, false]),
    ])
    let features = try vectorizer().applied(to: new)
    #expect(features.matrix.elements == [1, 0, 0, 1, 1, 1, 0, 1, 2.5, 1, 0, 0])
    #expect(features.columnFindings.map(\.otherLevelCount) == [0, 1, 0])
    #expect(features.columnFindings.map(\.missingCount) == [1, 1, 1])
    #expect(features.warnings.count == 1)
    #expect(!features.warnings[0].contains("z"))
  }

  @Test func missingColumnsAreAnErrorUnlessAllowed() throws {
    let new = ContactTable(columns: [Make.numbers("x", [1]), Make.levels("c", ["b"])])
    let vectorizer = try vectorizer()
    do {
      _ = try vectorizer.applied(to: new)
      Issue.record("a missing column was accepted")
    } catch {
      #expect(error.code == .missingColumn)
      #expect(error.message.contains("\"f\""))
    }
    let features = try vectorizer.applied(to: new, allowingMissingColumns: true)
    #expect(features.matrix.elements == [1, 0, 1, 1])
    #expect(features.columnFindings[2].isPresent == false)
    #expect(features.warnings.count == 1)
    let almostNothing = ContactTable(columns: [Make.numbers("x", [1])])
    #expect(
      code { () throws(FeatureError) in
        try vectorizer.applied(to: almostNothing, allowingMissingColumns: true)
      } == .missingColumn)
    let strict = try self.vectorizer(.error)
    #expect(
      code { () throws(FeatureError) in
        try strict.applied(to: new, allowingMissingColumns: true)
      } == .missingColumn)
  }

  @Test func columnsOfAnotherTypeAreReadAgain() throws {
    let new = ContactTable(columns: [
      Make.levels("x", ["3", "oops", "1.5"]), Make.levels("c", ["a", "b", "b"]),
      Make.numbers("f", [0, 1, 7]),
    ])
    let vectorizer = try vectorizer()
    let features = try vectorizer.applied(to: new)
    #expect(features.matrix.column(0) == [3, 2.5, 1.5])
    #expect(features.matrix.column(3) == [0, 1, 1])
    #expect(features.columnFindings.map(\.unreadableCount) == [1, 0, 1])
    #expect(features.warnings.allSatisfy { !$0.contains("oops") })

    let dated = ContactTable(columns: [
      Make.dates("x", days: [1]), Make.levels("c", ["a"]), Make.flags("f", [true]),
    ])
    #expect(
      code { () throws(FeatureError) in try vectorizer.applied(to: dated) } == .typeMismatch)
    let words = ContactTable(columns: [
      Make.levels("x", ["low", "high"]), Make.levels("c", ["a", "b"]),
      Make.flags("f", [true, true]),
    ])
    #expect(
      code { () throws(FeatureError) in try vectorizer.applied(to: words) } == .typeMismatch)
  }

  @Test func levelsThatWereNumbersMeetTheirSpelling() throws {
    let table = ContactTable(columns: [Make.levels("zone", ["1", "2", "02", "2"])])
    let vectorizer = try FeatureRecipe(
      columns: [ColumnRecipe(name: "zone", encoding: .levels(pooling: .none))], votes: .asScaled
    ).fitted(to: table)
    #expect(vectorizer.features.map(\.level) == ["2", "02", "1"])
    let new = ContactTable(columns: [Make.numbers("zone", [1, 2, .nan])])
    #expect(try vectorizer.applied(to: new).matrix.elements == [0, 0, 1, 1, 0, 0, 1, 0, 0])
  }

  @Test func missingValuesThatAreErrorsAreFound() throws {
    let holes = ContactTable(columns: [Make.numbers("x", [1, .nan, 3])])
    do {
      _ = try FeatureRecipe.plain(for: holes).fitted(to: holes)
      Issue.record("a missing value was accepted")
    } catch {
      #expect(error.code == .missingValue)
      #expect(error.message.contains("contact 2") && error.message.contains("1 of 3"))
    }
    let nothing = ContactTable(columns: [Make.numbers("x", [.nan, .nan])])
    for policy in [MissingPolicy.dropped, .imputed(indicatorShare: nil)] {
      let recipe = try FeatureRecipe.plain(for: nothing, missing: policy)
      #expect(
        code { () throws(FeatureError) in try recipe.fitted(to: nothing) }
          == (policy == .dropped ? .missingValue : .noUsableColumn))
    }
  }

  @Test func noContactsGiveNoRows() throws {
    let empty = ContactTable(columns: [
      Make.numbers("x", []), Make.levels("c", []), Make.flags("f", []),
    ])
    let features = try vectorizer().applied(to: empty)
    #expect(features.matrix.rowCount == 0 && features.matrix.columnCount == 4)
  }

  @Test func wrongRecipesAreRefused() throws {
    func code(of column: ColumnRecipe, in table: ContactTable? = nil) -> FeatureError.Code? {
      ContactFeaturesTests.code { () throws(FeatureError) in
        try FeatureRecipe(columns: [column]).fitted(to: table ?? fittedOn)
      }
    }
    let plain = ColumnEncoding.number(transform: .none, winsorizing: nil, scaling: .none)
    #expect(code(of: ColumnRecipe(name: "nowhere", encoding: .flag)) == .unknownColumn)
    #expect(code(of: ColumnRecipe(name: "x", encoding: plain, weight: -1)) == .invalidSetting)
    #expect(code(of: ColumnRecipe(name: "x", encoding: plain, weight: .nan)) == .invalidSetting)
    #expect(code(of: ColumnRecipe(name: "x", encoding: plain, weight: 1e308)) == .invalidSetting)
    #expect(
      code(of: ColumnRecipe(name: "c", encoding: .score(method: .rank, order: nil, scaling: .none)))
        == .typeMismatch)
    #expect(
      code(of: ColumnRecipe(name: "x", encoding: .flags(pooling: .none))) == .typeMismatch)
    #expect(
      code(
        of: ColumnRecipe(
          name: "x",
          encoding: .number(
            transform: .none, winsorizing: Winsorizing(lower: 0.9, upper: 0.1), scaling: .none)))
        == .invalidSetting)
    #expect(
      code(
        of: ColumnRecipe(
          name: "c",
          encoding: .levels(pooling: LevelPooling(rareShare: 0, rareCount: 0, levelLimit: 0))))
        == .invalidSetting)
    let negative = ContactTable(columns: [Make.numbers("x", [-1, 2])])
    #expect(
      code(
        of: ColumnRecipe(
          name: "x", encoding: .number(transform: .log1p, winsorizing: nil, scaling: .none)),
        in: negative) == .invalidTransform)
    let texts = ContactTable(columns: [Make.texts("x", ["a", "b"])])
    #expect(
      code(of: ColumnRecipe(name: "x", encoding: .levels(pooling: .none)), in: texts)
        == .forbiddenColumn)
    #expect(
      ContactFeaturesTests.code { () throws(FeatureError) in
        try FeatureRecipe(columns: [
          ColumnRecipe(name: "x", encoding: plain), ColumnRecipe(name: "x", encoding: plain),
        ]).fitted(to: fittedOn)
      } == .invalidSetting)
    #expect(
      ContactFeaturesTests.code { () throws(FeatureError) in
        try FeatureRecipe(columns: []).fitted(to: fittedOn)
      } == .noUsableColumn)
  }

  @Test func damagedModelsAreRefused() throws {
    let json = String(decoding: try JSONEncoder().encode(try vectorizer()), as: UTF8.self)
    let damages = [
      (#""vectorizerVersion":1"#, #""vectorizerVersion":99"#),
      (#""multiplier":1"#, #""multiplier":0"#),
      (#""shares":[0.5,0.5]"#, #""shares":[0.5]"#),
    ]
    for (healthy, damaged) in damages {
      #expect(json.contains(healthy))
      let text = json.replacingOccurrences(of: healthy, with: damaged)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Vectorizer.self, from: Data(text.utf8))
      }
    }
  }

  @Test(arguments: [1e308, 1e-308]) func extremeNumbersStayFinite(magnitude: Double) throws {
    var random = TestRandom(seed: 8)
    let table = ContactTable(columns: [
      Make.numbers("x", (0..<200).map { _ in (random.uniform() - 0.5) * magnitude }),
      Make.numbers("y", (0..<200).map { $0 == 3 ? magnitude : random.uniform() }),
      Make.numbers("z", (0..<200).map { _ in 1e9 + random.uniform() * 1e-6 }),
    ])
    let vectorizer = try FeatureRecipe.automatic(for: table, schema: Make.schema(table))
      .fitted(to: table)
    let features = try vectorizer.applied(to: table)
    #expect(features.matrix.elements.allSatisfy { abs($0) < 100 })
    #expect(try vectorizer.originalUnits(of: features.matrix).elements.allSatisfy { $0.isFinite })
    for column in vectorizer.distanceShares().columns {
      #expect(abs(column.share - 1 / 3) < 1e-9)
    }
  }
}
