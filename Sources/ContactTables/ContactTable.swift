/// Contacts in columns: what a file holds once its cells have been read as typed values.
public struct ContactTable: Sendable {
  /// The columns, in the order of the file.
  public let columns: [Column]
  /// The number of contacts.
  public let rowCount: Int

  /// Creates a table from columns of equal length with distinct names.
  public init(columns: [Column]) {
    let rowCount = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns differ in length")
    precondition(Set(columns.map(\.name)).count == columns.count, "two columns share a name")
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The column with this exact name.
  ///
  /// - Complexity: O(columns).
  public func column(named name: String) -> Column? {
    columns.first { $0.name == name }
  }
}
