import Foundation
import Testing

@Suite struct VariantCommandTests {
  private let rows =
    "spend,visits\n" + (0..<12).map { "\($0 * $0),\(3 + $0 % 2)" }.joined(separator: "\n") + "\n"

  private func run(_ arguments: String...) throws -> [String: Any] {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let run = try segment(["cluster", file, "--scale", "none", "--json"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try run.json()
  }

  @Test("sizes stay within limits, and limits that cannot be kept are an error with advice")
  func sizes() throws {
    let free = try run("--segments", "3")
    #expect(free["sizes"] as? [Int] == [6, 3, 3])
    let equal = try run(
      "--segments", "3", "--minimum-size", "4", "--maximum-size", "4")
    #expect(equal["sizes"] as? [Int] == [4, 4, 4])
    #expect(equal["method"] as? String == "kmeans")
    let cost = try #require(equal["objective"] as? Double)
    #expect(cost > (free["objective"] as? Double ?? .infinity))
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", rows)
    let refused = try segment("cluster", file, "--segments", "3", "--minimum-size", "5")
    #expect(refused.status == 1 && refused.errors.contains("at most 4 rows"))
  }

  @Test("bisecting tells how its segments came about")
  func bisecting() throws {
    let document = try run("--method", "bisecting", "--segments", "4", "--split", "size")
    #expect((document["splits"] as? [Int])?.first == 0)
    #expect((document["splits"] as? [Int])?.count == 3)
    #expect((document["nodes"] as? [Int])?.count == 4)
    #expect((document["sizes"] as? [Int])?.reduce(0, +) == 12)
  }

  @Test("spherical centers have length one")
  func spherical() throws {
    let workspace = try Workspace()
    let file = try workspace.file("rows.csv", "a,b\n1,0\n5,0.1\n0,3\n0.2,9\n7,0\n")
    let run = try segment(
      "cluster", file, "--method", "spherical", "--segments", "2", "--json")
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["sizes"] as? [Int] == [3, 2])
    #expect(document["objectiveName"] as? String == "totalDissimilarity")
    for center in document["centers"] as? [[Double]] ?? [] {
      #expect(abs(center.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
    }
    let zero = try workspace.file("zero.csv", "a,b\n1,0\n0,0\n0,3\n")
    let refused = try segment(
      "cluster", zero, "--method", "spherical", "--segments", "2")
    #expect(refused.status == 1 && refused.errors.contains("row 1"))
  }

  @Test("minibatch draws from more rows than it starts with")
  func miniBatch() throws {
    let workspace = try Workspace()
    let lines = (0..<900).map { "\(($0 * 7 % 3) * 100 + $0 % 10),\($0 % 4)" }
    let file = try workspace.file("rows.csv", "a,b\n" + lines.joined(separator: "\n") + "\n")
    let run = try segment(
      "cluster", file, "--method", "minibatch", "--batch-size", "50", "--segments", "3", "--scale",
      "none",
      "--json")
    #expect(run.status == 0)
    let document = try run.json()
    #expect(document["sizes"] as? [Int] == [300, 300, 300])
    #expect(document["isConverged"] as? Bool == true)
    #expect(document["method"] as? String == "minibatch")
  }

  @Test(
    "options of another variant are wrong usage",
    arguments: [
      ["--batch-size", "5"], ["--split", "cost"], ["--method", "spherical", "--minimum-size", "2"],
      ["--minimum-size", "0"], ["--minimum-size", "3", "--maximum-size", "2"],
      ["--exchange", "--minimum-size", "2"], ["--method", "bisecting", "--exchange"],
      ["--method", "bisecting", "--initialization", "rows:start.csv"],
    ])
  func wrongUsage(arguments: [String]) throws {
    #expect(try segment(["cluster", "rows.csv", "--segments", "2"] + arguments).status == 64)
  }
}
