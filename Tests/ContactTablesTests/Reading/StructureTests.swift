import Testing

@testable import ContactTables

@Suite struct StructureTests {
  /// Cells that hold everything a quote is needed for.
  private static let pieces = [
    "a", "Zoë", "東京", ",", ";", "\t", "|", "\"", "\n", "\r\n", "\r", " ", "x y", "''", "-", "7",
  ]

  private static func randomCell(_ draws: inout Draws) -> String {
    // A letter in front keeps cells from being missing spellings or blank.
    "w"
      + (0..<Int.random(in: 0...5, using: &draws)).map { _ in
        pieces.randomElement(using: &draws) ?? ""
      }.joined() + "e"
  }

  private static func quoted(_ cell: String, always: Bool) -> String {
    let needsQuotes = cell.unicodeScalars.contains { ",;\t|\"\n\r".unicodeScalars.contains($0) }
    guard always || needsQuotes else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  @Test(arguments: 0..<30)
  func randomTablesAreReadBack(seed: Int) throws {
    var draws = Draws(seed: UInt64(seed))
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &draws) ?? ","
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &draws) ?? "\n"
    let columnCount = Int.random(in: 2...5, using: &draws)
    let rows = (0..<Int.random(in: 1...40, using: &draws)).map { _ in
      (0..<columnCount).map { _ in Self.randomCell(&draws) }
    }
    let names = (0..<columnCount).map { "name\($0)" }
    var text = names.joined(separator: delimiter) + lineEnd
    for (index, row) in rows.enumerated() {
      text += row.map { Self.quoted($0, always: Bool.random(using: &draws)) }.joined(
        separator: delimiter)
      if index + 1 < rows.count || Bool.random(using: &draws) { text += lineEnd }
      if Int.random(in: 0..<6, using: &draws) == 0 { text += lineEnd }
    }
    for (blockSize, threads) in [(1 << 20, 1), (1, 1), (2, 3), (3, 1), (7, 3), (64, 2)] {
      let result = try read(text, blockSize: blockSize, threads: threads) { options in
        options.delimiter = Character(delimiter)
        for name in names { options.columnTypes[name] = .text }
      }
      #expect(result.table.rowCount == rows.count)
      for (index, name) in names.enumerated() {
        #expect(result.table.spelled(name) == rows.map { $0[index] }, "block size \(blockSize)")
      }
      #expect(result.report.shortRows.count == 0 && result.report.longRows.count == 0)
    }
  }

  @Test func blocksAndThreadsDoNotChangeTypedColumns() throws {
    var draws = Draws(seed: 5)
    var text = "id,amount,when,size,tags,note,yes\n"
    for row in 0..<700 {
      let tags = ["red", "green", "blue", "black", "white"].filter { _ in Bool.random(using: &draws)
      }
      text +=
        "C\(row),\"\(Int.random(in: 1000...9000, using: &draws)),\(row % 10)\",2024-0\(row % 9 + 1)-1\(row % 9),"
      text += ["1-10", "11-50", "51-200", "N/A"][row % 4] + "," + tags.joined(separator: ";")
      text +=
        ",\"said \"\"hello\"\"\nand left number \(row) again\"," + (row % 3 == 0 ? "yes" : "No")
        + "\r\n"
    }
    let reference = try read(text)
    #expect(
      reference.table.columns.map(\.type) == [
        .identifier, .number, .date, .orderedCategory, .multiSelect, .text, .flag,
      ])
    for (blockSize, threads) in [(11, 1), (100, 3), (1000, 2), (4096, 7)] {
      let other = try read(text, blockSize: blockSize, threads: threads)
      #expect(other.report == reference.report)
      for (one, two) in zip(reference.table.columns, other.table.columns) {
        #expect(one.type == two.type && one.values.spelled == two.values.spelled)
      }
    }
  }

  @Test func delimitersAreFoundByConsistency() throws {
    let cases: [(String, String)] = [
      ("a;b;c\n1,5;2,5;3\n4;5,5;6\n", ";"), ("a\tb\n\"1\t2\"\t3\n", "\t"), ("a|b\n1|2\n", "|"),
      ("a,b\n1;2,3\n4;5,6\n", ","), ("a\n1\n2\n", ","), ("a,b,c\n1,2,3\n1,2\n1,2,3;4\n", ","),
    ]
    for (text, delimiter) in cases { #expect(try read(text).report.delimiter == delimiter) }
  }

  @Test func separatorLineIsObeyed() throws {
    let result = try read("sep=;\r\na;b\r\n1,5;x\r\n2;y;z\r\n")
    #expect(result.report.delimiter == ";")
    #expect(result.table.numbers("a") == [1.5, 2])
    #expect(result.report.longRows == .init(count: 1, first: [4]))
  }

  @Test func strayQuotesAreLiteral() throws {
    let result = try read(
      "size,name\n5\" pipe,one\n6\" pipe,\"two\"x\"\n",
      { $0.columnTypes = ["size": .text, "name": .text] })
    #expect(result.table.spelled("size") == ["5\" pipe", "6\" pipe"])
    #expect(result.table.spelled("name") == ["one", "twox\""])
  }

  @Test func raggedRowsAreKeptAndReported() throws {
    let result = try read("a,b,c\n1,2,3\n\"4\n\",5\n6,7,8,9\n10,11,12,\n")
    #expect(result.table.rowCount == 4)
    #expect(result.report.shortRows == .init(count: 1, first: [3]))
    #expect(result.report.longRows == .init(count: 1, first: [5]))
    #expect(result.table.numbers("c")?.map { $0.isNaN ? -1 : $0 } == [3, -1, 8, 12])
    #expect(result.report.warnings.count == 2)
  }

  @Test func headersAreMadeDistinct() throws {
    let result = try read("name,,name,name (2),\n1,2,3,4,5\n")
    #expect(
      result.table.columns.map(\.name) == ["name", "column 2", "name (3)", "name (2)", "column 5"])
    #expect(result.report.renamedColumns.map(\.position) == [2, 3, 5])
  }

  @Test func manyColumnsAreReadInGroups() throws {
    let names = (0..<700).map { "v\($0)" }.joined(separator: ",")
    let row = (0..<700).map(String.init).joined(separator: ",")
    let result = try read("\(names)\n\(row)\n\(row)\n")
    #expect(result.table.columns.count == 700)
    #expect(result.table.numbers("v699") == [699, 699])
  }

  @Test func headerlessFilesGetNames() throws {
    let result = try read("7,8\n9,10\n", { $0.hasHeader = false })
    #expect(result.table.numbers("column 2") == [8, 10])
  }
}
