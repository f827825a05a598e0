import ContactTables
import Foundation
import Testing

@Suite struct JoinedFilesTests {
  private func table(
    _ texts: [String], _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> ContactTable {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "joined-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try texts.enumerated().map { index, text in
      let url = folder.appending(path: "\(index).csv")
      try Data(text.utf8).write(to: url)
      return url.path(percentEncoded: false)
    }
    var options = ReadingOptions()
    change(&options)
    return try ContactTableReader(options: options).read(TableSource(paths: paths)).table
  }

  private func numbers(_ name: String, in table: ContactTable) -> [Double]? {
    guard case .numbers(let numbers) = table.column(named: name)?.values else { return nil }
    return numbers.values
  }

  @Test("the contacts of all parts follow one another, whatever their last line end and mark")
  func joins() throws {
    let table = try table(["a,b\n1,2\n3,4", "\u{FEFF}a,b\r\n5,6\r\n", "a,b\n7,8\n\n"])
    #expect(numbers("a", in: table) == [1, 3, 5, 7])
    #expect(numbers("b", in: table) == [2, 4, 6, 8])
  }

  @Test("a part with a header alone adds nothing; without headers no line is taken for one")
  func headers() throws {
    #expect(numbers("a", in: try table(["a,b\n1,2\n3,4\n", "a,b\n"])) == [1, 3])
    let plain = try table(["1,2\n3,4\n", "5,6\n"]) { $0.hasHeader = false }
    #expect(plain.rowCount == 3)
  }

  @Test("another header, or one with a line break, is refused by the name of the file")
  func refusals() throws {
    for texts in [["a,b\n1,2\n", "b,a\n1,2\n"], ["\"a\nx\",b\n1,2\n", "\"a\nx\",b\n1,2\n"]] {
      let error = #expect(throws: TableReadingError.self) { try table(texts) }
      #expect(error?.code == .invalidOption)
      #expect(error?.message.contains(".csv") == true)
    }
  }
}
