/// Something about a table that its analyst should know, in a sentence without values.
public struct TableNotice: Sendable, Hashable, Codable {
  /// What a notice is about; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable, Codable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Some rows are equal in every column.
    public static let repeatedRows = Code(rawValue: "repeatedRows")
    /// Some rows share an identifier or an e-mail address.
    public static let repeatedIdentifiers = Code(rawValue: "repeatedIdentifiers")
    /// Contacts come with many rows each, as events do.
    public static let rowsAreEvents = Code(rawValue: "rowsAreEvents")
    /// Amounts are in several currencies.
    public static let mixedCurrencies = Code(rawValue: "mixedCurrencies")
    /// There are few contacts for so many columns.
    public static let fewContacts = Code(rawValue: "fewContacts")
    /// No column shapes the segments.
    public static let nothingToSegment = Code(rawValue: "nothingToSegment")
    /// No column is known to serve the goal.
    public static let goalWithoutColumns = Code(rawValue: "goalWithoutColumns")
  }

  /// What the notice is about.
  public let code: Code
  /// The sentence.
  public let message: String
  /// The columns that it is about.
  public let columns: [String]

  /// Creates a notice.
  public init(_ code: Code, _ message: String, columns: [String] = []) {
    self.code = code
    self.message = message
    self.columns = columns
  }
}
