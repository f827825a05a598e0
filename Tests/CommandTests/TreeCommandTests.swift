import Foundation
import Testing

/// What `segment cluster --method hierarchical` measures, cuts and writes beside the merges.
@Suite struct TreeCommandTests {
  private let rows = "name,spend\nann,0\nbo,1\n\"c, d\",10\neve,12\nfay,100\n"
  private let tree = ["--method", "hierarchical", "--linkage", "single", "--scale", "none"]

  @Test("both coefficients are printed, with the leaves' names in Newick's format")
  func coefficientsAndNewick() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let run = try segment(
      ["cluster", file, "--segments", "3", "--id", "name", "--newick", workspace.path("t.nwk")]
        + tree)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("agglomerativeCoefficient 0.786"))
    #expect(run.output.contains("copheneticCorrelation 0.99"))
    #expect(
      try workspace.contents("t.nwk")
        == "(fay:88.0,((ann:1.0,bo:1.0):8.0,('c, d':2.0,eve:2.0):7.0):79.0);\n")
    let document = try segment(["cluster", file, "--segments", "3", "--json"] + tree).json()
    let coefficient = try #require(document["agglomerativeCoefficient"] as? Double)
    // One less 1/88, 1/88, 2/88, 2/88 and 88/88, on average; and what scipy's cophenet says.
    #expect(abs(coefficient - (4 - 6.0 / 88) / 5) < 1e-12)
    let correlation = try #require(document["copheneticCorrelation"] as? Double)
    #expect(abs(correlation - 0.9967377078158153) < 1e-12)
  }

  @Test("a height cuts where --segments would not")
  func height() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    for (height, sizes) in [
      ("0", [1, 1, 1, 1, 1]), ("1.5", [2, 1, 1, 1]), ("9", [4, 1]), ("88", [5]),
    ] {
      let run = try segment(["cluster", file, "--height", height, "--json"] + tree)
      #expect(try run.json()["sizes"] as? [Int] == sizes)
      #expect(try run.json()["segmentCount"] as? Int == sizes.count)
    }
    let commands: [[String]] = [
      ["cluster", file] + tree, ["cluster", file, "--height", "1", "--segments", "2"] + tree,
      ["cluster", file, "--height", "1"], ["cluster", file, "--height", "nan"] + tree,
      ["cluster", file, "--segments", "2", "--newick", workspace.path("t.nwk")],
    ]
    for command in commands { #expect(try segment(command).status == 64, "\(command)") }
  }

  @Test("given distances make the tree of the rows they were measured between")
  func precomputed() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let expected = try segment(["cluster", file, "--segments", "3", "--json"] + tree).json()
    let values = [0.0, 1, 10, 12, 100]
    let square = values.map { row in values.map { abs(row - $0) } }
    let condensed = values.indices.flatMap { row in square[row][(row + 1)...] }
    let table = square.map { $0.map { "\($0)" }.joined(separator: ",") }
    let files = [
      try workspace.array("square.npy", [5, 5], square.flatMap { $0 }),
      try workspace.array("condensed.npy", [10], condensed),
      try workspace.file("square.csv", "a,b,c,d,e\n" + table.joined(separator: "\n")),
    ]
    for file in files {
      let run = try segment(
        "cluster", file, "--method", "hierarchical", "--linkage", "single", "--distance",
        "precomputed", "--segments", "3", "--json")
      #expect(run.status == 0, "\(run.errors)")
      let document = try run.json()
      for key in ["heights", "sizes"] {
        #expect(document[key] as? [Double] == expected[key] as? [Double], "\(key)")
      }
      #expect(document["distance"] as? String == "precomputed")
      #expect(document["centers"] == nil)
      let found = document["copheneticCorrelation"] as? Double ?? 0
      #expect(abs(found - (expected["copheneticCorrelation"] as? Double ?? 9)) < 1e-12)
    }
  }

  /// R 4.2: `hclust(daisy(rows, metric = "gower"), "average")`.
  @Test("numbers, levels and gaps make the tree that R makes of them by Gower's dissimilarity")
  func gower() throws {
    let workspace = try Workspace()
    let file = try workspace.file(
      "rows.csv",
      """
      total_spent,visits,plan,region
      120,3,basic,north
      80,1,plus,south
      ,4,plus,north
      300,9,pro,north
      45,1,basic,south
      210,6,pro,west
      90,2,,west
      150,,basic,south
      ,5,plus,
      500,12,pro,north
      33,1,basic,south
      260,7,plus,west

      """)
    let arguments = [
      "cluster", file, "--method", "hierarchical", "--distance", "gower", "--segments", "3",
      "--columns", "total_spent,visits,plan,region",
    ]
    let run = try segment(arguments + ["--json"])
    #expect(run.status == 0, "\(run.errors)")
    let heights = try #require(try run.json()["heights"] as? [Double])
    let expected = [
      0.0064239829, 0.0454545455, 0.0792291221, 0.1752481993, 0.2068652261, 0.2575757576,
      0.3090649536, 0.3998118227, 0.4514524258, 0.6152832392, 0.7321961586,
    ]
    #expect(zip(heights, expected).allSatisfy { abs($0 - $1) < 6e-11 } && heights.count == 11)
    #expect(try run.json()["linkage"] as? String == "average")
    #expect(try run.json()["distance"] as? String == "gower")
    #expect(try run.json()["sizes"] as? [Int] == [5, 5, 2])
    let ward = try segment(arguments + ["--linkage", "ward"])
    #expect(ward.status == 1)
    #expect(ward.errors.contains("average, complete, weighted or single"))
    #expect(try segment(arguments + ["--missing-policy", "drop"]).status == 64)
    // Within the budget it is the same tree.
    let roomy = try segment(arguments + ["--memory", "1GB", "--json"])
    #expect(try roomy.json()["heights"] as? [Double] == heights)
  }

  @Test("distances of the wrong shape, and what goes not with them, are refused")
  func wrongDistances() throws {
    let workspace = try Workspace()
    let given = [
      "--method", "hierarchical", "--distance", "precomputed", "--linkage", "average", "--segments",
      "2",
    ]
    let cases: [(String, String)] = [
      (try workspace.array("wide.npy", [2, 3], [0, 1, 2, 1, 0, 3]), "must be square"),
      (try workspace.array("odd.npy", [4], [1, 2, 3, 4]), "n have n(n−1)/2"),
      (try workspace.array("one-sided.npy", [2, 2], [0, 1, 2, 0]), "not symmetric"),
      (try workspace.array("gap.npy", [2, 2], [0, .nan, .nan, 0]), "NaN or infinite"),
      (try workspace.array("alike.npy", [2, 2], [1, 0, 0, 1]), "similarities"),
      (try workspace.file("wide.csv", "a,b\n0,1\n1,0\n2,2\n"), "must be square"),
    ]
    for (file, words) in cases {
      let run = try segment(["cluster", file] + given)
      #expect(run.status == 1)
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    let file = try workspace.array("two.npy", [2, 2], [0, 1, 1, 0])
    #expect(try segment(["cluster", file] + given).status == 0)
    #expect(try segment(["cluster", file, "--scale", "none"] + given).status == 64)
    #expect(try segment(["cluster", file, "--memory", "1GB"] + given).status == 64)
    #expect(
      try segment("cluster", file, "--distance", "precomputed", "--segments", "2").status == 64)
  }

  @Test("no, one, two and equal rows, gaps, and linkages without a metric")
  func badInput() throws {
    let workspace = try Workspace()
    func run(_ text: String, _ more: String...) throws -> CommandRun {
      let file = try workspace.file("rows.csv", text)
      return try segment(["cluster", file, "--method", "hierarchical"] + more)
    }
    let none = try run("spend\n", "--segments", "1")
    #expect(none.status == 1 && !none.errors.isEmpty)
    #expect(try run("spend\n3\n", "--segments", "1", "--scale", "none").status == 0)
    let one = try run("spend\n3\n", "--segments", "2", "--scale", "none")
    #expect(one.status == 1 && one.errors.contains("at most 1"))
    #expect(try run("spend\n3\n4\n", "--segments", "2").status == 0)
    let equal = try run(
      "spend,visits\n3,1\n3,1\n3,1\n", "--segments", "2", "--scale", "none", "--json")
    #expect(try equal.json()["heights"] as? [Double] == [0, 0])
    #expect(try equal.json()["agglomerativeCoefficient"] is NSNull)
    #expect(try equal.json()["copheneticCorrelation"] is NSNull)
    let gap = try run("spend,visits\n3,1\n,2\n4,1\n", "--segments", "2")
    #expect(gap.status == 1 && gap.errors.contains("spend"))
    for linkage in ["ward", "centroid", "median"] {
      for distance in ["manhattan", "cosine"] {
        let refused = try run(
          "spend\n1\n2\n4\n", "--segments", "2", "--linkage", linkage, "--distance", distance)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("centroids"))
        #expect(refused.errors.contains("average, complete, weighted or single"))
      }
    }
    #expect(try run("spend\n1\n2\n", "--segments", "2", "--linkage", "upgma").status == 64)
  }
}

extension Workspace {
  /// Writes an array of doubles as `numpy.save` does.
  func array(_ name: String, _ shape: [Int], _ elements: [Double]) throws -> String {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(lengths)), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    elements.withUnsafeBytes { data.append(contentsOf: $0) }
    let path = path(name)
    try data.write(to: URL(filePath: path))
    return path
  }
}
