import Foundation
import Testing

@Suite struct ExitStatusTests {
  @Test(
    "wrong usage ends with 64, before any file is read",
    arguments: [
      ["discover"], ["discover", "x.csv", "--segments", "0"],
      ["discover", "x.csv", "--segments", "1...3"], ["discover", "x.csv", "--output", ""],
      ["discover", "x.csv", "--segments", "many"], ["inspect", "x.csv", "--threads", "0"],
      ["inspect", "x.csv", "--delimiter", "x"], ["cluster", "x.csv"],
      ["cluster", "x.csv", "--segments", "0"], ["assign", "m.json", "x.csv", "--json"],
      ["cluster", "x.csv", "--segments", "2", "--restarts", "0"],
      ["cluster", "x.csv", "--segments", "2", "--tolerance", "nan"], ["unknown"],
      ["cluster", "x.npy", "--segments", "2", "--weights", "w"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let run = try segment(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Error: "))
  }

  @Test("data that cannot be used ends with 1 and a message, and nothing on standard output")
  func unusableData() throws {
    let workspace = try Workspace()
    let files = [
      try workspace.file("empty.csv", ""), try workspace.file("header.csv", "a,b\n"),
      try workspace.file("one.csv", "a,b\n1,2\n"),
      try workspace.file("equal.csv", "a,b\n" + String(repeating: "1,2\n", count: 9)),
      try workspace.file("quote.csv", "a,b\n1,2\n3,\"4\n"),
      try workspace.file("cut.csv.gz", "\u{1F}\u{8B}"),
      workspace.path("none.csv"), workspace.path(""), "",
    ]
    for file in files {
      for command in [
        ["discover", "--output", workspace.path("out")], ["cluster", "--segments", "2"],
      ] {
        let run = try segment(command + [file])
        #expect(run.status == 1, "\(file)")
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Error: "))
      }
    }
    let usable = try workspace.file("contacts.csv", SampleExport.csv())
    let cases = [
      ["inspect", usable, "--weights", "Nope"], ["inspect", usable, "--id", "Nope"],
      ["inspect", usable, "--columns", "Notes", "--exclude", "Notes"],
      ["inspect", usable, "--schema", usable], ["assign", usable, usable],
      ["discover", usable, "--output", usable], ["discover", usable, "--output", usable + "/x"],
    ]
    for arguments in cases {
      let run = try segment(arguments)
      #expect(run.status == 1, "\(arguments)")
      #expect(run.output.isEmpty && run.errors.hasPrefix("Error: "))
    }
  }

  @Test("a model of another version and a damaged one are refused")
  func otherModels() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let made = try segment("discover", file, "--output", workspace.path("out"), "--segments", "2")
    #expect(made.status == 0)
    let model = try workspace.contents("out/model.json")
    let newer = try workspace.file(
      "newer.json",
      model.replacingOccurrences(of: "\"modelVersion\": 1", with: "\"modelVersion\": 2"))
    let cut = try workspace.file("cut.json", String(model.prefix(model.count / 2)))
    for (path, word) in [(newer, "version 2"), (cut, "model.json")] {
      let run = try segment("assign", path, file)
      #expect(run.status == 1)
      #expect(run.errors.contains(word))
    }
  }

  @Test("what cannot be written to standard output is an error")
  func fullOutput() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(try segment(["inspect", file], standardOutput: full).status == 1)
  }

  @Test("standard input is read, and its warnings are in the document of cluster")
  func standardInput() throws {
    let rows = (0..<30).map { "\($0 % 2 * 40 + $0 % 5),\($0 % 7)\($0 == 3 ? ",9" : "")" }
    let input = Data(("spend,visits\n" + rows.joined(separator: "\n")).utf8)
    let run = try segment(["cluster", "-", "--segments", "2", "--json"], input: input)
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["contacts"] as? Int == 30)
    #expect((document["warnings"] as? [String])?.first?.contains("line 5") == true)
  }

  @Test("start centers from a file go by the names of the columns, in any order")
  func startCenters() throws {
    let workspace = try Workspace()
    let rows = (0..<40).map { "\($0 % 2 * 100),\(Double($0 % 4) / 3)" }
    let file = try workspace.file("rows.csv", "a,b\n" + rows.joined(separator: "\n"))
    let start = try workspace.file("start.csv", "a,b\n0,0\n100,1\n")
    let centers = try ["a,b", "b,a"].map { columns in
      let run = try segment(
        "cluster", file, "--segments", "2", "--columns", columns, "--initialization",
        "rows:\(start)", "--iterations", "1", "--json")
      let found = try run.json()["centersOriginal"] as? [[Double]]
      return try #require(found).map { columns == "a,b" ? $0 : $0.reversed() }
    }
    #expect(centers[0] == centers[1])
    #expect(centers[0].map { $0[0] }.sorted() == [0, 100])
  }

  @Test("cluster takes the types of a schema")
  func clusterWithSchema() throws {
    let workspace = try Workspace()
    let rows = (0..<40).map { "\($0 % 3),\($0 % 2 * 100 + $0 % 5)" }
    let file = try workspace.file("rows.csv", "code,spend\n" + rows.joined(separator: "\n"))
    let schema = try workspace.file(
      "s.json", #"{"columns": [{"name": "code", "type": "category"}]}"#)
    let run = try segment("cluster", file, "--segments", "2", "--schema", schema, "--json")
    #expect(try run.json()["columns"] as? [String] == ["spend"])
  }

  @Test("identifiers with line breaks stay one cell in the assignments")
  func assignments() throws {
    let workspace = try Workspace()
    let rows = (0..<20).map { "\"a\n\($0)\",\($0 % 2 * 40 + $0 % 5)" }
    let file = try workspace.file("contacts.csv", "ref,spend\n" + rows.joined(separator: "\n"))
    let path = workspace.path("assignments.csv")
    let run = try segment(
      "cluster", file, "--segments", "2", "--id", "ref", "--assignments", path)
    #expect(run.status == 0)
    #expect(try workspace.contents("assignments.csv").hasPrefix("ref,segment\n\"a\n0\","))
    #expect(try workspace.names("") == ["assignments.csv", "contacts.csv"])
  }
}
