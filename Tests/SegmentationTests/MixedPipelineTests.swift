import Foundation
import Segmentation
import Testing

/// Segments around prototypes, found, kept and applied.
@Suite struct MixedPipelineTests {
  private var pipeline: SegmentationPipeline {
    var pipeline = SampleContacts.pipeline
    pipeline.method = .kPrototypes
    return pipeline
  }

  @Test("the planted groups are found, and their number too, with the method told")
  func plantedGroups() throws {
    let contacts = try SampleContacts.contacts()
    let result = try pipeline.segments(in: contacts)
    #expect(result.model.method == .kPrototypes && result.model.segments.count == 3)
    let planted = Assignments(
      labels: (0..<contacts.table.rowCount).map { Int32(SampleContacts.group(of: $0)) },
      clusterCount: 3)
    #expect(try result.assignments.adjustedRandIndex(with: planted) > 0.95)
    #expect(result.assignments.sizes == result.assignments.sizes.sorted(by: >))
    #expect(result.candidates.map(\.segmentCount) == Array(2...8))
    let report = MarkdownReport(ReportContents(result, contacts: contacts)).text
    #expect(report.contains("found by k-prototypes") && !report.contains("k-means"))
  }

  @Test("a prototype has one level in each category, and is a place among the features")
  func prototypes() throws {
    let contacts = try SampleContacts.contacts()
    let result = try pipeline.segments(in: contacts)
    let blocks = result.model.vectorizer.levelBlocks
    #expect(blocks.map(\.column) == ["channel"])
    for segment in 0..<result.model.segments.count {
      for block in blocks {
        let values = block.features.map { result.model.centers[segment, $0] }
        #expect(values.filter { $0 != 0 } == [block.value])
      }
    }
    // Each contact is in the segment of the nearest prototype by the mixed dissimilarity, written out.
    let features = try result.model.vectorizer.applied(to: contacts.table).matrix
    let inBlocks = Set(blocks.flatMap(\.features))
    for row in 0..<features.rowCount {
      let dissimilarities = (0..<3).map { segment in
        let center = result.model.centers.row(segment)
        let numbers = (0..<features.columnCount).filter { !inBlocks.contains($0) }
          .reduce(0.0) { sum, feature in
            let difference = features[row, feature] - result.model.centers[segment, feature]
            return sum + difference * difference
          }
        return blocks.reduce(numbers) { sum, block in
          let isEqual = block.features.allSatisfy {
            features[row, $0] == center[center.startIndex + $0]
          }
          return sum + (isEqual ? 0 : 2 * block.value * block.value)
        }
      }
      let label = Int(result.assignments.labels[row])
      #expect(dissimilarities[label] <= (dissimilarities.min() ?? 0) + 1e-9)
    }
  }

  @Test("saved, loaded and applied to the same contacts it gives the same segments")
  func roundTrip() throws {
    let contacts = try SampleContacts.contacts()
    let result = try pipeline.segments(in: contacts)
    let model = try SegmentationModel(decoding: result.model.encoded())
    #expect(model == result.model)
    let scores = try model.scores(of: contacts.table)
    #expect(scores.assignments == result.assignments)
    #expect(scores.confidences == result.scores.confidences)
  }

  @Test("levels alone, with all their ties, are placed again where they were found")
  func levelsAlone() throws {
    let rows = (0..<240).map {
      "\("abc".dropFirst($0 % 3).first ?? "a"),\("xyz".dropFirst($0 * $0 % 7 % 3).first ?? "x"),"
        + "\("uvw".dropFirst($0 / 5 % 3).first ?? "u")"
    }
    let csv = "plan,sector,channel\n" + rows.joined(separator: "\n")
    let contacts = try Contacts(reading: TableSource(bytes: Array(csv.utf8)))
    for count in 2...8 {
      var pipeline = pipeline
      pipeline.segmentCount = .exactly(count)
      let result = try pipeline.segments(in: contacts)
      #expect(result.assignments.sizes == result.assignments.sizes.sorted(by: >))
      #expect(result.assignments.sizes.allSatisfy { $0 > 0 })
      #expect(try result.model.scores(of: contacts.table).assignments == result.assignments)
    }
  }

  @Test("the result is the same for any number of threads")
  func threads() throws {
    let contacts = try SampleContacts.contacts()
    var pipeline = pipeline
    let one = try pipeline.segments(in: contacts)
    for threadCount in [2, 5] {
      pipeline.parallelism = Parallelism(threadCount: threadCount)
      let other = try pipeline.segments(in: contacts)
      #expect(other.model == one.model)
      #expect(other.assignments == one.assignments)
    }
  }

  @Test("weights count as repeated contacts")
  func weights() throws {
    let csv = "amount,plan,times\n1,a,3\n2,a,1\n50,b,2\n52,b,4\n51,c,1\n"
    let rows = ["1,a", "1,a", "1,a", "2,a", "50,b", "50,b", "52,b", "52,b", "52,b", "52,b", "51,c"]
    let repeated = "amount,plan\n" + rows.joined(separator: "\n")
    var pipeline = pipeline
    pipeline.segmentCount = .exactly(2)
    func result(_ csv: String) throws -> DiscoveredSegments {
      try pipeline.segments(
        in: ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table)
    }
    let plain = try result(repeated)
    pipeline.weightColumn = "times"
    let weighted = try result(csv)
    #expect(weighted.profiles.segments.map(\.share) == plain.profiles.segments.map(\.share))
    for (one, other) in zip(weighted.model.centers.elements, plain.model.centers.elements) {
      #expect(abs(one - other) < 1e-9)
    }
  }

  @Test("unseen levels count as pooled, as missing, or are an error")
  func unseenLevels() throws {
    let contacts = try SampleContacts.contacts()
    let model = try pipeline.segments(in: contacts).model
    let table = ContactTable(
      columns: contacts.table.columns.map { column in
        guard column.name == "channel" else { return column }
        let levels = (0..<column.count).map { $0 < 7 ? "carrier pigeon" : "web" }
        return Column(name: "channel", values: .categories(CategoryValues(levels)))
      })
    // Nothing was pooled, so the column says nothing, and the other columns decide.
    let without = try model.scores(of: table)
    let original = try model.scores(of: contacts.table).assignments.labels
    #expect(without.assignments.labels[..<7] == original[..<7])
    for policy in [UnseenLevels.pooled, .missing] {
      let scores = try model.scores(of: table, unseenLevels: policy)
      #expect(scores.warnings.contains { $0.hasPrefix("channel: 7 contacts") })
    }
    let error = #expect(throws: FeatureError.self) {
      try model.scores(of: table, unseenLevels: .error)
    }
    #expect(error?.code == .unseenLevel)
    #expect(error?.message.contains("\"channel\" (7 of 210)") == true)
    #expect(error?.message.contains("pigeon") == false)
  }

  @Test("forged prototypes are refused with what is wrong with them")
  func forgedModels() throws {
    let model = try pipeline.segments(in: try SampleContacts.contacts()).model
    let text = String(decoding: try model.encoded(), as: UTF8.self)
    let block = try #require(model.vectorizer.levelBlocks.first)
    let cases = [
      // Half a level, two levels' worth, none.
      ("\(block.value)", "\(block.value / 2)"), ("\(block.value)", "0"),
      ("\"columnCount\": ", "\"columnCount\": 1"), ("\"rowCount\": ", "\"rowCount\": 2"),
      ("\"kprototypes\"", "\"kmeens\""), ("\"elements\": [", "\"elements\": [0, "),
      ("\"elements\": [", "\"elements\": [1e999, "), ("\"elements\": [", "\"elements\": [NaN, "),
      ("\"elements\"", "\"element\""), ("\"centers\"", "\"center\""),
      ("\"method\"", "\"methods\""),
    ]
    for (old, new) in cases {
      let range = try #require(text.range(of: old, range: centersRange(of: text)))
      let forged = text.replacingCharacters(in: range, with: new)
      let error = #expect(throws: SegmentationError.self, "\(new)") {
        try SegmentationModel(decoding: Data(forged.utf8), name: "m.json")
      }
      #expect(error?.code == .invalidModel)
    }
  }

  /// The part of a model's document that holds the centers, and what comes after.
  private func centersRange(of text: String) -> Range<String.Index> {
    (text.range(of: "\"centers\"")?.lowerBound ?? text.startIndex)..<text.endIndex
  }
}
