import Foundation
import Segmentation
import Testing

/// The whole job by other methods than k-means.
@Suite struct MethodTests {
  private func pipeline(_ method: SegmentationMethod) -> SegmentationPipeline {
    var pipeline = SampleContacts.pipeline
    pipeline.method = method
    return pipeline
  }

  private func table(_ csv: String) throws -> ContactTable {
    try ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table
  }

  @Test(
    "the planted groups are found, and their number too", arguments: SegmentationMethod.allCases)
  func findsPlantedGroups(method: SegmentationMethod) throws {
    let contacts = try SampleContacts.contacts()
    let result = try pipeline(method).segments(in: contacts)
    #expect(result.model.method == (method == .automatic ? .kPrototypes : method))
    let planted = Assignments(
      labels: (0..<contacts.table.rowCount).map { Int32(SampleContacts.group(of: $0)) },
      clusterCount: 3)
    #expect(try result.assignments.adjustedRandIndex(with: planted) > 0.95)
    #expect(result.candidates.map(\.segmentCount) == Array(2...8))
    #expect(Set(result.names.map(\.text)).count == 3)
    #expect((result.dendrogram == nil) == (method != .hierarchical))
    #expect(result.scores.assignments == result.assignments)
    #expect(result.scores.confidences.allSatisfy { (0...1).contains($0) })
  }

  @Test("unasked, numbers and levels together are searched by k-prototypes")
  func automatic() throws {
    let mixed = try SampleContacts.contacts()
    let result = try SampleContacts.pipeline.segments(in: mixed)
    let asked = try pipeline(.kPrototypes).segments(in: mixed)
    #expect(result.model == asked.model && result.assignments == asked.assignments)
    #expect(result.names == asked.names && result.profiles == asked.profiles)
    let reason = try #require(result.methodReason)
    #expect(reason.contains("k-prototypes") && reason.contains("--method kmeans"))
    #expect(asked.methodReason == nil)
    #expect(MarkdownReport(ReportContents(result, contacts: mixed)).text.contains(reason))
    let shown = TextReport(ReportContents(result, contacts: mixed)).text
    #expect(shown.replacing("\n", with: " ").contains(reason))
  }

  @Test(
    "numbers alone and levels alone are searched by k-means, unasked",
    arguments: [
      (["plan", "tariff"], SegmentationMethod.kMeans), (["amount", "visits"], .kMeans),
      (["tariff"], .kPrototypes), (["amount"], .kPrototypes),
    ])
  func automatic(without ignored: [String], method: SegmentationMethod) throws {
    let rows = (0..<120).map { row in
      "\(row % 3 * 40 + row % 7),\(row % 3 * 5 + row % 4),\(["a", "b", "c"][row % 3]),"
        + "\(["x", "y", "z", "x"][row % 4])"
    }
    let csv = "amount,visits,plan,tariff\n" + rows.joined(separator: "\n")
    let entries = ignored.map { #"{"name": "\#($0)", "role": "ignored"}"# }
    let overrides = try SchemaOverrides.decoded(
      fromJSON: Array(#"{"columns": [\#(entries.joined(separator: ","))]}"#.utf8))
    let contacts = try Contacts(
      reading: TableSource(bytes: Array(csv.utf8)), overrides: overrides)
    let result = try SampleContacts.pipeline.segments(in: contacts)
    #expect(result.model.method == method)
    #expect((result.methodReason == nil) == (method == .kMeans))
  }

  @Test(
    "a given number of segments is kept; 1 is a number too",
    arguments: [SegmentationMethod.kMedoids, .hierarchical], [1, 2, 5])
  func exactCount(method: SegmentationMethod, count: Int) throws {
    let contacts = try SampleContacts.contacts()
    var pipeline = pipeline(method)
    pipeline.segmentCount = .exactly(count)
    let result = try pipeline.segments(in: contacts)
    #expect(result.model.segments.count == count)
    #expect(result.assignments.sizes == result.assignments.sizes.sorted(by: >))
    #expect((result.silhouette == nil) == (count == 1))
  }

  @Test("the result is the same for any number of threads")
  func threads() throws {
    let contacts = try SampleContacts.contacts()
    for method in [SegmentationMethod.kMedoids, .hierarchical] {
      var pipeline = pipeline(method)
      let one = try pipeline.segments(in: contacts)
      for threadCount in [2, 5] {
        pipeline.parallelism = Parallelism(threadCount: threadCount)
        let other = try pipeline.segments(in: contacts)
        #expect(other.model == one.model && other.dendrogram == one.dendrogram)
        #expect(other.scores == one.scores && other.profiles == one.profiles)
      }
    }
  }

  @Test("every linkage cuts the tree that the library builds", arguments: Linkage.allCases)
  func linkages(linkage: Linkage) throws {
    let contacts = try SampleContacts.contacts()
    var pipeline = pipeline(.hierarchical)
    pipeline.linkage = linkage
    pipeline.segmentCount = .exactly(3)
    let result = try pipeline.segments(in: contacts)
    let features = try result.model.vectorizer.applied(
      to: contacts.table, allowingMissingColumns: false)
    let tree = try HierarchicalClustering(linkage: linkage).fitted(to: features.matrix)
    #expect(result.dendrogram == tree)
    #expect(try result.assignments == tree.cut(into: 3))
  }

  @Test("beyond a budget, the tree is one of micro-clusters, and segments are those of its cut")
  func budget() throws {
    let contacts = try SampleContacts.contacts(count: 2100)
    var pipeline = pipeline(.hierarchical)
    pipeline.segmentCount = .exactly(3)
    let whole = try pipeline.segments(in: contacts)
    pipeline.linkage = .average
    pipeline.treeBudget = TreeBudget(bytes: 1)
    #expect(throws: ClusteringError.self) { try pipeline.segments(in: contacts) }
    let count = contacts.table.rowCount
    pipeline.treeBudget = TreeBudget(bytes: count * (count * 8) / 2)
    let condensed = try pipeline.segments(in: contacts)
    let leafCount = try #require(condensed.dendrogram?.leafCount)
    #expect(leafCount < count)
    #expect(condensed.dendrogram?.leafWeights?.reduce(0, +) == Double(count))
    #expect(try condensed.assignments.adjustedRandIndex(with: whole.assignments) > 0.95)
  }

  @Test("new contacts go to the nearest mean, and it is said that they do")
  func newContacts() throws {
    let contacts = try SampleContacts.contacts()
    let result = try pipeline(.hierarchical).segments(in: contacts)
    let model = try SegmentationModel(decoding: result.model.encoded())
    #expect(model == result.model && model.method == .hierarchical)
    let scores = try model.scores(of: contacts.table)
    #expect(scores.warnings.contains { $0.contains("nearest mean") })
    let features = try model.vectorizer.applied(to: contacts.table, allowingMissingColumns: false)
      .matrix
    let nearest = try NearestTwo(of: features, among: model.centers)
    #expect(scores.assignments == nearest.assignments)
    let moved = zip(scores.assignments.labels, result.assignments.labels).count { $0 != $1 }
    #expect(moved == result.scores.nearerToOthersCount)
    let text = MarkdownReport(ReportContents(result, contacts: contacts)).text
    #expect(text.contains("found by hierarchical clustering"))
    #expect(result.nesting.count == 2)
    #expect(Set(result.nesting[1].left + result.nesting[1].right) == [0, 1, 2])
    #expect(text.contains("## How the segments nest\n\n- At height "))
    #expect(text.contains("New contacts: placed in the segment with the nearest mean"))
  }

  @Test("contacts that the tree leaves nearer to another mean are counted and not sure")
  func nearerToOthers() throws {
    // A chain of contacts, which single linkage keeps, ends beside the other group.
    let amounts = (0..<60).map { 1000 + Double($0) } + (0..<20).map { 1062 + Double($0) / 100 }
    let result = try {
      var pipeline = pipeline(.hierarchical)
      pipeline.linkage = .single
      pipeline.segmentCount = .exactly(2)
      let column = Column(name: "amount", values: .numbers(NumberValues(values: amounts)))
      return try pipeline.segments(in: ContactTable(columns: [column]))
    }()
    #expect(result.assignments.sizes == [60, 20])
    let count = result.scores.nearerToOthersCount
    #expect(count > 5)
    #expect(result.warnings.contains { $0.hasPrefix("\(count) of 80 contacts are nearer") })
    #expect(result.scores.confidences[59] == 0)
    #expect(result.scores.secondSegments?[59] == 1)
  }

  @Test("weights count as repeated contacts, and 0 as none")
  func weights() throws {
    let rows = ["1,2", "1,2", "1,2", "2,1", "50,60", "50,60", "52,61", "52,61", "52,61", "52,61"]
    let repeated = try table((["amount,visits"] + rows + ["51,66"]).joined(separator: "\n"))
    let weighted = try table(
      "amount,visits,times\n1,2,3\n2,1,1\n50,60,2\n52,61,4\n51,66,1\n49,58,0\n")
    for method in [SegmentationMethod.kMedoids, .hierarchical] {
      var pipeline = pipeline(method)
      pipeline.segmentCount = .exactly(2)
      let plain = try pipeline.segments(in: repeated)
      pipeline.weightColumn = "times"
      let result = try pipeline.segments(in: weighted)
      #expect(result.profiles.segments.map(\.share) == plain.profiles.segments.map(\.share))
      #expect(result.assignments.labels == [1, 1, 0, 0, 0, 0])
      for (one, other) in zip(result.model.centers.elements, plain.model.centers.elements) {
        #expect(abs(one - other) < 1e-9)
      }
    }
  }

  @Test("more segments than different contacts are refused; numbers to compare end there")
  func fewDifferentContacts() throws {
    let csv =
      "amount,visits\n" + (0..<60).map { "\($0 % 4 * 10),\($0 % 4)" }.joined(separator: "\n")
    let contacts = try table(csv)
    for method in [SegmentationMethod.kMedoids, .hierarchical] {
      var pipeline = pipeline(method)
      #expect(try pipeline.segments(in: contacts).candidates.map(\.segmentCount) == [2, 3, 4])
      pipeline.segmentCount = .exactly(5)
      let error = #expect(throws: ClusteringError.self) { try pipeline.segments(in: contacts) }
      #expect(error?.code == .tooManyClusters)
      #expect(error?.message.contains("at most 4") == true)
    }
  }
}
