import Foundation
import Testing

/// Columns in which a contact has several levels, in the workbench.
@Suite struct SetsCommandTests {
  /// Answers of two kinds of people, read as sets because cells hold several of few options.
  private static let answers: String = {
    let kinds = [["mail; shop", "mail", "mail; shop; web"], ["app; chat", "app", "app; chat"]]
    let rows = (0..<60).map { row in
      "\(row % 2 * 9 + row % 5),\(["a", "b"][row % 2]),\(kinds[row % 2][row / 2 % 3])"
    }
    return "visits,plan,channels\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func workspace() throws -> (Workspace, file: String, schema: String) {
    let workspace = try Workspace()
    return (
      workspace, try workspace.file("answers.csv", Self.answers),
      try workspace.file(
        "schema.json", #"{"columns": [{"name": "channels", "type": "multiSelect"}]}"#)
    )
  }

  @Test(
    "k-prototypes and k-modes take sets, each with one vote, and print the options of prototypes")
  func prototypes() throws {
    let (workspace, file, schema) = try workspace()
    for (method, columns) in [
      ("kprototypes", ["visits", "plan", "channels"]), ("kmodes", ["plan", "channels"]),
    ] {
      let run = try segment(
        "cluster", file, "--schema", schema, "--method", method, "--segments", "2", "--restarts",
        "5", "--assignments", workspace.path("\(method).csv"), "--json")
      #expect(run.status == 0, "\(run.errors)")
      let document = try run.json()
      #expect(document["columns"] as? [String] == columns)
      #expect(document["sizes"] as? [Int] == [30, 30])
      #expect(document["sets"] as? [String] == ["channels"])
      let options = try #require(document["setOptions"] as? [[[String]]])
      #expect(Set(options.map { Set($0[0]) }) == [["mail", "shop"], ["app", "chat"]])
      let shares = try #require(document["dissimilarityShares"] as? [[String: Any]])
      #expect(shares.map { $0["column"] as? String } == columns)
      #expect(shares.last?["share"] as? Double ?? 0 > 0.05)
      let labels = try workspace.contents("\(method).csv").split(separator: "\n").dropFirst()
        .map { String($0.split(separator: ",")[1]) }
      #expect(
        Set(zip(labels.indices, labels).map { "\(($0 - labels.startIndex) % 2)\($1)" }).count == 2)
    }
    let text = try segment(
      "cluster", file, "--schema", schema, "--method", "kprototypes", "--segments", "2")
    #expect(text.output.contains("app; chat"))
    // Prototypes to start from may have sets too, of options that are there.
    let start = try workspace.file("start.csv", "visits,plan,channels\n2,a,mail\n11,b,app; chat\n")
    let started = try segment(
      "cluster", file, "--schema", schema, "--method", "kprototypes", "--segments", "2",
      "--initialization", "rows:\(start)", "--json")
    #expect(try started.json()["sizes"] as? [Int] == [30, 30], "\(started.errors)")
    let unknown = try workspace.file("u.csv", "visits,plan,channels\n2,a,mail\n11,b,app; fax\n")
    let refused = try segment(
      "cluster", file, "--schema", schema, "--method", "kprototypes", "--segments", "2",
      "--initialization", "rows:\(unknown)")
    #expect(refused.status == 1 && refused.errors.contains("'channels'"))
    #expect(!refused.errors.contains("fax"))
  }

  @Test("Gower's dissimilarity compares sets by Jaccard's distance, for medoids and trees")
  func gower() throws {
    let (workspace, file, schema) = try workspace()
    let distances = workspace.path("d.npy")
    let run = try segment(
      "cluster", file, "--schema", schema, "--method", "kmedoids", "--distance", "gower",
      "--segments", "2", "--restarts", "4", "--dissimilarities", distances, "--json")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.json()["columns"] as? [String] == ["visits", "plan", "channels"])
    #expect(try run.json()["sizes"] as? [Int] == [30, 30])
    // Rows 0 and 2: visits 0 and 2 of 13, the same plan, and one of two options shared.
    let bytes = try Data(contentsOf: URL(filePath: distances))
    let second = bytes.suffix(60 * 59 / 2 * 8).dropFirst(8).prefix(8)
    let value = second.withUnsafeBytes { $0.loadUnaligned(as: Double.self) }
    #expect(abs(value - (2.0 / 13 + 0 + 0.5) / 3) < 1e-12)
    let tree = try segment(
      "cluster", file, "--schema", schema, "--method", "hierarchical", "--distance", "gower",
      "--segments", "2", "--json")
    #expect(try tree.json()["sizes"] as? [Int] == [30, 30], "\(tree.errors)")
    let asymmetric = try segment(
      "cluster", file, "--schema", schema, "--method", "kmedoids", "--distance", "gower",
      "--segments", "2", "--asymmetric", "channels")
    #expect(asymmetric.status == 1 && asymmetric.errors.contains("cannot be asymmetric"))
  }
}
