/// Why a contacts file could not be read.
public struct TableReadingError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The file does not exist, is a directory, or may not be read.
    public static let unreadableFile = Code(rawValue: "unreadableFile")
    /// The file has no contacts.
    public static let emptyFile = Code(rawValue: "emptyFile")
    /// The bytes are not text in a known encoding, or the compression is damaged.
    public static let undecodableBytes = Code(rawValue: "undecodableBytes")
    /// A quote is opened and never closed.
    public static let unclosedQuote = Code(rawValue: "unclosedQuote")
    /// A named column is not in the file.
    public static let unknownColumn = Code(rawValue: "unknownColumn")
    /// A cell cannot be read as the type that the schema demands.
    public static let typeMismatch = Code(rawValue: "typeMismatch")
    /// A schema is not valid.
    public static let invalidSchema = Code(rawValue: "invalidSchema")
    /// An option has a value that is never usable.
    public static let invalidOption = Code(rawValue: "invalidOption")
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// What was wrong, where (file, row, column), and what would be accepted; never a cell's value.
  public let message: String

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension TableReadingError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
