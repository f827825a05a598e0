import Foundation
import Testing

/// `segment discover` and `segment assign` by other methods than k-means.
@Suite struct DiscoverMethodTests {
  @Test("the whole job by a tree, with new contacts placed by the nearest mean, said to be so")
  func hierarchical() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let run = try segment(
      "discover", file, "--method", "hierarchical", "--output", workspace.path("out"), "--json")
    #expect(run.status == 0, "\(run.errors)")
    let document = try run.json()
    #expect(document["method"] as? String == "hierarchical")
    let indices = try #require(document["indices"] as? [String: Any])
    #expect((indices["candidates"] as? [[String: Any]])?.count == 7)
    let hierarchy = try #require(document["hierarchy"] as? [String: Any])
    let merges = try #require(hierarchy["merges"] as? [[String: Any]])
    #expect(merges.count + 1 == document["segmentCount"] as? Int)
    #expect(merges.first?["height"] as? Double ?? 0 > 0)
    #expect(hierarchy["nearerToOthersCount"] is Int)
    #expect(try workspace.contents("out/tree.svg").contains("<svg"))
    #expect((document["files"] as? [String: String])?["tree"] == workspace.path("out/tree.svg"))
    let report = try workspace.contents("out/report.md")
    #expect(report.contains("found by hierarchical clustering"))
    #expect(report.contains("Linkage: ward"))
    #expect(report.contains("placed in the segment with the nearest mean"))
    #expect(try workspace.contents("out/model.json").contains("\"method\": \"hierarchical\""))
    let assigned = try segment("assign", workspace.path("out/model.json"), file)
    #expect(assigned.status == 0)
    #expect(assigned.errors.contains("nearest mean"))
    #expect(assigned.output.split(separator: "\n").count == 121)
  }

  @Test("the whole job around medoids")
  func medoids() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let run = try segment(
      "discover", file, "--method", "kmedoids", "--output", workspace.path("out"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("by k-medoids"))
    let assigned = try segment("assign", workspace.path("out/model.json"), file)
    let segments = try workspace.contents("out/segments.csv").split(separator: "\n")
    #expect(assigned.status == 0 && !assigned.errors.contains("nearest mean"))
    for (line, own) in zip(assigned.output.split(separator: "\n"), segments) {
      #expect(line.split(separator: ",")[..<3] == own.split(separator: ",")[..<3])
    }
  }

  @Test("a linkage is chosen for a tree, and refused for what has none")
  func linkage() throws {
    let workspace = try Workspace()
    let file = try workspace.file("contacts.csv", SampleExport.csv())
    let run = try segment(
      "discover", file, "--method", "hierarchical", "--linkage", "average", "--segments", "3",
      "--output", workspace.path("out"), "--json")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try run.json()["segmentCount"] as? Int == 3)
    #expect(try workspace.contents("out/report.md").contains("Linkage: average"))
    #expect(try segment("discover", file, "--linkage", "average").status == 64)
  }
}
