import Foundation
import Testing

@Suite struct HierarchyCommandTests {
  /// Two pairs and a row far away: 0 | 1 and 10 | 12 in one column, 100.
  private let rows = "spend\n0\n1\n10\n12\n100\n"

  @Test("the merges are numbered as scipy does, and the cut agrees with them")
  func dendrogram() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let run = try segment(
      "cluster", file, "--method", "hierarchical", "--linkage", "single", "--scale", "none",
      "--segments", "3", "--dendrogram", workspace.path("tree.csv"), "--assignments",
      workspace.path("rows-segments.csv"), "--json")
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["heights"] as? [Double] == [1, 2, 9, 88])
    #expect(document["sizes"] as? [Int] == [2, 2, 1])
    #expect(document["centersOriginal"] as? [[Double]] == [[0.5], [11], [100]])
    #expect(
      try workspace.contents("tree.csv") == """
        left,right,height,size
        0,1,1.0,2
        2,3,2.0,2
        5,6,9.0,4
        4,7,88.0,5

        """)
    #expect(
      try workspace.contents("rows-segments.csv") == "row,segment\n0,0\n1,0\n2,1\n3,1\n4,2\n")
  }

  @Test("a tree is drawn when the name of its file asks for it")
  func picture() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    for cut in [["--segments", "3", "--linkage", "genie"], ["--height", "5"]] {
      let run = try segment(
        [
          "cluster", file, "--method", "hierarchical", "--scale", "none", "--dendrogram",
          workspace.path("tree.svg"), "--force",
        ] + cut)
      #expect(run.status == 0)
      let svg = try workspace.contents("tree.svg")
      #expect(svg.hasPrefix("<svg ") && svg.contains("segment 2") && svg.contains("5 rows"))
    }
  }

  @Test("a tree is written for tree viewers when the name of its file asks for it")
  func newick() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let run = try segment(
      "cluster", file, "--method", "hierarchical", "--linkage", "single", "--scale", "none",
      "--segments", "3", "--dendrogram", workspace.path("tree.NWK"))
    #expect(run.status == 0)
    #expect(
      try workspace.contents("tree.NWK") == "(4:88.0,((0:1.0,1:1.0):8.0,(2:2.0,3:2.0):7.0):79.0);\n"
    )
  }

  @Test("mixed rows are condensed by a budget, and each row's leaf is told")
  func mixedRowsWithinABudget() throws {
    let workspace = try Workspace()
    // Three plans that go with three amounts.
    let lines = (0..<1500).map { row in
      let noise = Double(row * 7919 % 1000) / 1000
      return "c\(row),\(100 * (row % 3) + Int(20 * noise)),\(noise),plan \(row % 3)"
    }
    let file = try workspace.file(
      "contacts.csv", "id,spend,rate,plan\n" + lines.joined(separator: "\n") + "\n")
    let arguments = [
      "cluster", file, "--method", "hierarchical", "--distance", "gower", "--segments", "3", "--id",
      "id", "--json",
    ]
    let run = try segment(
      arguments + [
        "--memory", "1MB", "--dendrogram", workspace.path("tree.csv"), "--assignments",
        workspace.path("segments.csv"),
      ])
    #expect(run.status == 0)
    let document = try run.json()
    let leafCount = try #require(document["microClusterCount"] as? Int)
    #expect(leafCount >= 100 && leafCount < 750)
    #expect(document["sizes"] as? [Int] == [500, 500, 500])
    let tree = try workspace.contents("tree.csv").split(separator: "\n")
    #expect(tree.count == leafCount)
    let table = try workspace.contents("segments.csv").split(separator: "\n")
    #expect(table[0] == "id,segment,leaf")
    let fields = table.dropFirst().map { $0.split(separator: ",") }
    #expect(fields[17][0] == "c17")
    #expect(Set(fields.map { $0[2] }).count == leafCount)
    // All rows of a leaf are in one segment.
    #expect(Set(fields.map { "\($0[1]) \($0[2])" }).count == leafCount)
    let tiny = try segment(arguments + ["--memory", "10KB"])
    #expect(tiny.status == 1 && tiny.errors.contains("100 micro-clusters takes"))
  }

  @Test("weights count as equal rows in the means, and an existing tree is kept")
  func weightsAndForce() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", "spend,w\n0,1\n1,3\n10,1\n12,1\n100,1\n")
    let tree = try workspace.file("tree.csv", "mine")
    let arguments = [
      "cluster", file, "--method", "hierarchical", "--scale", "none", "--segments", "3",
      "--weights", "w", "--json",
    ]
    let centers = try segment(arguments).json()["centersOriginal"] as? [[Double]]
    #expect(centers == [[0.75], [11], [100]])
    let refused = try segment(
      arguments + ["--dendrogram", tree, "--assignments", workspace.path("segments.csv")])
    #expect(refused.status == 1 && refused.errors.contains("--force"))
    #expect(try workspace.contents("tree.csv") == "mine")
    // Nothing is written where not everything can be.
    #expect(!FileManager.default.fileExists(atPath: workspace.path("segments.csv")))
    let twice = try segment(arguments + ["--dendrogram", tree, "--assignments", tree, "--force"])
    #expect(twice.status == 64)
    let nowhere = try segment(
      arguments + ["--dendrogram", tree, "--force", "--assignments", "no/such/folder.csv"])
    #expect(nowhere.status == 1 && nowhere.errors.contains("its folder does not exist"))
    #expect(try workspace.contents("tree.csv") == "mine")
    #expect(try segment(arguments + ["--dendrogram", tree, "--force"]).status == 0)
    #expect(try workspace.contents("tree.csv").hasPrefix("left,right,"))
  }

  @Test("a distance that the linkage cannot use is refused with the alternatives")
  func impossibleDistance() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let run = try segment(
      "cluster", file, "--method", "hierarchical", "--segments", "2", "--distance", "manhattan")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("average, complete, weighted or single"))
  }

  @Test("more segments than rows, and options of another method, are refused")
  func wrongUse() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let many = try segment("cluster", file, "--method", "hierarchical", "--segments", "6")
    #expect(many.status == 1)
    #expect(many.errors.contains("at most 5"))
    let other = try segment("cluster", file, "--segments", "2", "--linkage", "ward")
    #expect(other.status == 64)
  }

  @Test("a budget condenses rows, and consolidation says how many it moved")
  func budgetAndConsolidation() throws {
    let workspace = try Workspace()
    let lines = (0..<12_000).map { "\($0 * 7919 % 12_007),\($0 * 104_729 % 11_999)" }
    let file = try workspace.file("rows.csv", "a,b\n" + lines.joined(separator: "\n") + "\n")
    let arguments = ["cluster", file, "--method", "hierarchical", "--segments", "3", "--json"]
    let exact = try segment(arguments + ["--memory", "1GB", "--time", "60s"]).json()
    #expect(exact["microClusterCount"] is NSNull && exact["consolidation"] is NSNull)
    let run = try segment(
      arguments + ["--time", "0.01", "--consolidate", "--dendrogram", workspace.path("tree.csv")])
    #expect(run.status == 0)
    let document = try run.json()
    let count = try #require(document["microClusterCount"] as? Int)
    #expect(count >= 100 && count < 3000)
    #expect(try workspace.contents("tree.csv").split(separator: "\n").count == count)
    #expect((document["sizes"] as? [Int])?.reduce(0, +) == 12_000)
    let consolidation = try #require(document["consolidation"] as? [String: Any])
    #expect((consolidation["movedContacts"] as? Int ?? 0) > 0)
    let refused = try segment(arguments + ["--memory", "1KB"])
    #expect(refused.status == 1 && refused.errors.contains("MB of memory"))
    for wrong in [["--memory", "much"], ["--memory", "-1GB"], ["--time", "0"]] {
      #expect(try segment(arguments + wrong).status == 64)
    }
    let other = try segment("cluster", file, "--segments", "2", "--consolidate")
    #expect(other.status == 64)
    let angles = try segment(
      arguments + ["--linkage", "average", "--distance", "cosine", "--consolidate"])
    #expect(angles.status == 64)
  }
}
