import Foundation
import Testing

@Suite struct PrototypesCommandTests {
  /// Market capitalization, sector and country of twelve companies: the example of the Python package
  /// kmodes, with the values that its authors test against.
  private static let stocks = """
    value,sector,country
    738.5,tech,USA
    369.5,nrg,USA
    368.2,tech,USA
    346.7,tech,USA
    343.5,fin,USA
    282.4,fin,USA
    282.1,tel,CN
    279.7,cons,USA
    257.2,cons,USA
    205.2,tel,USA
    192.1,tech,USA
    195.7,nrg,NL

    """

  @Test("the published partition of stocks, with batch and with online updates")
  func stocks() throws {
    let workspace = try Workspace()
    let file = try workspace.file("stocks.csv", Self.stocks)
    for update in ["batch", "online"] {
      let run = try segment(
        "cluster", file, "--method", "kprototypes", "--segments", "4", "--scale", "none",
        "--restarts", "20", "--update", update, "--assignments", workspace.path("s.csv"),
        "--force", "--json")
      #expect(run.status == 0)
      let document = try run.json()
      #expect(abs(try #require(document["gamma"] as? Double) - 69.90334) < 5.1e-6)
      #expect(abs(try #require(document["objective"] as? Double) - 1664.47085) < 5.1e-6)
      #expect(document["sizes"] as? [Int] == [4, 4, 3, 1])
      #expect(document["numbers"] as? [String] == ["value"])
      #expect(document["categories"] as? [String] == ["sector", "country"])
      let modes = try #require(document["modes"] as? [[String]])
      #expect(modes.map { $0[1] } == ["USA", "USA", "USA", "USA"])
      #expect(modes[0][0] == "tech" && modes[1][0] == "cons" && modes[3][0] == "tech")
      let labels = try workspace.contents("s.csv").split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",")[1] }
      #expect(labels == ["3", "0", "0", "0", "0", "1", "1", "1", "1", "2", "2", "2"])
      let shares = try #require(document["dissimilarityShares"] as? [[String: Any]])
      #expect(shares.map { $0["column"] as? String } == ["value", "sector", "country"])
      #expect(
        abs(shares.compactMap { $0["share"] as? Double }.reduce(0, +) - 1) < 1e-12)
      // The numbers are hundreds, so that they decide alone; that is said.
      let warnings = try #require(document["warnings"] as? [String])
      #expect(warnings.contains { $0.contains("of the dissimilarity") })
    }
  }

  @Test("clustMixType's gamma and partition of iris, on the shipped file")
  func iris() throws {
    let document = try segment(
      "cluster", "datasets/iris.csv", "--method", "kprototypes", "--segments", "3", "--scale",
      "none", "--gamma", "szepannek", "--json"
    ).json()
    #expect(abs(try #require(document["gamma"] as? Double) - 1.714859) < 5.1e-7)
    #expect(document["sizes"] as? [Int] == [51, 50, 49])
    let objective = try #require(document["objective"] as? Double)
    #expect(abs(objective - (15.151 + 33.64858 + 39.15551)) < 2e-5)
  }

  @Test("one call: k-means where all are numbers, k-modes where all are categories")
  func oneCall() throws {
    let workspace = try Workspace()
    func objective(_ arguments: String...) throws -> Double {
      let run = try segment(["cluster"] + arguments + ["--segments", "3", "--json"])
      #expect(run.status == 0, "\(run.errors)")
      return try #require(try run.json()["objective"] as? Double)
    }
    let wine = "datasets/wine.csv"
    let means = try objective(
      wine, "--method", "kmeans", "--exclude", "cultivar", "--tolerance", "0")
    let numbers = try objective(wine, "--method", "kprototypes", "--exclude", "cultivar")
    #expect(abs(means - numbers) < 1e-9 * means)
    let rows = (0..<60).map { "\(["a", "b", "c"][$0 % 3]),\(["x", "y", "z"][$0 % 3 * $0 % 7 % 3])" }
    let levels = try workspace.file("levels.csv", "one,two\n" + rows.joined(separator: "\n"))
    let modes = try objective(levels, "--method", "kmodes")
    let categories = try objective(
      levels, "--method", "kprototypes", "--gamma", "1", "--initialization", "cao")
    #expect(modes == categories && modes > 0)
    // Digits that stand for levels are levels for k-modes.
    let coded = try workspace.file(
      "coded.csv",
      "one,two\n"
        + (0..<60).map { "\($0 % 3),\($0 % 2)" }
        .joined(separator: "\n"))
    let run = try segment("cluster", coded, "--method", "kmodes", "--segments", "2", "--json")
    #expect(try run.json()["categories"] as? [String] == ["one", "two"])
  }

  @Test("gaps: refused with the column, imputed, ignored, filled, or dropped")
  func gaps() throws {
    let workspace = try Workspace()
    let file = try workspace.file(
      "gaps.csv", "age,plan\n20,free\n21,free\n,free\n60,pro\n61,\n62,pro\n,\n")
    func run(_ policy: String) throws -> CommandRun {
      try segment(
        "cluster", file, "--method", "kprototypes", "--segments", "2", "--missing-policy", policy,
        "--assignments", workspace.path("\(policy).csv"), "--json")
    }
    let refused = try run("error")
    #expect(refused.status == 1 && refused.errors.contains("2 of 7 values in column 'age'"))
    #expect(try run("impute").json()["sizes"] as? [Int] == [5, 2])
    for policy in ["ignore", "fill"] {
      let document = try run(policy).json()
      #expect(document["sizes"] as? [Int] == [3, 3])
      #expect(document["unassignedCount"] as? Int == 1)
      let warnings = try #require(document["warnings"] as? [String])
      #expect(warnings.contains { $0.hasPrefix("1 rows") || $0.hasPrefix("1 row has") })
      #expect(
        try workspace.contents("\(policy).csv") == "row,segment\n0,0\n1,0\n2,0\n3,1\n4,1\n5,1\n6,\n"
      )
    }
    #expect(try run("drop").json()["sizes"] as? [Int] == [2, 2])
    let means = try segment("cluster", file, "--segments", "2", "--missing-policy", "ignore")
    #expect(means.status == 64)
  }

  @Test("given prototypes are read as the rows are; strange levels and lacking columns are told")
  func givenPrototypes() throws {
    let workspace = try Workspace()
    let file = try workspace.file("stocks.csv", Self.stocks)
    func run(_ start: String) throws -> CommandRun {
      let start = try workspace.file("start.csv", start)
      return try segment(
        "cluster", file, "--method", "kprototypes", "--segments", "2", "--initialization",
        "rows:\(start)", "--iterations", "1", "--json")
    }
    let given = try run("country,sector,value\nUSA,tech,700\nUSA,cons,200\n")
    #expect(given.status == 0, "\(given.errors)")
    #expect(try given.json()["sizes"] as? [Int] == [11, 1])
    let strange = try run("country,sector,value\nUSA,tech,700\nMoon,cons,200\n")
    #expect(strange.status == 1 && strange.errors.contains("'country'"))
    #expect(!strange.errors.contains("Moon"))
    let lacking = try run("sector,value\ntech,700\ncons,200\n")
    #expect(lacking.status == 1 && lacking.errors.contains("country"))
    let few = try run("country,sector,value\nUSA,tech,700\n")
    #expect(few.status == 1)
  }

  @Test("options of other methods and impossible gammas are wrong usage")
  func wrongUse() throws {
    let workspace = try Workspace()
    let file = try workspace.file("stocks.csv", Self.stocks)
    let prototypes = ["cluster", file, "--segments", "2", "--method", "kprototypes"]
    for gamma in ["-1", "nan", "inf", "much", ""] {
      #expect(try segment(prototypes + ["--gamma", gamma]).status == 64)
    }
    for arguments in [
      prototypes + ["--exchange"], prototypes + ["--distance", "manhattan"],
      ["cluster", file, "--segments", "2", "--gamma", "1"],
      ["cluster", file, "--segments", "2", "--initialization", "cao"],
      ["cluster", file, "--segments", "2", "--method", "kmodes", "--gamma", "1"],
      ["cluster", file, "--segments", "2", "--method", "kmedoids", "--update", "online"],
    ] {
      #expect(try segment(arguments).status == 64, "\(arguments)")
    }
    let zero = try segment(prototypes + ["--gamma", "0", "--json"])
    #expect(zero.status == 0)
    #expect(try zero.json()["gamma"] as? Double == 0)
  }

  @Test("odd categories: one level, none, 70,000; and more segments than distinct rows")
  func oddCategories() throws {
    let workspace = try Workspace()
    func run(_ name: String, _ csv: String, _ more: String...) throws -> CommandRun {
      try segment(
        ["cluster", try workspace.file(name, csv), "--method", "kprototypes", "--segments", "2"]
          + more)
    }
    let constant = try run("one.csv", "x,c\n1,a\n2,a\n8,a\n9,a\n")
    #expect(constant.status == 0)
    let schema = try workspace.file(
      "schema.json", #"{"columns": [{"name": "c", "type": "category", "role": "segmentation"}]}"#)
    let empty = "x,c\n1,\n2,\n8,\n9,\n"
    let refused = try run("none.csv", empty, "--schema", schema)
    #expect(refused.status == 1 && refused.errors.contains("'c'"))
    let imputed = try run("none.csv", empty, "--schema", schema, "--missing-policy", "impute")
    #expect(imputed.status == 1 && imputed.errors.contains("'c'"))
    let ignored = try run("none.csv", empty, "--schema", schema, "--missing-policy", "ignore")
    #expect(ignored.status == 0, "\(ignored.errors)")
    let many = (0..<70_000).map { "\($0 % 2 * 90),level \($0)" }.joined(separator: "\n")
    let levels = try run(
      "many.csv", "x,c\n" + many, "--schema", schema, "--json", "--restarts", "1")
    #expect(levels.status == 0, "\(levels.errors)")
    #expect(try levels.json()["sizes"] as? [Int] == [35_000, 35_000])
    let equal = try run("equal.csv", "x,c\n1,a\n1,a\n1,a\n")
    #expect(equal.status == 1 && equal.errors.contains("only 1 distinct row"))
  }

  @Test("nothing personal is clustered or printed, even when it is asked for")
  func privacy() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let arguments = ["cluster", file, "--segments", "2", "--method"]
    let runs = [
      try segment(arguments + ["kprototypes"]), try segment(arguments + ["kmodes", "--json"]),
      try segment(arguments + ["kprototypes", "--columns", "Total Spent,Last Name"]),
    ]
    #expect(runs.map(\.status) == [0, 0, 1])
    for run in runs {
      for secret in SampleExport.secrets {
        #expect(!(run.output + run.errors).contains(secret), "\(secret)")
      }
    }
    #expect(runs[0].output.contains("Country"))
  }
}
