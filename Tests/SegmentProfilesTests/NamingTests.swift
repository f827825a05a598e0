import ClusterAnalysis
import ContactTables
import Testing

@testable import SegmentProfiles

struct NamingTests {
  /// Bank customers: large long loans, lodgers, everybody else.
  private func germanCredit() throws -> (ContactTable, Assignments, Schema, LevelNames) {
    let cells = try Cells("german_credit.csv")
    var columns: [Column] = []
    for name in ["duration", "credit_amount", "age", "number_of_existing_credits"] {
      columns.append(
        Column(name: name, values: .numbers(NumberValues(values: cells.numbers(name)))))
    }
    for name in ["housing", "purpose", "telephone", "property", "status_sex", "credit"] {
      columns.append(
        Column(name: name, values: .categories(CategoryValues(cells.levels(name)))))
    }
    let amounts = cells.numbers("credit_amount")
    let housing = cells.levels("housing")
    let labels = (0..<1_000).map { amounts[$0] > 5_000 ? Int32(1) : housing[$0] == "A153" ? 2 : 0 }
    let table = ContactTable(columns: columns)
    let book = try Cells("german_credit_codebook.csv").rows.map {
      (column: String($0[0]), code: String($0[1]), meaning: $0[2...].joined(separator: ","))
    }
    return (
      table, Assignments(labels: labels, clusterCount: 3),
      schema(of: table, role: .segmentation, ["credit": .outcome]), LevelNames(book)
    )
  }

  @Test func namesSpeakInTheWordsOfTheFile() throws {
    let (table, assignments, schema, levelNames) = try germanCredit()
    let described = try SegmentProfiler().profiles(of: assignments, in: table, schema: schema)
    let names = SegmentNamer(levelNames: levelNames).names(for: described)
    #expect(names[1].text == "Very high credit amount, very long duration")
    #expect(names[1].evidence[0] == "median credit amount 7,384 vs 2,320 overall")
    #expect(names[1].traits.map(\.column) == ["credit_amount", "duration"])
    #expect(names[2].text.hasPrefix("Housing: for free"))
    #expect(
      names[2].evidence.contains { $0.hasPrefix("housing: for free [A153] 100% vs 11% overall") })
    #expect(names.allSatisfy { $0.confidence == nil })
    #expect(Set(names.map(\.text)).count == 3)
  }

  @Test func protectedAttributesNeverNameOrArgue() throws {
    let cells = try Cells("german_credit.csv")
    let ages = cells.numbers("age")
    let table = ContactTable(columns: [
      Column(name: "age", values: .numbers(NumberValues(values: ages))),
      Column(
        name: "status_sex", values: .categories(CategoryValues(cells.levels("status_sex")))),
    ])
    let described = try SegmentProfiler().profiles(
      of: Assignments(labels: ages.map { $0 > 40 ? 1 : 0 }, clusterCount: 2), in: table,
      schema: schema(of: table, role: .segmentation))
    let names = SegmentNamer().names(for: described)
    #expect(names.map(\.text) == ["(no clear profile)", "(no clear profile) (2)"])
    #expect(names.allSatisfy { $0.evidence.isEmpty && $0.traits.isEmpty })
    let opted = SegmentNamer(allowedColumns: ["age"]).names(for: described)
    #expect(opted.map(\.text) == ["Low age", "Very high age"])
    for column in ["Gender", "date_of_birth", "foreign_worker", "maritalStatus", "customer age"] {
      #expect(ProtectedAttributes.isProtected(columnName: column) == (column != "customer age"))
    }
    #expect(!ProtectedAttributes.isProtected(columnName: "average_page"))
  }

  @Test func equalNamesGetADifferingTraitOrANumber() throws {
    // Two segments are alike in x; only the third column tells them apart.
    let labels = (0..<300).map { Int32($0 / 100) }
    let x = labels.map { $0 < 2 ? 10.0 : 1 }
    let y = labels.map { $0 < 2 ? 5.0 : 50 }
    let z = labels.map { $0 == 0 ? 3.0 : $0 == 1 ? 7 : 5 }
    func named(_ columns: [(String, [Double])]) throws -> [SegmentName] {
      let described = try profiles(
        columns.map { Column(name: $0.0, values: .numbers(NumberValues(values: $0.1))) }, labels,
        count: 3, role: .segmentation)
      return SegmentNamer(traitLimit: 2).names(for: described)
    }
    let told = try named([("x", x), ("y", y), ("z", z)])
    #expect(Set(told.map(\.text)).count == 3)
    #expect(told.allSatisfy { $0.note == nil })
    let same = try named([("x", x), ("y", y)])
    #expect(same[0].text == "High x, low y")
    #expect(same[1].text == "High x, low y (2)")
    #expect(same[0].note?.contains("1, 2") == true)
  }

  @Test func nothingMarksNothing() throws {
    let labels = (0..<200).map { Int32($0 % 2) }
    let values = (0..<200).map { Double(($0 / 2) % 10) }
    let column = Column(name: "x", values: .numbers(NumberValues(values: values)))
    let names = SegmentNamer().names(for: try profiles([column], labels, count: 2))
    #expect(names.map(\.text) == ["Near-average contacts", "Near-average contacts (2)"])
    let all = SegmentNamer().names(for: try profiles([column], labels.map { _ in 0 }, count: 2))
    #expect(all.map(\.text) == ["All contacts", "(empty)"])
    #expect(
      SegmentNamer().names(for: try profiles([column], labels.map { _ in -1 }, count: 0)) == [])
  }

  @Test func datesFlagsAndOrderedLevelsHaveTheirWords() throws {
    let labels = (0..<200).map { Int32($0 / 100) }
    let day = 86_400.0
    let dates = labels.enumerated().map {
      ($0.element == 0 ? 20_000.0 : 18_000) * day + Double($0.offset) * day
    }
    let flags = labels.enumerated().map {
      UInt8($0.element == 0 ? ($0.offset % 10 == 0 ? 0 : 1) : 0)
    }
    let sizes = CategoryValues(
      codes: CategoryCodes(labels.map { $0 == 0 ? 0 : 2 }, levelCount: 3),
      levels: ["1-10", "11-50", "51-200"], isOrdered: true)
    func named(_ name: String, _ values: ColumnValues) throws -> [SegmentName] {
      SegmentNamer().names(
        for: try profiles([Column(name: name, values: values)], labels, count: 2))
    }
    let recency = try named(
      "last_order", .dates(DateValues(seconds: dates, format: "yyyy-MM-dd", hasTime: false)))
    #expect(recency.map(\.text) == ["Recent last order", "Older last order"])
    #expect(recency[0].evidence[0].hasPrefix("median last order 2024-11-22 vs 2022"))
    let flag = try named("newsletter", .flags(FlagValues(states: flags)))
    #expect(flag.map(\.text) == ["With newsletter", "Without newsletter"])
    let size = try named("employees", .categories(sizes))
    #expect(size.map(\.text) == ["Employees: 1-10", "Employees: 51-200"])
  }

  @Test func numbersReadTheSameEverywhere() {
    #expect(PlainNumber.text(4_870.4) == "4,870")
    #expect(PlainNumber.text(0) == "0" && PlainNumber.text(-1_234_567) == "-1,234,567")
    #expect(PlainNumber.text(12.345) == "12.3" && PlainNumber.text(9.999) == "10")
    #expect(
      PlainNumber.text(0.002_141) == "0.00214" && PlainNumber.text(2_500_000_000.0) == "2.5 billion"
    )
    #expect(PlainNumber.text(1e200) == "1e+200" && PlainNumber.text(Double.nan) == "–")
    #expect(PlainNumber.text(Int.min) == "-9,223,372,036,854,775,808")
    #expect(PlainNumber.percent(0.314) == "31%" && PlainNumber.percent(0.999) == "> 99%")
    #expect(PlainNumber.percent(0.004) == "0.4%" && PlainNumber.percent(1e-5) == "< 0.1%")
    #expect(PlainNumber.percent(1) == "100%" && PlainNumber.percent(0) == "0%")
    #expect(PlainNumber.day(0) == "1970-01-01" && PlainNumber.day(951_782_400) == "2000-02-29")
    #expect(PlainNumber.day(-1) == "1969-12-31" && PlainNumber.day(1_763_856_000) == "2025-11-23")
  }

  @Test func columnNamesBecomeWords() {
    #expect(PlainText.humanized("credit_amount") == "credit amount")
    #expect(PlainText.humanized("creditAmount") == "credit amount")
    #expect(PlainText.humanized("NPS score") == "NPS score")
    #expect(PlainText.humanized("nps_score") == "NPS score")
    #expect(PlainText.humanized("Country/Region") == "country/region")
    #expect(PlainText.oneLine("a\u{1B}[31m\n b\u{202E}c") == "a [31m b c")
    #expect(
      PlainText.shortened("critical account existing elsewhere", to: 20) == "critical account…")
  }

  @Test func headersMayEndWithAUnit() {
    func read(_ header: String) -> [String?] {
      let name = QuantityName(header)
      return [name.words, name.unit]
    }
    #expect(read("flipper_length_mm") == ["flipper length", "mm"])
    #expect(read("tenure_months") == ["tenure", "months"])
    #expect(read("amount_eur") == ["amount", "EUR"])
    #expect(read("active_days") == ["active days", nil])
    #expect(read("g") == ["g", nil] && read("") == ["", nil])
  }

  @Test func comparedNumbersHaveTheSameDecimals() {
    func told(_ first: Double, _ second: Double) -> [String] {
      let texts = PlainNumber.texts(first, second)
      return [texts.0, texts.1]
    }
    #expect(told(1, 1.41) == ["1.00", "1.41"])
    #expect(told(15, 17.3) == ["15.0", "17.3"])
    #expect(told(1_500, 2_320) == ["1,500", "2,320"])
    #expect(told(0.049_4, -0.999) == ["0.0494", "-0.999"])
    #expect(told(0, 2.5) == ["0", "2.5"] && told(.infinity, 1) == ["–", "1"])
  }

  @Test func yearsFlagsAndCountsHaveTheirWords() throws {
    let labels = (0..<200).map { Int32($0 / 100) }
    func named(_ name: String, _ values: ColumnValues) throws -> [SegmentName] {
      SegmentNamer().names(
        for: try profiles([Column(name: name, values: values)], labels, count: 2))
    }
    let founded = try named(
      "founded_year",
      .numbers(NumberValues(values: labels.map { $0 == 0 ? 1_902 : 1_989 })))
    #expect(founded.map(\.text) == ["Early founded year", "Late founded year"])
    #expect(founded[0].evidence[0].contains("1902 vs"))
    let tickets = try named(
      "support_tickets", .numbers(NumberValues(values: labels.map { $0 == 0 ? 1 : 9 })))
    #expect(tickets.map(\.text) == ["Few support tickets", "Many support tickets"])
    let churned = try named(
      "churned", .flags(FlagValues(states: labels.map { UInt8($0) })))
    #expect(churned.map(\.text) == ["Not churned", "Churned"])
    let member = try named("is_member", .flags(FlagValues(states: labels.map { UInt8($0) })))
    #expect(member.map(\.text) == ["Not member", "Member"])
  }

  @Test func evidenceNeverPointsTheOtherWay() throws {
    // Half of all have 2; the segment never has fewer, the rest hold the few large values.
    let labels = (0..<200).map { Int32($0 / 100) }
    let values = (0..<200).map { $0 < 100 ? 2.0 : $0 < 180 ? 1 : $0 < 190 ? 2 : 30 }
    let names = SegmentNamer().names(
      for: try profiles(
        [Column(name: "items", values: .numbers(NumberValues(values: values)))], labels, count: 2))
    #expect(names[0].text.lowercased().hasSuffix("items"))
    #expect(names[0].evidence == ["median items 2 vs 1 in the rest"])
  }

  @Test func aNameSaysEachThingOnce() throws {
    let labels = (0..<300).map { Int32($0 / 100) }
    func levels(_ name: String, _ words: [String]) -> Column {
      Column(
        name: name,
        values: .categories(CategoryValues(labels.map { words[Int($0)] })))
    }
    let columns = [
      levels("os", ["Windows", "iOS", "iOS"]), levels("platform", ["Win32", "iPhone", "iPhone"]),
      levels("browser", ["Edge", "Safari", "Chrome"]),
    ]
    let names = SegmentNamer().names(
      for: try profiles(columns, labels, count: 3, role: .segmentation))
    #expect(names[0].text == "OS: Windows")
    #expect(names[0].evidence.count == 3)
    #expect(Set(names.map(\.text)).count == 3)
  }

  @Test func aSegmentMayBeNamedByWhatItLacks() throws {
    let labels = (0..<600).map { Int32($0 / 300) }
    let events = (0..<600).map { row -> String? in
      row < 300 ? "view" : "event \(row % 9)"
    }
    let column = Column(name: "event", values: .categories(CategoryValues(events)))
    let names = SegmentNamer().names(for: try profiles([column], labels, count: 2))
    #expect(names.map(\.text) == ["Event: view", "Event: not view"])
  }

  @Test func longMeaningsEndBeforeTheNextThing() throws {
    let labels = (0..<200).map { Int32($0 / 100) }
    let column = Column(
      name: "history", values: .categories(CategoryValues(labels.map { "H\($0)" })))
    let book = LevelNames([
      (column: "history", code: "H0", meaning: "critical account/ other credits (not at this bank)")
    ])
    let names = SegmentNamer(levelNames: book).names(
      for: try profiles([column], labels, count: 2))
    #expect(names[0].text == "History: critical account/ other credits")
    #expect(names[0].evidence[0].hasPrefix("history: critical account/ other credits [H0] 100%"))
  }
}
