import Foundation
import Testing

@testable import SegmentReports

struct ExportTests {
  @Test func aFileIsWrittenWholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.txt"
    try AtomicFile.write(to: path) { writer throws(ReportError) in try writer.write("one") }
    #expect(folder.contents("a.txt") == "one")
    #expect(throws: ReportError.self) {
      try AtomicFile.write(to: path, isReplacing: true) { writer throws(ReportError) in
        try writer.write("half")
        throw ReportError(.diskFull, "")
      }
    }
    #expect(folder.contents("a.txt") == "one")
    #expect(folder.names == ["a.txt"])
  }

  @Test func existingFilesStayUnlessReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.txt"
    try AtomicFile.write(to: path) { writer throws(ReportError) in try writer.write("one") }
    #expect(chmod(path, 0o640) == 0)
    do {
      try AtomicFile.write(to: path) { writer throws(ReportError) in try writer.write("two") }
      Issue.record("replaced")
    } catch { #expect(error.code == .fileExists && error.message.contains("--force")) }
    #expect(folder.contents("a.txt") == "one")
    try AtomicFile.write(to: path, isReplacing: true) { writer throws(ReportError) in
      try writer.write("two")
    }
    #expect(folder.contents("a.txt") == "two")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    #expect(folder.names == ["a.txt"])
  }

  @Test func pathsThatCannotBeWrittenSaySo() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none/a.txt", "/dev/null"] {
      do {
        try AtomicFile.write(to: path, isReplacing: true) { writer throws(ReportError) in
          try writer.write("x")
        }
        Issue.record("written")
      } catch { #expect(error.code == .unwritablePath) }
    }
    #expect(AtomicFile.failure(ENOSPC, "a").code == .diskFull)
  }

  @Test func aFullDiskIsAnErrorAndLeavesNothing() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let writer = FileWriter(descriptor: descriptor, path: "a.csv")
    do throws(ReportError) {
      try writer.write("x")
      try writer.flush()
      Issue.record("written")
    } catch { #expect(error.code == .diskFull) }
  }

  @Test func aFolderReplacesItsOwnFilesOnly() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/out/deep")
    try folder.check(["report.md"])
    try folder.write("report.md", text: "one")
    try folder.write("report.md", text: "two")
    #expect(temporary.contents("out/deep/report.md") == "two")

    try Data("mine".utf8).write(to: URL(filePath: folder.path(of: "report.md")))
    #expect(throws: ReportError.self) { try folder.write("report.md", text: "three") }
    #expect(throws: ReportError.self) { try folder.check(["other.md", "report.md"]) }
    #expect(temporary.contents("out/deep/report.md") == "mine")

    try Data("foreign".utf8).write(to: URL(filePath: folder.path(of: "model.json")))
    do throws(ReportError) {
      try folder.write("model.json", text: "x")
      Issue.record("replaced")
    } catch { #expect(error.code == .fileExists && error.message.contains("--force")) }
    try OutputFolder(path: folder.path, isForced: true).write("model.json", text: "x")
    #expect(temporary.contents("out/deep/model.json") == "x")
    #expect(throws: ReportError.self) {
      try OutputFolder(path: folder.path(of: "model.json")).write("a", text: "x")
    }
  }

  @Test func aCheckMakesNothingAndFindsWhatIsInTheWay() throws {
    let temporary = try TemporaryFolder()
    let names = ["a.csv", "b.md"]
    try OutputFolder(path: temporary.path + "/out/deep").check(names)
    #expect(temporary.names.isEmpty)
    try FileManager.default.createDirectory(
      atPath: temporary.path + "/out/b.md", withIntermediateDirectories: true)
    for isForced in [false, true] {
      let folder = OutputFolder(path: temporary.path + "/out", isForced: isForced)
      #expect(throws: ReportError.self) { try folder.check(names) }
    }
    try Data().write(to: URL(filePath: temporary.path + "/file"))
    for path in ["", temporary.path + "/file", temporary.path + "/file/below"] {
      #expect(throws: ReportError.self) { try OutputFolder(path: path).check(names) }
    }
  }

  @Test func anUnfinishedFileHasNoNameOnLinux() throws {
    let temporary = try TemporaryFolder()
    var whileWriting: [String]?
    try AtomicFile.write(to: temporary.path + "/a.txt") { writer throws(ReportError) in
      try writer.write("x")
      try writer.flush()
      whileWriting = temporary.names
    }
    #if os(Linux)
      #expect(whileWriting == [])
    #else
      #expect(whileWriting?.contains("a.txt") == false)
    #endif
    #expect(temporary.names == ["a.txt"])
  }

  @Test func segmentsKeepTheBytesOfIdentifiers() throws {
    let temporary = try TemporaryFolder()
    let identifiers = ["007", "=1+1", "a,b", "say \"hi\"", "", "Müller\n2"]
    var bytes: [UInt8] = []
    var offsets = [0]
    for identifier in identifiers {
      bytes += Array(identifier.utf8)
      offsets.append(bytes.count)
    }
    let csv = try SegmentsCSV(
      identifiers: .init(name: "Customer, ID", bytes: bytes, offsets: offsets),
      labels: [0, 1, 0, -1, 1, 0], names: ["=cmd()", "High \"x\", low y"],
      confidences: [0.12345, 1, 0, .nan, 0.9999, 0.5], secondLabels: [1, 0, -1, -1, 0, 1])
    try AtomicFile.write(to: temporary.path + "/s.csv") { writer throws(ReportError) in
      try csv.write(to: writer)
    }
    let expected = """
      "Customer, ID",segment,segment_name,confidence,second_segment
      007,1,'=cmd(),0.123,2
      =1+1,2,"High ""x"", low y",1.000,1
      "a,b",1,'=cmd(),0.000,
      "say ""hi""\",,,,
      ,2,"High ""x"", low y",1.000,1
      "Müller
      2",1,'=cmd(),0.500,2

      """
    #expect(
      temporary.contents("s.csv") == expected)
  }

  @Test func segmentsWithoutIdentifiersCountRows() throws {
    let temporary = try TemporaryFolder()
    let csv = try SegmentsCSV(labels: [0, -1], names: ["A"])
    try AtomicFile.write(to: temporary.path + "/s.csv") { writer throws(ReportError) in
      try csv.write(to: writer)
    }
    #expect(
      temporary.contents("s.csv")
        == "row,segment,segment_name,confidence,second_segment\n1,1,A,,\n2,,,,\n")
    #expect(throws: ReportError.self) { try SegmentsCSV(labels: [1], names: ["A"]) }
    #expect(throws: ReportError.self) {
      try SegmentsCSV(labels: [0], names: ["A"], confidences: [])
    }
    for text in ["=a", "+a", "-a", "@a", "\ta", "\na"] {
      #expect(SegmentsCSV.guarded(text) == "'" + text)
    }
  }

  @Test func jsonKeepsOrderAndEscapes() throws {
    struct Document: Encodable {
      var zebra = 1
      var apple: [Double?] = [0.1, nil]
      var text = "a\"\\\n\u{1}é"
      var empty: [Int] = []
      var nested = ["only": true]
    }
    let bytes = try OrderedJSON.bytes(of: Document())
    let expected = #"""
      {
        "zebra": 1,
        "apple": [
          0.1,
          null
        ],
        "text": "a\"\\\n\u0001é",
        "empty": [],
        "nested": {
          "only": true
        }
      }

      """#
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    #expect(parsed?["text"] as? String == "a\"\\\n\u{1}é")
    do throws(ReportError) {
      _ = try OrderedJSON.bytes(of: ["x": Double.nan])
      Issue.record("written")
    } catch { #expect(error.code == .invalidNumber && error.message.contains("x")) }
  }
}
