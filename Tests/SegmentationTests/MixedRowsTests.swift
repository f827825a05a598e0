import Foundation
import Segmentation
import Testing

@Suite struct MixedRowsTests {
  private func table(_ text: String, ordering: [String: [String]] = [:]) throws -> ContactTable {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var options = ReadingOptions()
    options.levelOrders = ordering
    for name in ordering.keys { options.columnTypes[name] = .orderedCategory }
    return try ContactTableReader(options: options)
      .read(TableSource(path: url.path(percentEncoded: false))).table
  }

  private static let contacts = """
    plan,spend,visited,size,joined
    free,1.5,yes,small,2024-01-01
    pro,,no,large,2024-01-02
    free,3,,medium,2024-01-03
    pro,4,yes,,2024-01-04
    """

  @Test func keepsEachColumnAsItIs() throws {
    let table = try table(Self.contacts, ordering: ["size": ["small", "medium", "large"]])
    let rows = try MixedRows(table, schema: Schema(columns: []))
    #expect(rows.columnNames == ["spend", "plan", "visited", "size"])
    #expect(
      rows.levels[2] == ["small", "medium", "large"] && rows.isOrdered == [false, false, true])
    #expect((0..<4).map { rows.matrix.number($0, 0) } == [1.5, nil, 3, 4])
    #expect((0..<4).map { rows.matrix.code($0, 1) } == [1, 0, nil, 1])
    #expect((0..<4).map { rows.matrix.code($0, 2) } == [0, 2, 1, nil])
    #expect(rows.texts(ofRow: 1) == ["-", "pro", "no", "large"])
    #expect(rows.notes == ["not clustered: joined (date)"])
    let gower = try rows.gowerDissimilarity(asymmetric: ["visited"])
    #expect(gower.kinds == [.nominal, .asymmetricBinary, .ordered])
    // 1.5 / 2.5, equal plans, a gap, and one of two steps.
    #expect(gower.between(0, 2, of: rows.matrix) == (1.5 / 2.5 + 0 + 0.5) / 3)
  }

  @Test func takesWeightsAndChosenColumns() throws {
    let rows = try MixedRows(
      table("a,b,w\n1,x,2\n2,y,0\n3,x,1\n4,y,1\n"), schema: Schema(columns: []),
      columns: ["b", "w"], weightColumn: "w")
    #expect(rows.columnNames == ["b"] && rows.weights == [2, 0, 1, 1])
  }

  @Test func leavesOutWhatIsAboutAPerson() throws {
    let table = try table(Self.contacts)
    let schema = Schema(columns: [
      ColumnSchema(name: "plan", type: .category, role: .personal),
      ColumnSchema(name: "spend", type: .number, role: .identifier),
    ])
    let rows = try MixedRows(table, schema: schema)
    #expect(!rows.columnNames.contains("plan") && !rows.columnNames.contains("spend"))
    #expect(rows.notes.first?.contains("plan (personal)") == true)
    let error = #expect(throws: SegmentationError.self) {
      _ = try MixedRows(table, schema: schema, columns: ["plan", "visited"])
    }
    #expect(error?.code == .unusableColumn)
  }

  @Test func refusesColumnsThatAreOfNoUse() throws {
    let table = try table(Self.contacts)
    for body in [
      { _ = try MixedRows(table, schema: Schema(columns: []), columns: ["joined"]) },
      { _ = try MixedRows(table, schema: Schema(columns: []), columns: ["nowhere"]) },
      { _ = try MixedRows(table, schema: Schema(columns: []), columns: []) },
      {
        _ = try MixedRows(table, schema: Schema(columns: [])).gowerDissimilarity(asymmetric: [
          "plan"
        ])
      },
      {
        _ = try MixedRows(table, schema: Schema(columns: [])).gowerDissimilarity(asymmetric: [
          "nowhere"
        ])
      },
    ] {
      let error = #expect(throws: SegmentationError.self) { try body() }
      #expect(error?.code == .unusableColumn)
    }
  }
}
