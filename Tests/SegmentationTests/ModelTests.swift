import Foundation
import Segmentation
import Testing

@Suite struct ModelTests {
  private func fitted() throws -> (Contacts, DiscoveredSegments) {
    let contacts = try SampleContacts.contacts()
    return (
      contacts,
      try SampleContacts.pipeline.segments(in: contacts)
    )
  }

  @Test("saved, loaded and applied to the same contacts it gives the same segments")
  func roundTrip() throws {
    let (contacts, result) = try fitted()
    let model = try SegmentationModel(decoding: result.model.encoded())
    #expect(model == result.model)
    let scores = try model.scores(of: contacts.table)
    #expect(scores.assignments == result.assignments)
    #expect(scores.confidences == result.scores.confidences)
  }

  @Test("the document says what it is before anything else")
  func documentHead() throws {
    let text = String(decoding: try fitted().1.model.encoded(), as: UTF8.self)
    #expect(
      text.hasPrefix("{\n  \"schemaVersion\": 1,\n  \"format\": \"swift-segmentation model\""))
  }

  @Test("reordered and additional columns make no difference")
  func reorderedColumns() throws {
    let (contacts, result) = try fitted()
    let extra = Column(
      name: "extra",
      values: .texts(
        TextValues(
          [String?](repeating: "x", count: contacts.table.rowCount))))
    let table = ContactTable(columns: [extra] + contacts.table.columns.reversed())
    #expect(try result.model.scores(of: table).assignments == result.assignments)
  }

  @Test("a missing column is named")
  func missingColumn() throws {
    let (contacts, result) = try fitted()
    let table = ContactTable(columns: contacts.table.columns.filter { $0.name != "visits" })
    let error = #expect(throws: FeatureError.self) { try result.model.scores(of: table) }
    #expect(try #require(error?.message).contains("visits"))
  }

  @Test("levels that were never seen are counted in a warning")
  func unseenLevels() throws {
    let (contacts, result) = try fitted()
    let table = ContactTable(
      columns: contacts.table.columns.map { column in
        guard column.name == "channel" else { return column }
        let levels = [String?](repeating: "carrier pigeon", count: column.count)
        return Column(name: "channel", values: .categories(CategoryValues(levels)))
      })
    let scores = try result.model.scores(of: table)
    #expect(scores.assignments.labels.count == contacts.table.rowCount)
    #expect(scores.warnings.contains { $0.hasPrefix("channel") })
    #expect(!scores.warnings.joined().contains("pigeon"))
  }

  @Test("a contact far from everything is unusual; those it was made from are hardly ever")
  func unusualContacts() throws {
    let (contacts, result) = try fitted()
    #expect(result.scores.isUnusual.count { $0 } <= contacts.table.rowCount / 50)
    let csv =
      "customer_id,email,total_spent,visits,channel,newsletter,country\n"
      + "X1,a@example.org,99999999,5000,app,no,DE\n"
    let stranger = try Contacts(reading: TableSource(bytes: Array(csv.utf8)))
    #expect(try result.model.scores(of: stranger.table).isUnusual == [true])
  }

  @Test("what is no model, is damaged, or of another version is told apart")
  func unusableModels() throws {
    let data = try fitted().1.model.encoded()
    let text = String(decoding: data, as: UTF8.self)
    let cases: [(String, SegmentationError.Code)] = [
      ("", .invalidModel), ("[1, 2", .invalidModel), ("{}", .invalidModel),
      ("{\"format\": \"other\", \"modelVersion\": 1}", .invalidModel),
      (String(text.prefix(text.count / 2)), .invalidModel),
      (
        text.replacing("\"modelVersion\": 1", with: "\"modelVersion\": 99"),
        .unsupportedModelVersion
      ),
      (text.replacing("\"columnCount\": ", with: "\"columnCount\": 9"), .invalidModel),
      (text.replacing("\"usualDistance\": ", with: "\"usualDistance\": -"), .invalidModel),
      (text.replacing("\"size\": ", with: "\"size\": -"), .invalidModel),
      (text.replacing("\"upper\": ", with: "\"upper\": -1e9, \"was\": "), .invalidModel),
      (text.replacing("\"elements\": [", with: "\"elements\": [1e300, "), .invalidModel),
    ]
    for (document, code) in cases {
      let error = #expect(throws: SegmentationError.self) {
        try SegmentationModel(decoding: Data(document.utf8), name: "m.json")
      }
      #expect(error?.code == code)
      #expect(error?.message.hasPrefix("m.json") == true)
      #expect(error?.message.contains("Sequence") == false)
    }
  }
}

extension ModelTests {
  @Test("where a model is damaged is told by its keys")
  func placeOfDamage() throws {
    let text = String(decoding: try fitted().1.model.encoded(), as: UTF8.self)
    let document = text.replacing("\"usualDistance\": ", with: "\"usual\": ")
    let error = #expect(throws: SegmentationError.self) {
      try SegmentationModel(decoding: Data(document.utf8), name: "m.json")
    }
    #expect(
      error?.message == "m.json is damaged: 'model.segments[0]' lacks 'usualDistance'.")
  }

  @Test("centers that no contact can be near, and columns that are there twice, are damage")
  func impossibleModels() throws {
    let model = try fitted().1.model
    let text = String(decoding: try model.encoded(), as: UTF8.self)
    let coordinate = try #require(model.centers.elements.first)
    let documents = [
      text.replacing("\(coordinate)", with: "1e200"),
      text.replacing("\"name\": \"visits\"", with: "\"name\": \"total_spent\""),
    ]
    for document in documents {
      #expect(document != text)
      #expect(throws: SegmentationError.self) {
        try SegmentationModel(decoding: Data(document.utf8))
      }
    }
  }
}
