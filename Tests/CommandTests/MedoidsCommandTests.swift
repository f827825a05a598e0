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
}
