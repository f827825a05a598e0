public import ContactTables

/// How strongly one column differs across all segments.
public struct ColumnDistinction: Sendable, Hashable {
  /// The header of the column.
  public let column: String
  /// The choice, in a column of many choices; nil in every other column.
  public let level: String?
  /// What the values are.
  public let type: ColumnType
  /// What the column is used for.
  public let role: ColumnRole
  /// The share of the variance of a column of numbers or dates that lies between segments.
  public let etaSquared: Double?
  /// The same share for ranks: Kruskal and Wallis's H, corrected for ties, over n − 1.
  ///
  /// Told of numbers, dates and ordered levels.
  public let epsilonSquared: Double?
  /// The association of levels and segments, corrected for bias, 0...1.
  ///
  /// W. Bergsma, "A bias-correction for Cramér's V" (2013), doi:10.1016/j.jkss.2012.10.002.
  public let cramersV: Double?
  /// The p-value of the analysis of variance for numbers and dates, of the chi-square test for
  /// levels; nil for a column that segments were discovered from.
  public let pValue: Double?
  /// The p-value after Benjamini and Hochberg, over all columns.
  public internal(set) var qValue: Double?
  /// The share of assigned contacts without a value, 0...1.
  public let missingShare: Double
  /// The number of levels that are too rare to be told one by one; together they count as one.
  public let pooledLevelCount: Int

  /// Whether segments are judged by this column.
  public var isOutcome: Bool { role == .outcome }
}
