import Foundation
import Segmentation
import Testing

/// Models of the workbench that were kept, and such that somebody has changed.
@Suite struct PlacementModelTests {
  private static let csv: String = {
    let rows = (0..<30).map { row in
      "\(row % 2 * 20 + row % 5),\(row % 3),\(["a", "b"][row % 2]),\(["x; y", "z"][row % 2])"
    }
    return "amount,visits,plan,channels\n" + rows.joined(separator: "\n")
  }()

  private func table() throws -> ContactTable {
    var options = ReadingOptions()
    options.columnTypes["channels"] = .multiSelect
    return try ContactTableReader(options: options)
      .read(TableSource(bytes: Array(Self.csv.utf8))).table
  }

  private func model(_ kind: String) throws -> PlacementModel {
    let (table, schema) = (try table(), Schema(columns: []))
    switch kind {
    case "prototypes":
      let rows = try PrototypeRows(table, schema: schema, scaling: .standard, gaps: .refused)
      return PlacementModel(
        try KPrototypes(clusterCount: 2).fitted(to: rows.matrix), of: rows, from: table,
        method: "kprototypes")
    case "numbers":
      let rows = try NumericRows(table, scaling: .standard, missing: .error)
      return try #require(
        PlacementModel(
          try KMedoids(clusterCount: 2).fitted(to: rows.matrix), of: rows, from: table,
          method: "kmedoids"))
    default:
      let rows = try MixedRows(table, schema: schema)
      let gower = try rows.gowerDissimilarity()
      return PlacementModel(
        try KMedoids(clusterCount: 2).partition(of: rows.matrix, by: gower), of: rows, by: gower,
        from: table, method: "kmedoids")
    }
  }

  @Test("kept and read, a model is what it was, and places rows as it did", arguments: kinds)
  func roundTrip(kind: String) throws {
    let model = try model(kind)
    let read = try PlacementModel(decoding: Data(model.encoded()))
    #expect(read == model && read.segmentCount == 2)
    let placement = try read.placement(of: table())
    #expect(placement == (try model.placement(of: table())))
    #expect(placement.notes.isEmpty && placement.assignments.sizes.allSatisfy { $0 > 0 })
    #expect(
      Set(
        zip(placement.assignments.labels.indices, placement.assignments.labels).map {
          "\($0 % 2)\($1)"
        }
      ).count == 2)
    for threadCount in [1, 3] {
      let other = try read.placement(
        of: table(), parallelism: Parallelism(threadCount: threadCount))
      #expect(other == placement)
    }
  }

  private static let kinds = ["prototypes", "numbers", "mixed"]

  private static let flaws = [
    ("prototypes", #""name": "amount""#, #""name": "visits""#),
    ("prototypes", #""levels": ["#, #""levels": ["b", "b", "#),
    ("prototypes", #""levels": ["#, #""levels": ["c", "#),
    ("prototypes", #""optionCounts": ["#, #""optionCounts": [2, "#),
    ("prototypes", #""scale": "#, #""scale": -"#), ("prototypes", #""scales": ["#, #""scale": ["#),
    ("prototypes", #""numbers": ["#, #""numbers": [{"name": "z"}, "#),
    ("prototypes", #""prototypes": {"#, #""prototype": {"#),
    ("prototypes", #""modelVersion": 1"#, #""modelVersion": 2"#),
    ("numbers", #""distance": "euclidean""#, #""distance": "chebyshev""#),
    ("numbers", #""columnCount": 2"#, #""columnCount": 1"#),
    ("numbers", #""elements": ["#, #""elements": [1e300, 1, "#),
    ("numbers", #""name": "visits""#, #""name": "amounts""#),
    ("mixed", #""kinds": ["#, #""kinds": ["nominal", "#),
    ("mixed", #""setWeights": ["#, #""setWeights": [1, "#),
    ("mixed", #""numberRanges": ["#, #""numberRanges": [-1, "#),
    ("mixed", #""codes": ["#, #""codes": [7, "#), ("mixed", #""levels": ["#, #""levels": ["c", "#),
    ("mixed", #""method""#, #""methods""#),
  ]

  @Test("what does not fit together is refused with what is wrong", arguments: flaws)
  func forged(kind: String, part: String, replacement: String) throws {
    let text = String(decoding: try model(kind).encoded(), as: UTF8.self)
    let range = try #require(text.range(of: part), "\(part) is not in \(text)")
    let broken = text.replacingCharacters(in: range, with: replacement)
    let error = #expect(throws: SegmentationError.self) {
      try PlacementModel(decoding: Data(broken.utf8), name: "m.json")
    }
    #expect(error?.code == .invalidModel || error?.code == .unsupportedModelVersion)
    #expect(error?.message.hasPrefix("m.json is") == true)
  }

  @Test("columns that are not there, or have become something else, are refused")
  func otherColumns() throws {
    let model = try model("mixed")
    for csv in ["amount,visits,plan\n1,2,a\n", "amount,visits,plan,channels\n1,2,3,x\n"] {
      let other = try ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table
      let error = #expect(throws: SegmentationError.self) { try model.placement(of: other) }
      #expect(error?.code == .unusableColumn)
    }
  }
}
