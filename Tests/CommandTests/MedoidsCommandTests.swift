import Testing

@Suite struct MedoidsCommandTests {
  @Test("medoids are rows of the file, also when rows were dropped")
  func medoids() throws {
    let workspace = try Workspace()
    let file = try workspace.file(
      "rows.csv", "spend,visits\n,4\n1,4\n2,4\n3,4\n51,9\n50,9\n49,9\n48,9\n47,9\n")
    let run = try segment(
      "cluster", file, "--method", "kmedoids", "--distance", "manhattan", "--scale", "none",
      "--segments", "2", "--missing-policy", "drop", "--json")
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["medoids"] as? [Int] == [6, 2])
    #expect(document["sizes"] as? [Int] == [5, 3])
    #expect(document["objective"] as? Double == 8)
    #expect(document["centersOriginal"] as? [[Double]] == [[49, 9], [2, 4]])
  }

  @Test("more medoids than different rows, and options of another method, are refused")
  func wrongUse() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", "spend\n1\n1\n2\n2\n")
    let arguments = ["cluster", file, "--method", "kmedoids", "--segments", "3"]
    let many = try segment(arguments)
    #expect(many.status == 1 && many.errors.hasPrefix("Error: "))
    #expect(try segment(arguments + ["--exchange"]).status == 64)
    #expect(try segment(arguments + ["--linkage", "ward"]).status == 64)
  }

  @Test("many rows start from samples, or from drawn rows where restarts are asked for")
  func startsWhereAskedTo() throws {
    let workspace = try Workspace()
    let rows = (0..<20_000).map { String($0 % 7 + 1) }.joined(separator: "\n")
    let file = try workspace.file("rows.csv", "spend\n\(rows)\n")
    let arguments = [
      "cluster", file, "--method", "kmedoids", "--segments", "2", "--scale", "none", "--json",
    ]
    let samples = try segment(arguments).json()
    #expect(samples["initialization"] as? String == "samples")
    let drawn = try segment(arguments + ["--restarts", "2"]).json()
    #expect(drawn["initialization"] as? String == "plusplus")
    #expect(drawn["objective"] as? Double == samples["objective"] as? Double)
    let given = ["--initialization", "samples"]
    #expect(try segment(arguments + given + ["--restarts", "2"]).status == 64)
    #expect(try segment(arguments + given + ["--samples", "2"]).status == 64)
  }
}
