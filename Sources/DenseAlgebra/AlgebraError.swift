/// Why a computation on matrices, or the reading of one, could not be done.
public struct AlgebraError: Error, Sendable, Hashable {
  /// What kind of thing is wrong; an open list, to be compared with its static members.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// A stable name for programs.
    public let rawValue: String
    /// Creates a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A setting has a value that is never usable.
    public static let invalidSetting = Code(rawValue: "invalidSetting")
    /// The matrix has no rows or no columns.
    public static let emptyInput = Code(rawValue: "emptyInput")
    /// Two things that belong together differ in shape.
    public static let shapeMismatch = Code(rawValue: "shapeMismatch")
    /// The matrix holds a NaN or an infinity.
    public static let nonFiniteValue = Code(rawValue: "nonFiniteValue")
    /// A result is beyond the largest `Double`.
    public static let overflow = Code(rawValue: "overflow")
    /// Weights are negative, not finite, or all zero.
    public static let invalidWeights = Code(rawValue: "invalidWeights")
    /// A dimension is more than BLAS and LAPACK can count.
    public static let tooLarge = Code(rawValue: "tooLarge")
    /// The matrix is not symmetric.
    public static let notSymmetric = Code(rawValue: "notSymmetric")
    /// The matrix is not positive definite.
    public static let notPositiveDefinite = Code(rawValue: "notPositiveDefinite")
    /// LAPACK did not converge.
    public static let notConverged = Code(rawValue: "notConverged")
    /// The file cannot be read or written.
    public static let inaccessibleFile = Code(rawValue: "inaccessibleFile")
    /// The file is of a kind that is not read here.
    public static let unsupportedFile = Code(rawValue: "unsupportedFile")
    /// The file is damaged.
    public static let damagedFile = Code(rawValue: "damagedFile")
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

extension AlgebraError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
