/// Why segments could not be profiled.
public struct ProfileError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A setting has a value that is never usable.
    public static let invalidSetting = Code(rawValue: "invalidSetting")
    /// Two things that belong together differ in length.
    public static let shapeMismatch = Code(rawValue: "shapeMismatch")
    /// Weights are negative, not finite, too large, or all zero.
    public static let invalidWeights = Code(rawValue: "invalidWeights")
    /// There are more segments than can be described.
    public static let tooManySegments = Code(rawValue: "tooManySegments")
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

extension ProfileError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
