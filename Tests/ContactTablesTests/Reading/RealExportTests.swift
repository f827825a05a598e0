import Testing

@testable import ContactTables

@Suite struct RealExportTests {
  /// A survey as Qualtrics exports it: ids, question texts, codes, and then the answers.
  private static let survey =
    "Progress,Q1,Q2\n" + "Progress,\"How satisfied\nare you?\",Your age\n"
    + #""{""ImportId"":""progress""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}""# + "\n"
    + (0..<40).map { "100,\($0 % 5 + 1),\(20 + $0)" }.joined(separator: "\n")

  @Test("question texts and import codes below a survey's header are no contacts")
  func surveyHeaders() throws {
    for blockSize in [7, 64, 1 << 20] {
      let result = try read(Self.survey, blockSize: blockSize)
      #expect(result.table.rowCount == 40)
      #expect(result.table.type("Q2") == .number)
      #expect(result.report.surveyHeaderCount == 2)
      #expect(result.report.warnings.contains { $0.contains("question texts") })
    }
    let faulty = try readingError(Self.survey + "\n100,2,young\n") {
      $0.columnTypes = ["Q2": .number]
    }
    #expect(faulty.message.contains("on line 45"))
    let plain = try read("a,b\nx,y\nz,w\n1,2\n")
    #expect(plain.table.rowCount == 3 && plain.report.surveyHeaderCount == 0)
    let only = Self.survey.split(separator: "\n").prefix(4).joined(separator: "\n")
    #expect(try readingError(only).code == .emptyFile)
  }

  @Test("a first line with an e-mail address is a contact, and its cells become no names")
  func noHeader() throws {
    let text = (0..<30).map { "p\($0)@secret.example,\($0 % 9)" }.joined(separator: "\n")
    let result = try read(text)
    #expect(result.table.rowCount == 30)
    #expect(result.table.columns.map(\.name) == ["column 1", "column 2"])
    #expect(result.report.lacksHeader)
    #expect(!result.report.warnings.joined().contains("secret"))
    #expect(try !read("e-mail,visits\na@b.example,3\n").report.lacksHeader)
  }

  @Test("line breaks and escapes in headers become spaces")
  func controlCharacters() throws {
    let result = try read("\"Price\r\nin EUR\",\u{1B}[31mred,ok\n1,2,3\n")
    #expect(result.table.columns.map(\.name) == ["Price in EUR", "[31mred", "ok"])
    #expect(result.report.renamedColumns.isEmpty)
  }

  @Test(
    "identifiers are kept to the byte, whatever they spell; a column that is not there is no error")
  func identifiers() throws {
    let text = "ref,n\n007,1\nNA,2\nnull, 3\n x ,4\n,5\n1.50,6\n"
    let result = try read(text) { $0.identifierColumns = ["ref", "nowhere"] }
    #expect(result.table.type("ref") == .identifier)
    #expect(result.table.spelled("ref") == ["007", "NA", "null", " x ", nil, "1.50"])
  }

  @Test("bytes that are neither UTF-8 nor text are refused; accents in Windows-1252 are not")
  func binaryData() throws {
    var draws = Draws(seed: 3)
    let noise = (0..<4_000).map { _ in UInt8.random(in: 1...255, using: &draws) }
    let error = #expect(throws: TableReadingError.self) { try read(bytes: noise) }
    #expect(error?.code == .undecodableBytes)
    let accents = Array("name,n\n".utf8) + [0xD6, 0x2C, 0x31, 0x0A]
    #expect(try read(bytes: accents).table.spelled("name") == ["Ö"])
  }

  @Test("excluding every column is refused as such")
  func noColumnLeft() throws {
    let error = try readingError("a,b\n1,2\n") {
      $0.selectedColumns = ["a"]
      $0.excludedColumns = ["a"]
    }
    #expect(error.code == .invalidOption)
  }
}
