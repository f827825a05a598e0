import Foundation
import Testing

@testable import ContactTables

@Suite struct BadInputTests {
  @Test func emptyAndHeaderOnly() throws {
    for text in ["", "\n\n", "\u{FEFF}", "a,b\n", "a,b", "sep=;\n"] {
      #expect(try readingError(text).code == .emptyFile, "\(text)")
    }
  }

  @Test func unreadablePaths() throws {
    let reader = ContactTableReader()
    for path in ["/no/such/file.csv", NSTemporaryDirectory(), "a\0b"] {
      #expect(throws: TableReadingError.self) { try reader.read(TableSource(path: path)) }
    }
  }

  @Test func filesAreReadLikeBytes() throws {
    let path = NSTemporaryDirectory() + "reading-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = "a,b\n" + (0..<5000).map { "\($0),\"x\n\($0 % 7)\"" }.joined(separator: "\n")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    var reader = ContactTableReader()
    reader.blockSize = 999
    let file = try reader.read(TableSource(path: path))
    #expect(file.table.rowCount == 5000)
    #expect(file.table.spelled("b") == (try read(text)).table.spelled("b"))
  }

  @Test func unclosedQuoteNamesItsLine() throws {
    let error = try readingError("a,b\n1,\"x\ny\"\n2,\"secret\n3,z\n")
    #expect(error.code == .unclosedQuote)
    #expect(error.message.contains("line 4") && !error.message.contains("secret"))
  }

  @Test func otherFormatsAreNamed() throws {
    for magic in ["PK\u{3}\u{4}xxxxxxxx", "%PDF-1.7", "PAR1xxxx"] {
      #expect(try readingError(magic).code == .undecodableBytes)
    }
    #expect(throws: TableReadingError.self) {
      try read(bytes: (0..<4000).map { UInt8(truncatingIfNeeded: $0 % 3 == 0 ? 0 : $0) })
    }
  }

  @Test func unknownColumnsAndOptions() throws {
    #expect(try readingError("a,b\n1,2\n", { $0.selectedColumns = ["c"] }).code == .unknownColumn)
    #expect(
      try readingError("a,b\n1,2\n", { $0.columnTypes = ["c": .number] }).code == .unknownColumn)
    #expect(try readingError("a,b\n1,2\n", { $0.delimiter = "\"" }).code == .invalidOption)
    #expect(try readingError("a,b\n1,2\n", { $0.delimiter = "\r\n" }).code == .invalidOption)
    let some = try read(
      "a,b,c\n1,2,3\n",
      {
        $0.selectedColumns = ["c", "a"]; $0.excludedColumns = ["c"]
      })
    #expect(some.table.columns.map(\.name) == ["a"])
  }

  @Test func forcedTypesNameLinesAndNoValues() throws {
    let text = "a,b\n1,x\n\"2\n\",y\nsecret,z\n4,w\nhidden,v\n"
    let error = try readingError(text, { $0.columnTypes = ["a": .number] })
    #expect(error.code == .typeMismatch)
    #expect(error.message.contains("lines 5, 7") && error.message.contains("2 cells"))
    #expect(!error.message.contains("secret") && !error.message.contains("hidden"))
    #expect(try readingError(text, { $0.columnTypes = ["b": .date] }).code == .typeMismatch)
    #expect(try readingError(text, { $0.columnTypes = ["b": .flag] }).code == .typeMismatch)
    #expect(
      try readingError(text, { $0.columnTypes = ["b": .orderedCategory] }).code == .typeMismatch)
    #expect(try readingError(text, { $0.levelOrders = ["b": ["x", "y"]] }).code == .typeMismatch)
    #expect(
      try readingError("d,e\n01/02/2024,1\n", { $0.columnTypes = ["d": .date] }).code
        == .typeMismatch)
  }

  @Test(arguments: ColumnType.allCases)
  func numbersCanBeForcedToMostTypes(type: ColumnType) throws {
    let text = "a,b\n0,x\n1,y\n1,z\n"
    guard type != .date else { return }
    let result = try read(text, { $0.columnTypes = ["a": type] })
    #expect(result.table.type("a") == type)
    #expect(result.table.column(named: "a")?.values.missingCount == 0)
  }

  @Test func levelOrdersAreObeyed() throws {
    let result = try read("a,b\nm,1\nl,2\nm,3\n", { $0.levelOrders = ["a": ["s", "l", "m"]] })
    guard case .categories(let values) = result.table.column(named: "a")?.values else {
      throw TableReadingError(.typeMismatch, "no levels")
    }
    #expect(values.isOrdered && values.levels == ["l", "m"])
  }

  @Test(arguments: 0..<60)
  func noiseNeverCrashes(seed: Int) {
    var draws = Draws(seed: UInt64(seed))
    let alphabet = Array("a1,;\t|\"\n\r -.€%(){}NA/:é\0".utf8) + [0xFF, 0xC3, 0x80]
    let bytes = (0..<Int.random(in: 0...600, using: &draws)).map { _ in
      alphabet.randomElement(using: &draws) ?? 0
    }
    for blockSize in [1, 5, 1 << 20] {
      let result = try? read(bytes: bytes, blockSize: blockSize, threads: 2)
      let again = try? read(bytes: bytes)
      #expect(result?.report == again?.report)
      #expect(
        result?.table.columns.map(\.values.spelled) == again?.table.columns.map(\.values.spelled))
    }
  }
}
