import Foundation
import Testing

/// `segment assign` for what `segment cluster --model` wrote.
@Suite struct PlacementCommandTests {
  /// Two kinds of customers, told apart by numbers, levels, a flag and sets.
  private static func contacts(_ count: Int = 80) -> String {
    let rows = (0..<count).map { row in
      let kind = row * 7 % 3 == 0 ? 1 : 0
      return "K\(row),\(kind * 30 + row % 7),\(kind * 4 + row % 3),"
        + "\([["free", "trial", "free"], ["pro", "pro", "team"]][kind][row % 3]),"
        + "\(row % 5 == 0 ? "no" : ["no", "yes"][kind]),\(["mail; web", "app; chat"][kind])"
    }
    return "id,amount,visits,plan,member,channels\n" + rows.joined(separator: "\n") + "\n"
  }

  private static let schema = """
    {"columns": [{"name": "id", "role": "identifier"}, {"name": "channels", "type": "multiSelect"}]}
    """

  private static let methods = [
    ["--method", "kprototypes"], ["--method", "kprototypes", "--gamma", "3", "--scale", "range"],
    ["--method", "kmodes"], ["--method", "kmedoids"],
    ["--method", "kmedoids", "--distance", "manhattan", "--scale", "robust"],
    ["--method", "kmedoids", "--distance", "cosine", "--scale", "none"],
    ["--method", "kmedoids", "--distance", "gower"],
    ["--method", "kmedoids", "--distance", "gower", "--asymmetric", "member"],
  ]

  @Test("the rows that a model was made from go where they were", arguments: methods)
  func sameRows(method: [String]) throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", Self.contacts())
    let schema = try workspace.file("schema.json", Self.schema)
    let model = workspace.path("model.json")
    let found = workspace.path("found.csv")
    let run = try segment(
      ["cluster", file, "--schema", schema, "--segments", "3", "--restarts", "3", "--id", "id"]
        + method + ["--model", model, "--assignments", found])
    #expect(run.status == 0, "\(run.errors)")
    let assigned = try segment("assign", model, file)
    #expect(assigned.status == 0, "\(assigned.errors)")
    #expect(assigned.output == (try workspace.contents("found.csv")))
    // No row but those in the middle is in the model, and no identifier.
    let text = try workspace.contents("model.json")
    #expect(!text.contains("K12") && !text.contains("K7\""))
    // Columns in another order, and a file by itself.
    let lines = Self.contacts().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
    }
    let turned = try workspace.file("turned.csv", lines.joined(separator: "\n"))
    let again = try segment("assign", model, turned, "--output", workspace.path("o.csv"), "--json")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try workspace.contents("o.csv") == assigned.output)
    let document = try again.json()
    #expect((document["sizes"] as? [Int])?.reduce(0, +) == 80)
    #expect(document["method"] as? String == method[1])
  }

  @Test("levels that the model does not know agree with none, are missing, or are refused")
  func unseenLevels() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", Self.contacts())
    let schema = try workspace.file("schema.json", Self.schema)
    let new = try workspace.file(
      "new.csv",
      "amount,visits,plan,member,channels\n2,1,barter,n,mail\n33,5,barter,y,\"app; fax\"\n")
    for method in [["kprototypes"], ["kmodes"], ["kmedoids", "--distance", "gower"]] {
      let model = workspace.path("\(method[0]).json")
      let run = try segment(
        ["cluster", file, "--schema", schema, "--segments", "2", "--restarts", "3", "--method"]
          + method + ["--model", model] + (method.count == 1 ? ["--missing-policy", "ignore"] : []))
      #expect(run.status == 0, "\(run.errors)")
      let known = try segment("assign", model, file)
      let labels = known.output.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",")[1]
      }
      for policy in ["pooled", "missing"] {
        let assigned = try segment("assign", model, new, "--unseen", policy)
        #expect(assigned.status == 0, "\(assigned.errors)")
        #expect(assigned.errors.contains("plan: 2 rows have a level that the model does not know"))
        #expect(assigned.errors.contains("channels: 1 row has"))
        // The others decide: the first is like row 1, the second like row 0.
        #expect(assigned.output == "row,segment\n0,\(labels[1])\n1,\(labels[0])\n")
      }
      let refused = try segment("assign", model, new, "--unseen", "error")
      #expect(refused.status == 1 && refused.errors.contains("\"plan\" (2 of 2)"))
      #expect(!refused.errors.contains("barter") && !refused.errors.contains("fax"))
    }
  }

  @Test("gaps go the way they went, and what cannot be compared is in no segment")
  func gaps() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", Self.contacts())
    let new = try workspace.file("new.csv", "id,amount,visits,plan,member\nx,,,pro,\ny,,,,\n")
    func model(_ name: String, _ arguments: String...) throws -> String {
      let run = try segment(
        [
          "cluster", file, "--segments", "2", "--columns", "amount,visits,plan,member", "--model",
          workspace.path(name),
        ] + arguments)
      #expect(run.status == 0, "\(run.errors)")
      return workspace.path(name)
    }
    let ignoring = try model("i.json", "--method", "kprototypes", "--missing-policy", "ignore")
    let gower = try model("g.json", "--method", "kmedoids", "--distance", "gower")
    for model in [ignoring, gower] {
      let assigned = try segment("assign", model, new)
      #expect(assigned.status == 0, "\(assigned.errors)")
      let lines = assigned.output.split(separator: "\n")
      #expect(lines.count == 3 && lines[1].count == 3 && lines[2].hasSuffix(","))
      #expect(assigned.errors.contains("1 row is in no segment"))
    }
    let refusing = try model("r.json", "--method", "kprototypes")
    let refused = try segment("assign", refusing, new)
    #expect(refused.status == 1 && refused.errors.contains("missing"))
    let imputing = try segment(
      "cluster", file, "--segments", "2", "--columns", "amount,visits", "--method", "kmedoids",
      "--missing-policy", "impute", "--model", workspace.path("m.json"))
    #expect(imputing.status == 0, "\(imputing.errors)")
    let placed = try segment("assign", workspace.path("m.json"), new)
    #expect(placed.status == 0 && placed.output.split(separator: "\n").count == 3)
  }

  @Test("a model made without gaps says so, and an identifier can be named when rows are placed")
  func gapsAndIdentifiers() throws {
    let workspace = try Workspace()
    let file = try workspace.file(
      "rows.csv", "code,amount,plan\na1,1,x\na2,2,x\na3,,y\na4,9,y\na5,8,y\n")
    let model = workspace.path("model.json")
    let made = try segment(
      "cluster", file, "--method", "kprototypes", "--segments", "2", "--columns", "amount,plan",
      "--missing-policy", "impute", "--model", model)
    #expect(made.status == 0, "\(made.errors)")
    let refused = try segment("assign", model, file)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--missing-policy ignore or fill"))
    #expect(!refused.errors.contains("missingValues"))
    let whole = try workspace.file("whole.csv", "code,amount,plan\nb1,1,x\nb2,9,y\n")
    let named = try segment("assign", model, whole, "--id", "code")
    #expect(named.output.hasPrefix("code,segment\nb1,"), "\(named.errors)")
    for option in [["--weights", "amount"], ["--schema", "no.json"], ["--columns", "plan"]] {
      #expect(try segment(["assign", model, whole] + option).status == 64)
    }
  }

  @Test("files without the columns, damaged models and methods without middles are refused")
  func refusals() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", Self.contacts())
    let model = workspace.path("model.json")
    let made = try segment(
      "cluster", file, "--method", "kprototypes", "--segments", "2", "--model", model)
    #expect(made.status == 0, "\(made.errors)")
    let again = try segment(
      "cluster", file, "--method", "kprototypes", "--segments", "2", "--model", model)
    #expect(again.status == 1 && again.errors.contains("--force"))
    let without = try workspace.file("w.csv", "amount,visits,member\n1,2,yes\n")
    let lacking = try segment("assign", model, without)
    #expect(lacking.status == 1 && lacking.errors.contains("has no column"), "\(lacking.errors)")
    let text = try workspace.contents("model.json")
    for (part, forged) in [
      (#""levels": ["#, #""levels": ["free", "free", "#),
      (#""columnCount": 2"#, #""columnCount": 3"#),
      (#""modelVersion": 1"#, #""modelVersion": 9"#), (#""gamma": "#, #""gamma": -"#),
      (#""scale": "#, #""scale": -"#), (#""codes": ["#, #""codes": [9, "#),
      (#""columns": {"#, #""columnz": {"#), (#""name": "amount""#, #""name": "plan""#),
    ] {
      let range = try #require(text.range(of: part), "\(part)")
      let path = try workspace.file(
        "forged.json", text.replacingCharacters(in: range, with: forged))
      let run = try segment("assign", path, file)
      #expect(run.status == 1, "\(forged)")
      #expect(run.errors.contains("forged.json is"), "\(forged): \(run.errors)")
    }
    for method in ["kmeans", "hierarchical"] {
      let run = try segment(
        "cluster", file, "--method", method, "--segments", "2", "--model", workspace.path("x"))
      #expect(run.status == 64 && run.errors.contains("--model"))
    }
  }
}
