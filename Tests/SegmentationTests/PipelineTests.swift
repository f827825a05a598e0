import Foundation
import Segmentation
import Testing

@Suite struct PipelineTests {
  @Test("the planted groups are found, and their number too")
  func findsPlantedGroups() throws {
    let contacts = try SampleContacts.contacts()
    let result = try SampleContacts.pipeline.segments(in: contacts)
    #expect(result.model.segments.count == 3)
    let planted = Assignments(
      labels: (0..<contacts.table.rowCount).map { Int32(SampleContacts.group(of: $0)) },
      clusterCount: 3)
    #expect(try result.assignments.adjustedRandIndex(with: planted) > 0.95)
    #expect(result.candidates.map(\.segmentCount) == Array(2...8))
    #expect(Set(result.names.map(\.text)).count == 3)
    #expect(result.names.allSatisfy { !$0.evidence.isEmpty })
  }

  @Test("the result is the same for any number of threads")
  func threads() throws {
    let contacts = try SampleContacts.contacts()
    var pipeline = SampleContacts.pipeline
    let one = try pipeline.segments(in: contacts)
    for threadCount in [2, 3, 7] {
      pipeline.parallelism = Parallelism(threadCount: threadCount)
      let other = try pipeline.segments(in: contacts)
      #expect(other.model == one.model)
      #expect(other.assignments == one.assignments)
      #expect(other.profiles == one.profiles)
    }
  }

  @Test("personal columns and identifiers reach neither the features nor the results")
  func privacy() throws {
    let contacts = try SampleContacts.contacts()
    let result = try SampleContacts.pipeline.segments(in: contacts)
    #expect(contacts.schema["email"]?.role == .personal)
    #expect(contacts.schema["customer_id"]?.role == .identifier)
    let used = Set(result.model.vectorizer.columnNames)
    #expect(used.isDisjoint(with: ["email", "customer_id"]))
    let report = MarkdownReport(ReportContents(result, contacts: contacts)).text
    #expect(!report.contains("@example.org"))
    #expect(!report.contains("C001"))
    #expect(!String(decoding: try result.model.encoded(), as: UTF8.self).contains("@example.org"))
  }

  @Test("a given number of segments is kept; 1 is a number too", arguments: [1, 2, 5])
  func exactCount(count: Int) throws {
    let contacts = try SampleContacts.contacts()
    var pipeline = SampleContacts.pipeline
    pipeline.segmentCount = .exactly(count)
    let result = try pipeline.segments(in: contacts)
    #expect(result.model.segments.count == count)
    #expect(result.assignments.sizes.reduce(0, +) == contacts.table.rowCount)
    #expect(result.assignments.sizes == result.assignments.sizes.sorted(by: >))
    #expect((result.silhouette == nil) == (count == 1))
  }

  @Test("weights count as repeated contacts")
  func weights() throws {
    let csv = "amount,visits,times\n1,2,3\n2,1,1\n50,60,2\n52,61,4\n51,66,1\n"
    let rows = ["1,2", "1,2", "1,2", "2,1", "50,60", "50,60", "52,61", "52,61", "52,61", "52,61"]
    let repeated = (["amount,visits"] + rows + ["51,66"]).joined(separator: "\n")
    var pipeline = SampleContacts.pipeline
    pipeline.segmentCount = .exactly(2)
    let plain = try pipeline.segments(
      in: ContactTableReader().read(TableSource(bytes: Array(repeated.utf8))).table)
    pipeline.weightColumn = "times"
    let weighted = try pipeline.segments(
      in: ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table)
    #expect(weighted.profiles.segments.map(\.share) == plain.profiles.segments.map(\.share))
    let separation = try #require(plain.silhouette?.mean)
    #expect(abs(try #require(weighted.silhouette?.mean) - separation) < 1e-12)
    for (one, other) in zip(weighted.model.centers.elements, plain.model.centers.elements) {
      #expect(abs(one - other) < 1e-9)
    }
  }

  @Test(
    "weights that are few or tiny are no obstacle",
    arguments: [["0.5", "60.5"], ["0.001", "0.002"]])
  func unevenWeights(weights: [String]) throws {
    let rows = (0..<40).map { "\($0 % 2 * 50 + $0),\($0 * $0 % 17),\(weights[$0 == 7 ? 1 : 0])" }
    let csv = "amount,visits,w\n" + rows.joined(separator: "\n")
    var pipeline = SampleContacts.pipeline
    pipeline.weightColumn = "w"
    pipeline.segmentCount = .exactly(3)
    let table = try ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table
    let result = try pipeline.segments(in: table)
    #expect(result.silhouette.map { (-1...1).contains($0.mean) } ?? true)
  }

  @Test("more contacts than the sample are compared on the sample and all are placed")
  func largeFile() throws {
    let count = 603
    let values = (0..<count).map { row -> Double in
      let group = Double(row % 4)
      let spread = Double(row % 7)
      return group * 10 + spread * 0.01
    }
    let table = ContactTable(columns: [
      Column(name: "orders", values: .numbers(NumberValues(values: values))),
      Column(name: "amount", values: .numbers(NumberValues(values: values.map { $0 * $0 }))),
    ])
    var pipeline = SampleContacts.pipeline
    pipeline.comparisonSampleSize = 300
    let result = try pipeline.segments(in: table)
    #expect(result.comparedContactCount == 300)
    #expect(result.model.segments.count == 4)
    #expect(result.assignments.labels.count == count)
  }

  @Test("numbers whose meanings a code book knows are told as levels")
  func codedOutcome() throws {
    let rows = (0..<200).map { "\($0 % 2 * 90 + $0 % 7),\($0 % 5),\($0 % 2 * ($0 % 3) + 1)" }
    let csv = "amount,visits,risk\n" + rows.joined(separator: "\n")
    let overrides = try SchemaOverrides.decoded(
      fromJSON: Array(#"{"columns": [{"name": "risk", "role": "outcome"}]}"#.utf8))
    let contacts = try Contacts(
      reading: TableSource(bytes: Array(csv.utf8)), overrides: overrides)
    var pipeline = SampleContacts.pipeline
    pipeline.segmentCount = .exactly(2)
    let uncoded = try pipeline.segments(in: contacts)
    #expect(uncoded.profiles.segments[0].levels.isEmpty)
    for (code, meaning) in [("1", "low"), ("2", "middle"), ("3", "high")] {
      pipeline.levelNames.add(meaning, for: code, in: "risk")
    }
    let result = try pipeline.segments(in: contacts)
    #expect(Set(result.profiles.segments[0].levels.map(\.level)) == ["1", "2", "3"])
    #expect(!result.profiles.segments[0].numbers.contains { $0.column == "risk" })
    let report = MarkdownReport(
      ReportContents(result, contacts: contacts), levelNames: pipeline.levelNames)
    #expect(report.text.contains("- risk: high \\[3\\] "))
  }

  @Test("dates after the as-of date are told, and make no error")
  func asOfBeforeAllDates() throws {
    let rows = (0..<90).map { "2024-0\($0 % 3 * 3 + 1)-1\($0 % 9),\($0 % 3)" }
    let csv = "last_order_date,visits\n" + rows.joined(separator: "\n")
    var pipeline = SampleContacts.pipeline
    pipeline.segmentCount = .exactly(3)
    let table = try ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table
    let usual = try pipeline.segments(in: table)
    #expect(usual.warnings.isEmpty)
    pipeline.asOf = AsOfDate("2001-01-01")
    let result = try pipeline.segments(in: table)
    #expect(result.warnings.contains { $0.hasPrefix("last_order_date: 90 contacts have a date") })
    #expect(result.model.centers.elements.allSatisfy { $0.isFinite })
  }
}
