import Foundation
import Testing

/// What every method of the workbench owes: personal columns stay out, files stay whole.
@Suite struct WorkbenchSafetyTests {
  /// Numbers beside phone numbers and a personal column that the schema names.
  private func contacts(_ workspace: borrowing Workspace) throws -> String {
    let lines = (0..<60).map { row in
      "+49 170 \(1_000_000 + row * 7919),\(row * 37 % 60 + row % 3 * 100),\(row * 11 % 7)"
    }
    return try workspace.file(
      "contacts.csv", "phone_number,spend,visits\n" + lines.joined(separator: "\n") + "\n")
  }

  @Test(
    "personal columns are left out of numbers, and refused when named",
    arguments: ["kmeans", "minibatch", "bisecting", "kmedoids", "hierarchical"])
  func privacy(method: String) throws {
    let workspace = try Workspace()
    let file = try contacts(workspace)
    let schema = try workspace.file(
      "schema.json", #"{"columns": [{"name": "visits", "role": "personal"}]}"#)
    let arguments = ["cluster", file, "--method", method, "--segments", "3", "--schema", schema]
    let run = try segment(arguments + ["--json"])
    #expect(run.status == 0)
    #expect(try run.json()["columns"] as? [String] == ["spend"])
    let refused = try segment(arguments + ["--columns", "spend,visits"])
    #expect(refused.status == 1 && refused.errors.contains("personal"))
  }

  @Test("a file is neither written twice nor over one that is read")
  func files() throws {
    let workspace = try Workspace()
    let file = try contacts(workspace)
    let before = try workspace.contents("contacts.csv")
    let arguments = ["cluster", file, "--method", "hierarchical", "--segments", "2", "--force"]
    let same = workspace.path("same.csv")
    for outputs in [
      ["--assignments", same, "--dendrogram", same], ["--newick", file], ["--assignments", file],
    ] {
      #expect(try segment(arguments + outputs).status == 64)
    }
    #expect(try segment("assign", file, file, "--output", file, "--force").status == 64)
    #expect(try workspace.contents("contacts.csv") == before)
  }

  @Test("no picture shows other segments than those that are told")
  func pictures() throws {
    let workspace = try Workspace()
    let file = try contacts(workspace)
    let picture = ["--dendrogram", workspace.path("tree.svg")]
    let arguments = ["cluster", file, "--method", "hierarchical"] + picture
    for options in [
      ["--segments", "3", "--consolidate"], ["--height", "1", "--linkage", "genie"],
      ["--segments", "3", "--gini", "0.5"],
    ] {
      #expect(try segment(arguments + options).status == 64)
    }
    #expect(try segment(arguments + ["--segments", "3", "--linkage", "genie"]).status == 0)
  }

  @Test("discover says that a limit condensed its contacts")
  func condensation() throws {
    let workspace = try Workspace()
    let run = try segment(
      "discover", "datasets/german_credit.csv", "--method", "hierarchical", "--linkage", "average",
      "--segments", "3", "--memory", "1MB", "--output", workspace.path("out"))
    #expect(run.status == 0)
    #expect(try workspace.contents("out/report.md").contains("micro-clusters"))
  }
}
