import Foundation
import Testing

@Suite struct DiscoverTests {
  @Test("discover writes its files, and one JSON document with the agreed keys")
  func jsonAndFiles() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let run = try segment("discover", file, "--output", workspace.path("out"), "--json")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.hasPrefix("{\n  \"schemaVersion\": 1,"))
    let document = try run.json()
    let keys = [
      "contacts", "verdict", "method", "segmentCount", "segments", "schema", "indices", "files",
      "engine", "seconds", "warnings",
    ]
    for key in keys { #expect(document[key] != nil, "\(key)") }
    let warnings = try #require(document["warnings"] as? [String])
    #expect(warnings.contains { $0.contains("contacts are few") })
    let segments = try #require(document["segments"] as? [[String: Any]])
    #expect(segments.compactMap { $0["size"] as? Int }.reduce(0, +) == 120)
    #expect(
      try workspace.names("out") == [
        ".segment-outputs.json", "model.json", "profile.json", "report.md", "schema.json",
        "segments.csv",
      ])
    let lines = try workspace.contents("out/segments.csv").split(separator: "\n")
    #expect(lines.count == 121)
    #expect(lines.first == "Customer ID,segment,segment_name,confidence,second_segment")
    #expect(lines.dropFirst().first?.hasPrefix("0001000,") == true)
  }

  @Test("nothing personal is in any file, on either output, or in a message")
  func privacy() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let headerless = SampleExport.csv().split(separator: "\n").dropFirst().joined(separator: "\n")
    let bare = try workspace.file("bare.csv", headerless)
    let damaged = try workspace.file("damaged.csv", SampleExport.csv() + "1,\"SECRET")
    let model = workspace.path("out/model.json")
    let typed = try workspace.file(
      "schema.json", #"{"columns": [{"name": "Email", "type": "number"}]}"#)
    let runs = [
      try segment("discover", file, "--output", workspace.path("out"), "--verbose"),
      try segment("discover", bare, "--output", workspace.path("bare")),
      try segment("inspect", file, "--json"), try segment("inspect", bare),
      try segment("inspect", damaged), try segment("inspect", file, "--schema", typed),
      try segment("assign", model, file), try segment("cluster", file, "--segments", "2"),
    ]
    #expect(runs.map(\.status) == [0, 0, 0, 0, 1, 1, 0, 0])
    var texts = runs.flatMap { [$0.output, $0.errors] }
    for folder in ["out", "bare"] {
      for name in try workspace.names(folder) {
        texts.append(try workspace.contents("\(folder)/\(name)"))
      }
    }
    for secret in SampleExport.secrets {
      #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
    }
  }

  @Test("two runs, and any number of threads, give the same bytes")
  func sameBytes() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    var results: [[String]] = []
    for (name, threads) in [("a", "1"), ("b", "1"), ("c", "2"), ("d", "7")] {
      let run = try segment(
        "discover", file, "--output", workspace.path(name), "--threads", threads)
      #expect(run.status == 0)
      let files = try workspace.names(name).map { try workspace.contents("\(name)/\($0)") }
      results.append([run.output.components(separatedBy: "\nWrote").first ?? ""] + files)
    }
    #expect(Set(results).count == 1)
  }

  @Test("own files are replaced; edited and foreign ones only by force")
  func replacing() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let out = workspace.path("out")
    func discover(_ more: String...) throws -> CommandRun {
      try segment("discover", file, "--output", out, "--segments", "2", more.first ?? "--quiet")
    }
    #expect(try discover().status == 0)
    #expect(try discover().status == 0)
    _ = try workspace.file("out/report.md", "mine")
    let refused = try discover()
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--force"))
    #expect(try workspace.contents("out/report.md") == "mine")
    #expect(try discover("--force").status == 0)
    #expect(try workspace.contents("out/report.md") != "mine")
  }

  @Test("a run that fails leaves no folder behind")
  func failureLeavesNothing() throws {
    let workspace = try Workspace()
    let run = try segment("discover", workspace.path("none.csv"), "--output", workspace.path("out"))
    #expect(run.status == 1)
    #expect(!FileManager.default.fileExists(atPath: workspace.path("out")))
  }

  @Test("the schema that inspect prints, edited, decides what discover does")
  func editedSchema() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let printed = try segment("inspect", file, "--json")
    let schema = try workspace.file("s.json", printed.output)
    let first = try segment("discover", file, "--output", workspace.path("a"))
    let second = try segment(
      "discover", file, "--output", workspace.path("b"), "--schema", schema)
    #expect(first.status == 0 && second.status == 0)
    #expect(try workspace.contents("a/segments.csv") == workspace.contents("b/segments.csv"))

    let edited = try workspace.file(
      "e.json", #"{"columns": [{"name": "Total Spent", "role": "ignored"}]}"#)
    let third = try segment(
      "discover", file, "--output", workspace.path("c"), "--schema", edited, "--json")
    let shares = try third.json()["distanceShares"] as? [[String: Any]]
    #expect(shares?.compactMap { $0["column"] as? String } == ["Total Orders"])
  }

  @Test("a column is the identifier by --id or by role, to the byte, whatever its type")
  func identifiers() throws {
    let workspace = try Workspace()
    let cells = ["007", "NA", "null", " x ", "1.50"] + (0..<40).map { "\($0 % 3)" }
    let rows = cells.enumerated().map { "\($1),\($0 % 2 * 50 + $0 % 7),\($0 % 2 * 9 + $0 % 5)" }
    let file = try workspace.file(
      "contacts.csv", "ref,spend,visits\n" + rows.joined(separator: "\n"))
    let schema = try workspace.file(
      "s.json", #"{"columns": [{"name": "ref", "role": "identifier"}]}"#)
    for (name, value) in [("--id", "ref"), ("--schema", schema)] {
      let run = try segment(
        "discover", file, name, value, "--segments", "2", "--output", workspace.path("out"))
      #expect(run.status == 0, "\(run.errors)")
      let written = try workspace.contents("out/segments.csv").split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false)[0] }
      #expect(written == ["ref"] + cells.map { $0[...] })
    }
    let few = try workspace.file("few.csv", "visits,ref,spend\n3,NA,4\n")
    let assigned = try segment("assign", workspace.path("out/model.json"), few)
    #expect(assigned.output.hasPrefix("ref,segment,"))
    #expect(assigned.output.contains("\nNA,"))
  }
}
