/// One thing that marks a segment, ready to be put in its name.
public struct Trait: Sendable, Hashable, Codable {
  /// What kind of thing marks the segment.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A quantity that is higher or lower.
    case quantity
    /// A date that is more recent or older.
    case date
    /// A level, or a choice, that is more frequent.
    case level
    /// A flag that is more or less frequent.
    case flag
  }

  /// The header of the column.
  public let column: String
  /// The level as the file spells it; nil for quantities and dates.
  public let level: String?
  /// What kind of thing it is.
  public let kind: Kind
  /// The difference from the rest on the scale of Cliff's delta, -1...1; positive when higher, when
  /// more frequent, and for dates when longer ago.
  public let effect: Double
  /// The words it lends to a name: "high credit amount", "housing: for free".
  public let phrase: String
  /// The evidence in natural units: "median credit amount 4,870 vs 2,319 overall".
  public let evidence: String
}
