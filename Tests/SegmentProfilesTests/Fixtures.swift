import ClusterAnalysis
import ContactTables
import Foundation
import Testing

@testable import SegmentProfiles

/// A schema that gives every column of a table the same role, with exceptions.
func schema(
  of table: ContactTable, role: ColumnRole = .descriptor, _ exceptions: [String: ColumnRole] = [:]
) -> Schema {
  Schema(
    columns: table.columns.map {
      ColumnSchema(name: $0.name, type: $0.type, role: exceptions[$0.name] ?? role)
    })
}

/// Profiles of a table whose columns are all descriptors.
func profiles(
  _ columns: [Column], _ labels: [Int32], count: Int, weights: [Double]? = nil,
  role: ColumnRole = .descriptor, _ profiler: SegmentProfiler = SegmentProfiler()
) throws -> SegmentProfiles {
  let table = ContactTable(columns: columns)
  return try profiler.profiles(
    of: Assignments(labels: labels, clusterCount: count), in: table,
    schema: schema(of: table, role: role), weights: weights)
}

/// Cells of a real dataset, without a reader.
struct Cells {
  let header: [Substring]
  let rows: [[Substring]]

  init(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "datasets/\(name)"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",") }
    header = lines[0]
    rows = Array(lines.dropFirst())
  }

  func numbers(_ column: String) -> [Double] {
    guard let index = header.firstIndex(of: Substring(column)) else { return [] }
    return rows.map { Double($0[index]) ?? .nan }
  }

  func levels(_ column: String) -> [String] {
    guard let index = header.firstIndex(of: Substring(column)) else { return [] }
    return rows.map { String($0[index]) }
  }
}

/// Small whole numbers that look random and are the same each time.
func scrambled(_ count: Int, below limit: Int, seed: UInt64 = 1) -> [Int] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
