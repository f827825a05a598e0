public import ContactTables

/// How one segment differs from the others in the frequency of one level.
///
/// Shares are of the contacts that are in a segment and have a value in the column.
public struct LevelDistinction: Sendable, Hashable {
  /// The header of the column.
  public let column: String
  /// A category, an ordered category, a flag (of which only "yes" is told) or choices.
  public let type: ColumnType
  /// The level as the file spells it.
  public let level: String
  /// Whether segments were discovered from this column; then there are no p-values.
  public let isSegmentationVariable: Bool
  /// The frequencies and their difference.
  public internal(set) var comparison: ShareComparison
}

/// How one segment differs from the others in how often a column has no value.
public struct MissingDistinction: Sendable, Hashable {
  /// The header of the column.
  public let column: String
  /// Whether segments were discovered from this column; then there are no p-values.
  public let isSegmentationVariable: Bool
  /// The frequencies of missing values, and their difference.
  public internal(set) var comparison: ShareComparison
}
