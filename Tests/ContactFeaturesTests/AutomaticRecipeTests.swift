import ContactFeatures
import ContactTables
import DenseAlgebra
import Testing

@Suite struct AutomaticRecipeTests {
  private func recipe(
    _ columns: [Column], roles: [String: ColumnRole] = [:]
  ) throws(FeatureError) -> FeatureRecipe {
    let table = ContactTable(columns: columns)
    return try FeatureRecipe.automatic(for: table, schema: Make.schema(table, roles: roles))
  }

  private let ramp = (0..<100).map(Double.init)

  private func reason(_ column: Column) throws -> String? {
    let recipe = try recipe([Make.numbers("ramp", (0..<column.count).map(Double.init)), column])
    return recipe.omissions.first { $0.column == column.name }?.reason
  }

  @Test func uselessColumnsAreLeftOutWithTheReason() throws {
    #expect(
      try reason(Make.numbers("x", [Double](repeating: 3, count: 100)))?.contains("same") == true)
    #expect(
      try reason(Make.numbers("x", (0..<1_000).map { $0 == 500 ? 1 : 0 }))?.contains("nearly all")
        == true)
    #expect(
      try reason(Make.numbers("x", (0..<100).map { $0 < 96 ? .nan : Double($0) }))
        == "96% of the contacts have no value")
    #expect(
      try reason(Make.numbers("x", [Double](repeating: .nan, count: 100)))
        == "no contact has a value")
    #expect(
      try reason(Make.flags("x", [Bool?](repeating: true, count: 100)))?.contains("same") == true)
    #expect(
      try reason(Make.levels("x", [String?](repeating: "only", count: 100)))?.contains("same")
        == true)
    #expect(
      try reason(Make.levels("x", (0..<100).map { "id \($0)" }))?.contains("of its own") == true)
    #expect(
      try reason(Make.levels("x", (0..<1_000).map { "group \($0 % 300)" }))?.contains("300 levels")
        == true)
    #expect(try reason(Make.texts("x", (0..<100).map { "note \($0)" })) == "it is free text")
    #expect(
      try reason(Make.sets("x", [[String]](repeating: ["a"], count: 100)))?.contains("same") == true
    )
  }

  @Test func duplicatesKeepTheFirst() throws {
    var random = TestRandom(seed: 1)
    let values = (0..<3_000).map { _ in 1 + 100 * random.uniform() }
    let noise = (0..<3_000).map { _ in random.uniform() }
    let countries = values.map { ["DE", "AT", "CH"][Int($0) % 3] }
    let names = countries.map { ["DE": "Germany", "AT": "Austria", "CH": "Switzerland"][$0] }
    var misspelled = names
    misspelled[17] = names[17] == "Austria" ? "Germany" : "Austria"
    let recipe = try recipe([
      Make.numbers("euros", values), Make.numbers("cents", values.map { 100 * $0 }),
      Make.numbers("debt", values.map { -$0 + 5 }), Make.numbers("noise", noise),
      Make.levels("code", countries), Make.levels("country", names),
      Make.levels("misspelled", misspelled),
    ])
    #expect(recipe.columns.map(\.name) == ["euros", "noise", "code", "misspelled"])
    #expect(
      recipe.omissions == [
        ColumnOmission(column: "cents", reason: "it says the same as euros"),
        ColumnOmission(column: "debt", reason: "it says the same as euros"),
        ColumnOmission(column: "country", reason: "it says the same as code"),
      ])
  }

  @Test func oneSharedOutlierDoesNotMakeDuplicates() throws {
    var random = TestRandom(seed: 2)
    let first = (0..<500).map { $0 == 9 ? 1e12 : random.uniform() }
    let second = (0..<500).map { $0 == 9 ? 1e12 : random.uniform() }
    let recipe = try recipe([Make.numbers("a", first), Make.numbers("b", second)])
    #expect(recipe.columns.count == 2)
  }

  @Test func skewedAmountsGetALogarithm() throws {
    var random = TestRandom(seed: 3)
    let draws = (0..<500).map { _ in random.uniform() }
    let recipe = try recipe([
      Make.numbers("skewed", draws.map { 1 / (0.01 + $0 * $0) }),
      Make.numbers("even", draws.map { 7 * $0 }.reversed()),
      Make.numbers("signed", draws.map { 1 / (0.01 + $0) - 2 }.map { $0 * $0 * $0 }),
    ])
    func transform(_ index: Int) -> ValueTransform? {
      guard case .number(let transform, _, _) = recipe.columns[index].encoding else { return nil }
      return transform
    }
    #expect(transform(0) == .log1p)
    #expect(recipe.columns[0].reason.contains("skewed"))
    #expect(transform(1) == ValueTransform.none)
    #expect(transform(2) == ValueTransform.none)
  }

  @Test func twoValuesAreNotMadeLessSkewedByALogarithm() throws {
    let recipe = try recipe([Make.numbers("x", (0..<300).map { $0 % 9 == 0 ? 2 : 1 })])
    guard case .number(.none, _, _) = recipe.columns[0].encoding else {
      Issue.record("a logarithm was taken")
      return
    }
  }

  @Test func manyColumnsAreComparedInReasonableTime() throws {
    var random = TestRandom(seed: 12)
    let columns = (0..<120).map { index in
      Make.numbers("item \(index)", (0..<200).map { _ in Double(random.below(5)) })
    }
    #expect(try recipe(columns).columns.count == 120)
  }

  @Test func aLargeCategoryIsPooledWhenItsFrequentLevelsCoverEnough() throws {
    let values = (0..<1_000).map { $0 % 10 < 7 ? "main \($0 % 7)" : "rare \($0)" }
    let table = ContactTable(columns: [Make.levels("c", values)])
    let recipe = try FeatureRecipe.automatic(for: table, schema: Make.schema(table))
    let features = try recipe.fitted(to: table).features
    #expect(features.count == 8)
    #expect(features.last?.kind == .otherLevels)
  }

  @Test func onlySegmentationColumnsEnter() throws {
    let columns = [
      Make.numbers("used", ramp), Make.numbers("salary", ramp.map { $0 * $0 }),
      Make.numbers("churned", ramp.map { $0.truncatingRemainder(dividingBy: 7) }),
      Make.levels("email", ramp.map { "p\($0)@example.org" }),
    ]
    let roles: [String: ColumnRole] = [
      "salary": .descriptor, "churned": .outcome, "email": .personal,
    ]
    #expect(try recipe(columns, roles: roles).columns.map(\.name) == ["used"])

    let table = ContactTable(columns: columns)
    let schema = Make.schema(table, roles: roles)
    for name in ["churned", "email"] {
      let forbidden = FeatureRecipe(columns: [
        ColumnRecipe(name: name, encoding: .levels(pooling: .none))
      ])
      #expect(
        code { () throws(FeatureError) in try forbidden.fitted(to: table, schema: schema) }
          == .forbiddenColumn)
    }
  }

  @Test func noUsableColumnSaysWhy() throws {
    for columns in [
      [Make.numbers("x", [1])],
      [Make.numbers("x", [2, 2, 2]), Make.levels("c", ["a", "a", "a"])],
    ] {
      do {
        _ = try recipe(columns)
        Issue.record("a recipe was made from nothing")
      } catch {
        #expect(error.code == .noUsableColumn)
        #expect(error.message.contains("x: all contacts have the same value"))
      }
    }
    #expect(
      code { () throws(FeatureError) in
        try recipe([Make.numbers("x", ramp)], roles: ["x": .outcome])
      } == .noUsableColumn)
    #expect(code { () throws(FeatureError) in try recipe([]) } == .emptyTable)
    #expect(
      code { () throws(FeatureError) in try recipe([Make.numbers("x", [])]) } == .emptyTable)
  }

  @Test func aHundredThousandLevelsAreQuick() throws {
    let values = (0..<100_000).map { "level \($0 / 2)" }
    #expect(try reason(Make.levels("x", values))?.contains("50000 levels") == true)
  }

  @Test func anOrderInTheSchemaMakesScores() throws {
    let table = ContactTable(columns: [Make.levels("size", ["L", "S", "M", "S"])])
    var schema = Make.schema(table)
    schema.columns[0].order = ["S", "M", "L"]
    let recipe = try FeatureRecipe.automatic(for: table, schema: schema)
    guard case .score(method: .rank, order: ["S", "M", "L"], _) = recipe.columns[0].encoding else {
      Issue.record("the order was not used")
      return
    }
    let matrix = try recipe.fitted(to: table).applied(to: table).matrix
    #expect(matrix[0, 0] > matrix[2, 0] && matrix[2, 0] > matrix[1, 0])
  }
}
