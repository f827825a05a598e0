/// What each column of a contacts file is, what it is used for, and why.
///
/// `segment inspect --json` prints a schema; a person may edit it and give it back.
public struct Schema: Sendable, Hashable, Codable {
  /// The version of the format.
  public static let currentVersion = 1

  /// The version of the format this schema was written in.
  public var schemaVersion: Int
  /// One entry for each column, in the order of the file.
  public var columns: [ColumnSchema]

  /// Creates a schema in the current format.
  public init(columns: [ColumnSchema]) {
    schemaVersion = Self.currentVersion
    self.columns = columns
  }

  /// The entry of the column with this exact name.
  public subscript(name: String) -> ColumnSchema? { columns.first { $0.name == name } }
}

/// What one column is, what it is used for, and why.
public struct ColumnSchema: Sendable, Hashable, Codable {
  /// The header.
  public var name: String
  /// What the values are.
  public var type: ColumnType
  /// What the column is used for.
  public var role: ColumnRole
  /// Which kind of segmentation it serves; nil when it serves none.
  public var basis: ColumnBasis?
  /// Why it was given this type, role and basis, in one sentence without values.
  public var reason: String
  /// The share of contacts without a value, 0...1.
  public var missingShare: Double
  /// The number of distinct values.
  public var distinctCount: Int
  /// The levels of an ordered category from low to high; nil for other types.
  public var order: [String]?

  /// Creates an entry.
  public init(
    name: String, type: ColumnType, role: ColumnRole, basis: ColumnBasis? = nil,
    reason: String = "", missingShare: Double = 0, distinctCount: Int = 0, order: [String]? = nil
  ) {
    self.name = name
    self.type = type
    self.role = role
    self.basis = basis
    self.reason = reason
    self.missingShare = missingShare
    self.distinctCount = distinctCount
    self.order = order
  }
}

/// What a column is used for.
public enum ColumnRole: String, Sendable, Hashable, Codable, CaseIterable {
  /// Segments are discovered from it.
  case segmentation
  /// Segments are described by it.
  case descriptor
  /// Segments are judged by it; it must not shape them.
  case outcome
  /// It tells contacts apart and is passed through to the output.
  case identifier
  /// It is about a person in particular and reaches no matrix, report or message.
  case personal
  /// It is not used.
  case ignored
}

/// Which kind of segmentation a column serves.
public enum ColumnBasis: String, Sendable, Hashable, Codable, CaseIterable {
  /// Who a person is: age, household, education.
  case demographic
  /// What a company is: sector, size, revenue, age.
  case firmographic
  /// Where: country, region, city, climate.
  case geographic
  /// What was done: purchases, visits, usage.
  case behavioral
  /// What is thought and felt: attitudes, values, interests.
  case psychographic
  /// Which technology is used.
  case technographic
  /// What is sought: benefits, problems, occasions.
  case needs
  /// What a contact is worth.
  case value
  /// How far along the way a contact is.
  case journey
}
