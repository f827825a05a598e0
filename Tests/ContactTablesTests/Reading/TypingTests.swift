import Testing

@testable import ContactTables

@Suite struct TypingTests {
  private func only(
    _ name: String, _ cells: [String], _ adjust: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> (Column, ReadingReport) {
    let result = try read(
      column(name, cells).replacing(",x", with: ";x"),
      {
        $0.delimiter = ";"; adjust(&$0)
      })
    return (result.table.columns[0], result.report)
  }

  @Test func decimalStyleIsDecidedOnceAColumn() throws {
    let (comma, report) = try only("Umsatz", ["1.234,56", "12", "1.000"])
    #expect(comma.values.spelled == ["1234.56", "12.0", "1000.0"])
    #expect(report.decimalCommaColumns == ["Umsatz"])
    let (point, _) = try only("revenue", ["1,234.56", "12", "1,000"])
    #expect(point.values.spelled == ["1234.56", "12.0", "1000.0"])
  }

  @Test func ambiguousMarksFollowClearColumns() throws {
    let result = try read("a;b\n1.234;0,5\n5.678;1,25\n", { _ in })
    #expect(result.table.numbers("a") == [1234, 5678])
    #expect(result.report.ambiguousDecimalColumns == ["a"])
    #expect(try read("a;b\n1.234;x\n5.678;y\n").table.numbers("a") == [1.234, 5.678])
    #expect(try read("a;b\n1.234;x\n", { $0.decimalComma = true }).table.numbers("a") == [1234])
  }

  @Test func unitsAreKeptAndNotMixed() throws {
    let (euros, _) = try only("Total", ["€ 1,200.50", "€ 3", ""])
    guard case .numbers(let values) = euros.values else {
      throw TableReadingError(.typeMismatch, "no numbers")
    }
    #expect(values.unit == "€" && values.values[0] == 1200.5)
    let (mixed, report) = try only("Total", ["€ 12", "$ 13", "$ 14"])
    #expect(mixed.type == .category && report.mixedUnitColumns == ["Total"])
    #expect(try only("rate", ["12%", "0.5"]).0.type != .number)
    #expect(
      try only("followers", ["900", "1.2k", "3M"]).0.values.spelled == [
        "900.0", "1200.0", "3000000.0",
      ])
    #expect(try only("followers", ["9000", "1.2k", "3M"]).0.type != .number)
  }

  @Test func infiniteNumbersAreMissingAndHugeOnesStay() throws {
    let (numbers, report) = try only("score", ["inf", "1e308", "-1e308", "NaN", "1"])
    #expect(numbers.values.spelled == [nil, "1e+308", "-1e+308", nil, "1.0"])
    #expect(report.infiniteCounts == ["score": 1])
  }

  @Test func flags() throws {
    let cases: [([String], [String?])] = [
      (["yes", "No", "YES", ""], ["1", "0", "1", nil]), (["true", "false"], ["1", "0"]),
      (["0", "1", "1"], ["0", "1", "1"]),
      (["Y", "Y", ""], ["1", "1", nil]), (["ja", "nein"], ["1", "0"]),
    ]
    for (cells, expected) in cases {
      let (flags, _) = try only("opted", cells)
      #expect(flags.type == .flag && flags.values.spelled == expected)
    }
    #expect(try only("opted", ["1", "1"]).0.type == .number)
    #expect(try only("opted", ["0", "1", "2"]).0.type == .number)
    #expect(try only("sex", ["M", "F"]).0.type == .category)
  }

  @Test func ambiguousDatesAreNotGuessed() throws {
    let (kept, report) = try only("Created", ["03/04/2024", "05/06/2024"])
    #expect(kept.type == .category && report.ambiguousDateColumns == ["Created"])
    #expect(report.warnings.contains { $0.contains("Created") })
    let (european, _) = try only("Created", ["03/04/2024", "25/06/2024"])
    #expect(european.type == .date)
    let (chosen, _) = try only("Created", ["03/04/2024"], { $0.dayFirst = true })
    guard case .dates(let dates) = chosen.values else {
      throw TableReadingError(.typeMismatch, "no dates")
    }
    #expect(dates.format == "dd/MM/yyyy" && dates.seconds == [1_712_102_400])
    #expect(try only("Created", ["25/06/2024", "06/25/2024"]).0.type != .date)
  }

  @Test func compactDatesNeedANameOrEvidence() throws {
    #expect(try only("date", ["20240131", "20240201"]).0.type == .date)
    #expect(try only("amount", ["20240131", "20240201"]).0.type == .number)
    #expect(try only("amount", (10...28).map { "202401\($0)" }).0.type == .date)
  }

  @Test func sizeBandsAreOrderedByTheirLowerBound() throws {
    let cells = ["1,000-5,000", "11-50", "10k+", "<10", "51 - 200", "11-50"]
    let (bands, _) = try only("employees", cells)
    guard case .categories(let values) = bands.values else {
      throw TableReadingError(.typeMismatch, "no levels")
    }
    #expect(
      values.isOrdered && values.levels == ["<10", "11-50", "51 - 200", "1,000-5,000", "10k+"])
    #expect(bands.values.spelled == cells)
    let (scale, _) = try only("priority", ["High", "Low", "Medium", "Low"])
    guard case .categories(let levels) = scale.values else {
      throw TableReadingError(.typeMismatch, "no levels")
    }
    #expect(levels.isOrdered && levels.levels == ["Low", "Medium", "High"])
  }

  @Test func multiSelect() throws {
    let tags = ["red", "green", "blue", "black"]
    let cells = (0..<64).map { mask in
      tags.indices.filter { (mask % 16) >> $0 & 1 == 1 }.map { tags[$0] }.joined(separator: ";")
    }
    let (column, _) = try only("Interests", cells.map { ";" + $0 })
    #expect(column.type == .multiSelect && column.values.spelled[3] == "red+green")
    let (bars, _) = try only("Interests", cells.map { $0.replacing(";", with: "|") })
    #expect(bars.type == .multiSelect)
    #expect(
      try only("City", ["Bonn, NRW", "Ulm, BW", "Kiel, SH", "Bonn, NRW"]).0.type == .category)
  }

  @Test func identifiersKeepTheirBytes() throws {
    #expect(try only("Customer ID", ["'0012", "'0013"]).0.values.spelled == ["'0012", "'0013"])
    let (zeros, _) = try only("account", ["00012", "00013", "7"])
    #expect(zeros.type == .identifier && zeros.values.spelled == ["00012", "00013", "7"])
    #expect(try only("user_id", ["5", "6", "7"]).0.type == .identifier)
    #expect(try only("contactid", ["5", "6", "7"]).0.type == .identifier)
    #expect(try only("income", (0..<500).map { "\($0 * 7)" }).0.type == .number)
    #expect(try only("Card", ["4111111111111111", "4111111111111112"]).0.type == .identifier)
    #expect(try only("E-mail", (0..<100).map { "p\($0)@example.com" }).0.type == .identifier)
    #expect(try only("Phone", ["+4917012345", "+4917012346"]).0.type == .identifier)
  }

  @Test func longTextIsText() throws {
    let cells = (0..<30).map { "They asked about the price of item \($0) again" }
    #expect(try only("Notes", cells).0.type == .text)
  }

  @Test func missingSpellings() throws {
    let cells = [
      "", "NULL", "n/a", "NA", "#N/A", "-", "(blank)", "(No value)", "(not set)", "[Not Provided]",
      "Unknown", "NaN", "None", "?", "  ",
    ]
    let (numbers, _) = try only("score", ["5"] + cells)
    #expect(numbers.type == .number && numbers.values.missingCount == cells.count)
    let (levels, _) = try only("plan", ["free", "team", "free"] + cells)
    #expect(levels.values.missingCount == cells.count)
    #expect(
      try only("plan", ["free", "k.A."], { $0.additionalMissingSpellings = ["K.a."] }).0.values
        .missingCount == 1)
  }

  @Test func namibiaSurvives() throws {
    #expect(try only("Country Code", ["DE", "NA", "FR"]).0.values.missingCount == 0)
    #expect(try only("market", ["DE", "NA", "FR", "US"]).0.values.missingCount == 0)
    #expect(try only("Country", ["Germany", "NA", "France"]).0.values.missingCount == 1)
    #expect(try only("answer", ["yes", "NA", "no"]).0.values.missingCount == 1)
    #expect(try only("grade", ["A", "NA", "B"]).0.values.missingCount == 1)
  }

  @Test func lateContradictionsAreSeen() throws {
    let cells = (0..<20_000).map { "\($0 % 977).5" } + ["oops"]
    let text = column("value", cells)
    for blockSize in [500, 1 << 20] {
      let result = try read(text, blockSize: blockSize)
      #expect(result.table.type("value") == .category)
      #expect(result.report.almostTypedColumns["value"] == .init(count: 1, first: [20_002]))
    }
  }

  @Test func sentinelsAreReportedAndKept() throws {
    let (column, report) = try only("pdays", (0..<100).map { $0 % 5 == 0 ? "999" : "\($0 % 28)" })
    #expect(column.values.spelled[0] == "999.0")
    #expect(report.suspiciousValues.map(\.spelling) == ["999"])
  }

  @Test func aMillionLevelsAreNoCategory() throws {
    let cells = (0..<150_000).map { "level number \($0)" }
    #expect(try only("thing", cells).0.type == .text)
    let (forced, _) = try only("thing", cells, { $0.columnTypes = ["thing": .category] })
    guard case .categories(let values) = forced.values else {
      throw TableReadingError(.typeMismatch, "no levels")
    }
    #expect(values.levels.count == 150_000)
  }

  @Test func emptyColumnsAreEmptyCategories() throws {
    let (column, _) = try only("nothing", ["", "NA", "-"])
    #expect(column.type == .category && column.values.missingCount == 3)
  }
}
