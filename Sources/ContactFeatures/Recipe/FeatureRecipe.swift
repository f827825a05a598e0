/// How each column of a contacts table becomes features: settings that a person can read as JSON.
///
/// ``automatic(for:schema:rules:asOf:weights:parallelism:)`` writes a recipe from the data;
/// ``plain(for:columns:scaling:missing:)`` takes numbers as they are. Fitting a recipe learns a
/// ``Vectorizer``, which repeats exactly the same transformation on other contacts.
public struct FeatureRecipe: Sendable, Hashable, Codable {
  /// The version of the format.
  public static let currentVersion = 1

  /// The version of the format this recipe was written in.
  public var recipeVersion: Int
  /// The columns that become features, in the order of the matrix.
  public var columns: [ColumnRecipe]
  /// How much of the distance between contacts each column gets.
  public var votes: VotePolicy
  /// Weights of blocks of columns, by the block's name; a block that is not named weighs 1.
  public var blockWeights: [String: Double]
  /// From when ages are counted back; nil: the newest date in the data that the recipe is fitted to.
  public var asOf: AsOfDate?
  /// Columns that were considered and left out, with the reason.
  public var omissions: [ColumnOmission]

  /// Creates a recipe in the current format.
  public init(
    columns: [ColumnRecipe], votes: VotePolicy = .equal, blockWeights: [String: Double] = [:],
    asOf: AsOfDate? = nil, omissions: [ColumnOmission] = []
  ) {
    recipeVersion = Self.currentVersion
    self.columns = columns
    self.votes = votes
    self.blockWeights = blockWeights
    self.asOf = asOf
    self.omissions = omissions
  }
}

/// How much of the distance between contacts each column gets.
public enum VotePolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Each original column, however many features it becomes, contributes as much to the expected
  /// squared distance between two contacts as one standardised number, times its weight.
  ///
  /// Two random contacts differ in a column by `2 · V` in squared distance, where V is the sum of
  /// the variances of its features: 1 for a standardised number, `1 − Σp²` for a one-hot block of
  /// shares p, `Σp(1 − p)` for a block of flags. The features are divided by √V. For flags and
  /// levels V is not taken below what a flag has that 5 % of the contacts carry, so that a handful
  /// of contacts does not become a segment of its own only because their answer is rare; such a
  /// column has less than one vote. A number's ``Scaling`` then only decides where its zero is.
  case equal
  /// Features are used as they are scaled.
  case asScaled
}

/// A column that was left out, and why.
public struct ColumnOmission: Sendable, Hashable, Codable {
  /// The header.
  public var column: String
  /// Why, in plain words and without values.
  public var reason: String

  /// Creates an omission.
  public init(column: String, reason: String) {
    self.column = column
    self.reason = reason
  }
}
