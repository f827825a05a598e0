/// A column of days or moments.
public struct DateValues: Sendable, Hashable {
  /// Seconds since 1970-01-01 00:00 UTC; NaN where the file has none.
  public let seconds: [Double]
  /// The one format that every cell has, in Unicode's letters, such as `yyyy-MM-dd`.
  public let format: String
  /// Whether the cells carry a time of day.
  public let hasTime: Bool

  /// Creates a column of dates.
  public init(seconds: [Double], format: String, hasTime: Bool) {
    self.seconds = seconds
    self.format = format
    self.hasTime = hasTime
  }
}
