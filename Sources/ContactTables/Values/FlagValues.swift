/// A column of yes and no.
public struct FlagValues: Sendable, Hashable {
  /// The state of a contact without a value.
  public static let missing: UInt8 = 255

  /// 0 for no, 1 for yes, or ``missing``.
  public let states: [UInt8]
  /// How the file spells no.
  public let noSpelling: String
  /// How the file spells yes.
  public let yesSpelling: String

  /// Creates a column of flags.
  public init(states: [UInt8], noSpelling: String = "no", yesSpelling: String = "yes") {
    self.states = states
    self.noSpelling = noSpelling
    self.yesSpelling = yesSpelling
  }
}
