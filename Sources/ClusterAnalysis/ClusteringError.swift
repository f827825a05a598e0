/// Why a clustering could not be made.
public struct ClusteringError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A setting has a value that is never usable.
    public static let invalidSetting = Code(rawValue: "invalidSetting")
    /// The input has no rows or no columns.
    public static let emptyInput = Code(rawValue: "emptyInput")
    /// The input holds a NaN or an infinity.
    public static let nonFiniteValue = Code(rawValue: "nonFiniteValue")
    /// A value is missing where a method needs one.
    public static let missingValue = Code(rawValue: "missingValue")
    /// Values are too large, or differ by too little, for their differences to be squared.
    public static let valueOutOfRange = Code(rawValue: "valueOutOfRange")
    /// More clusters are asked for than there are distinct rows.
    public static let tooManyClusters = Code(rawValue: "tooManyClusters")
    /// No partition keeps to the limits of the clusters' sizes.
    public static let infeasibleSizes = Code(rawValue: "infeasibleSizes")
    /// Two things that belong together differ in shape.
    public static let shapeMismatch = Code(rawValue: "shapeMismatch")
    /// Weights are negative, not finite, all zero, or too large or small to be summed.
    public static let invalidWeights = Code(rawValue: "invalidWeights")
    /// The task was cancelled.
    public static let cancelled = Code(rawValue: "cancelled")
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

extension ClusteringError {
  /// Ends a long computation when its task is cancelled.
  static func checkCancellation() throws(ClusteringError) {
    if Task.isCancelled { throw ClusteringError(.cancelled, "the task was cancelled") }
  }
}

extension ClusteringError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
