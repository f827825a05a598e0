import ContactTables
import Foundation

/// A dataset that the package ships.
func dataset(_ name: String) throws -> ContactTable {
  let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL
  let file = repository.appending(path: "datasets/\(name).csv")
  return try ContactTableReader().read(TableSource(path: file.path(percentEncoded: false))).table
}

extension Schema {
  /// The names of the columns with a role, in order.
  func names(_ role: ColumnRole) -> [String] {
    columns.filter { $0.role == role }.map(\.name)
  }

  /// The role of a column.
  func role(_ name: String) -> ColumnRole? { self[name]?.role }

  /// The basis of a column.
  func basis(_ name: String) -> ColumnBasis? { self[name]?.basis }
}
