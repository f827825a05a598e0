/// Why a result could not be written.
public struct ReportError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The file exists and may not be replaced.
    public static let fileExists = Code(rawValue: "fileExists")
    /// The path cannot be written: a missing folder, a directory, no permission.
    public static let unwritablePath = Code(rawValue: "unwritablePath")
    /// The disk, or the quota, is full.
    public static let diskFull = Code(rawValue: "diskFull")
    /// Columns of an export differ in length.
    public static let shapeMismatch = Code(rawValue: "shapeMismatch")
    /// A number cannot be written as JSON.
    public static let invalidNumber = Code(rawValue: "invalidNumber")
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
}

extension ReportError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
