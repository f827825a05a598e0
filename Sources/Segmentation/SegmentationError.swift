/// Why contacts could not be segmented, or a model could not be used.
///
/// Errors of the modules (`TableReadingError`, `FeatureError`, `ClusteringError`,
/// `ProfileError`) pass through unchanged.
public struct SegmentationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A file is not a model, or is damaged.
    public static let invalidModel = Code(rawValue: "invalidModel")
    /// A model was written by another version of the format.
    public static let unsupportedModelVersion = Code(rawValue: "unsupportedModelVersion")
    /// A named column is not in the table, or cannot serve as what it is named for.
    public static let unusableColumn = Code(rawValue: "unusableColumn")
    /// There are too few contacts.
    public static let tooFewContacts = Code(rawValue: "tooFewContacts")
    /// A setting has a value that is never usable.
    public static let invalidSetting = Code(rawValue: "invalidSetting")
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// What was wrong, where, and what would be accepted; never a cell's value.
  public let message: String

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
