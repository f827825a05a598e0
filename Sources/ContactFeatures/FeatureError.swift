/// Why contacts could not be turned into features.
public struct FeatureError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The table has no contacts.
    public static let emptyTable = Code(rawValue: "emptyTable")
    /// Every column was left out.
    public static let noUsableColumn = Code(rawValue: "noUsableColumn")
    /// A recipe names a column that the table does not have.
    public static let unknownColumn = Code(rawValue: "unknownColumn")
    /// New contacts lack a column that the vectorizer was fitted to.
    public static let missingColumn = Code(rawValue: "missingColumn")
    /// A recipe names a column that must never reach a matrix: personal, identifier or outcome.
    public static let forbiddenColumn = Code(rawValue: "forbiddenColumn")
    /// A column has values of another type than its recipe needs.
    public static let typeMismatch = Code(rawValue: "typeMismatch")
    /// A contact has no value where the recipe does not allow that.
    public static let missingValue = Code(rawValue: "missingValue")
    /// A contact has a level that was rare or unknown when fitted, where that is an error.
    public static let unseenLevel = Code(rawValue: "unseenLevel")
    /// A column has values that its transform is not defined for.
    public static let invalidTransform = Code(rawValue: "invalidTransform")
    /// A setting has a value that is never usable.
    public static let invalidSetting = Code(rawValue: "invalidSetting")
    /// Weights are negative, not finite, all zero, or not one for each contact.
    public static let invalidWeights = Code(rawValue: "invalidWeights")
    /// Two things that belong together differ in shape.
    public static let shapeMismatch = Code(rawValue: "shapeMismatch")
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// What was wrong, where, and what would be accepted; never a value from the data.
  public let message: String

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension FeatureError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
