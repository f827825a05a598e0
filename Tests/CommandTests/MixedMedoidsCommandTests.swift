import Testing

@Suite struct MixedMedoidsCommandTests {
  private static let contacts = """
    id,spend,plan,visited,score
    a,10,free,yes,1
    b,12,free,yes,
    c,11,free,no,2
    d,95,pro,no,9
    e,97,pro,,8
    f,,pro,no,9
    """

  @Test("Gower medoids of numbers, levels and gaps, with the names of the medoids")
  func gower() throws {
    let workspace = try Workspace()
    let file = try workspace.file("mixed.csv", Self.contacts)
    let distances = workspace.path("distances.npy")
    let arguments = [
      "cluster", file, "--method", "kmedoids", "--distance", "gower", "--segments", "2", "--id",
      "id",
    ]
    let run = try segment(arguments + ["--dissimilarities", distances, "--json"])
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["distance"] as? String == "gower")
    #expect(document["sizes"] as? [Int] == [3, 3])
    let medoids = try #require(document["medoids"] as? [Int])
    #expect(medoids.sorted().map { $0 / 3 } == [0, 1])
    #expect(
      document["medoidIdentifiers"] as? [String]
        == medoids.map { ["a", "b", "c", "d", "e", "f"][$0] })
    #expect(document["columns"] as? [String] == ["spend", "score", "plan", "visited"])
    #expect((document["seconds"] as? [String: Any])?["dissimilarities"] != nil)
    // The file holds the 15 pairs, and clusters by them as it did by the rows.
    let given = try segment(
      "cluster", distances, "--method", "kmedoids", "--distance", "precomputed", "--segments", "2",
      "--json")
    #expect(given.status == 0)
    #expect(try given.json()["medoids"] as? [Int] == medoids)
    #expect(try given.json()["objective"] as? Double == document["objective"] as? Double)
    let text = try segment(arguments + ["--asymmetric", "visited"])
    #expect(text.status == 0 && text.output.contains("gower distance"))
    #expect(text.output.contains("segment  rows  medoid  row  spend"))
  }

  @Test("given distances of the wrong shape or kind are refused")
  func wrongDistances() throws {
    let workspace = try Workspace()
    let given = ["--method", "kmedoids", "--distance", "precomputed", "--segments", "2"]
    let cases: [(String, String)] = [
      (try workspace.array("wide.npy", [2, 3], [0, 1, 2, 1, 0, 3]), "must be square"),
      (try workspace.array("odd.npy", [4], [1, 2, 3, 4]), "n have n(n−1)/2"),
      (try workspace.array("one-sided.npy", [2, 2], [0, 1, 2, 0]), "not symmetric"),
      (try workspace.array("gap.npy", [2, 2], [0, .nan, .nan, 0]), "NaN or infinite"),
      (try workspace.array("negative.npy", [1], [-1]), "negative"),
      (try workspace.array("alike.npy", [2, 2], [1, 0, 0, 1]), "similarities"),
      (try workspace.array("equal.npy", [3], [0, 0, 0]), "ask for at most 1"),
    ]
    for (file, words) in cases {
      let run = try segment(["cluster", file] + given)
      #expect(run.status == 1)
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test("samples end in an assignment of all rows")
  func samples() throws {
    let workspace = try Workspace()
    let rows = (0..<400).map { "\($0 % 2 * 100 + $0 % 17),\($0 % 13)" }
    let file = try workspace.file(
      "rows.csv", "spend,visits\n" + rows.joined(separator: "\n") + "\n")
    let arguments = ["cluster", file, "--method", "kmedoids", "--segments", "2", "--json"]
    let whole = try segment(arguments).json()
    let run = try segment(arguments + ["--samples", "3", "--sample-size", "50"])
    let document = try run.json()
    #expect(document["sizes"] as? [Int] == [200, 200])
    let samples = try #require(document["samples"] as? [String: Int])
    #expect(samples["count"] == 3 && samples["size"] == 50)
    let (sampled, searched) = (document["objective"] as? Double, whole["objective"] as? Double)
    #expect(
      try #require(sampled) >= #require(searched) && #require(sampled) < 1.2 * #require(searched))
  }

  @Test("a search may start at given rows")
  func givenStart() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", "spend,visits\n,4\n1,4\n2,4\n3,4\n50,4\n51,4\n52,4\n")
    let arguments = [
      "cluster", file, "--method", "kmedoids", "--segments", "2", "--scale", "none",
      "--missing-policy", "drop", "--json",
    ]
    let run = try segment(arguments + ["--initialization", "medoids:1,2"])
    #expect(run.status == 0)
    #expect(try run.json()["medoids"] as? [Int] == [2, 5])
    #expect(try segment(arguments + ["--initialization", "medoids:0,2"]).status == 64)
    #expect(try segment(arguments + ["--initialization", "medoids:1"]).status == 1)
    #expect(try segment(arguments + ["--initialization", "medoids:1,99"]).status == 64)
    #expect(try segment(arguments + ["--initialization", "medoids:1,x"]).status == 64)
  }

  @Test("what does not go together is refused, with the reason")
  func wrongUse() throws {
    let workspace = try Workspace()
    let file = try workspace.file("mixed.csv", Self.contacts)
    let gower = ["cluster", file, "--segments", "2", "--method", "kmedoids", "--distance", "gower"]
    #expect(try segment(gower + ["--missing-policy", "drop"]).status == 64)
    #expect(try segment(gower + ["--samples", "0"]).status == 64)
    #expect(try segment(gower + ["--sample-size", "1"]).status == 64)
    #expect(try segment(gower + ["--sample-size", "2"]).status == 1)
    let plan = try segment(gower + ["--asymmetric", "plan"])
    #expect(plan.status == 1 && plan.errors.contains("'plan'"))
    let kMeans = ["cluster", file, "--segments", "2"]
    for option in [["--samples", "2"], ["--sample-size", "9"], ["--asymmetric", "visited"]] {
      #expect(try segment(kMeans + option).status == 64)
    }
    let numbers = ["cluster", file, "--segments", "2", "--method", "kmedoids"]
    #expect(try segment(numbers + ["--asymmetric", "visited"]).status == 64)
    #expect(try segment(numbers + ["--dissimilarities", "x.npy"]).status == 64)
    let apart = try workspace.file("apart.csv", "a,b\n1,\n,2\n3,4\n")
    let undefined = try segment(
      "cluster", apart, "--segments", "2", "--method", "kmedoids", "--distance", "gower")
    #expect(undefined.status == 1 && undefined.errors.contains("rows 0 and 1"))
  }
}
