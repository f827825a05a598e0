/// What sets the segments of a contacts file apart, segment by segment and column by column.
public struct SegmentProfiles: Sendable, Hashable {
  /// The number of contacts, assigned or not.
  public let contactCount: Int
  /// The number of contacts that belong to no segment.
  ///
  /// They count in the shares of segments, and in nothing else.
  public let unassignedCount: Int
  /// Whether contacts carry weights.
  public let isWeighted: Bool
  /// One profile for each segment, in the order of the labels.
  public let segments: [SegmentProfile]
  /// How strongly each profiled column differs across the segments, in the order of the table.
  ///
  /// A column of many choices has one entry for each choice.
  public let columns: [ColumnDistinction]
  /// Columns that a profile was asked of and that cannot tell segments apart, with the reason.
  public let omittedColumns: [OmittedColumn]
}

/// A column that is not in a profile.
public struct OmittedColumn: Sendable, Hashable {
  /// The header.
  public let column: String
  /// Why it was left out, in words without values.
  public let reason: String

  /// Creates an entry.
  public init(column: String, reason: String) {
    self.column = column
    self.reason = reason
  }
}

/// What sets one segment apart from all others.
public struct SegmentProfile: Sendable, Hashable {
  /// The label in `Assignments`, counted from 0.
  public let index: Int
  /// The number that people read, counted from 1.
  public var number: Int { index + 1 }
  /// The number of contacts.
  public let size: Int
  /// The sum of the contacts' weights; the size where there are no weights.
  public let weight: Double
  /// The share of all contacts, by weight, 0...1.
  public let share: Double
  /// Quantities, ordered levels as scores, and dates as ages, in the order of the table.
  public internal(set) var numbers: [NumericDistinction]
  /// Levels, flags and choices, in the order of the table and of the levels.
  public internal(set) var levels: [LevelDistinction]
  /// Columns in which values are missing, in the order of the table.
  public internal(set) var missing: [MissingDistinction]
}
