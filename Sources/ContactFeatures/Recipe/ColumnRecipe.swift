/// How one column becomes features.
public struct ColumnRecipe: Sendable, Hashable, Codable {
  /// The header.
  public var name: String
  /// What the column becomes.
  public var encoding: ColumnEncoding
  /// What happens to a contact without a value.
  public var missing: MissingPolicy
  /// The factor on the column's share of the squared distance; 0 leaves the column out.
  public var weight: Double
  /// The block that the column belongs to, such as `behavioral`; nil for none.
  public var block: String?
  /// Why it is encoded like this, in plain words and without values.
  public var reason: String

  /// Creates the recipe of one column.
  public init(
    name: String, encoding: ColumnEncoding, missing: MissingPolicy = .imputed(indicatorShare: 0.05),
    weight: Double = 1, block: String? = nil, reason: String = ""
  ) {
    self.name = name
    self.encoding = encoding
    self.missing = missing
    self.weight = weight
    self.block = block
    self.reason = reason
  }
}

/// What a column becomes.
public enum ColumnEncoding: Sendable, Hashable, Codable {
  /// A quantity: limited to quantiles, transformed, scaled.
  case number(transform: ValueTransform, winsorizing: Winsorizing?, scaling: Scaling)
  /// A date as its age in days before the recipe's as-of date; later dates have negative ages.
  case age(transform: ValueTransform, winsorizing: Winsorizing?, scaling: Scaling)
  /// No and yes as 0 and 1.
  case flag
  /// Ordered levels as scores; `order` from low to high, nil: as the table says.
  case score(method: ScoreMethod, order: [String]?, scaling: Scaling)
  /// One feature for each level that is not rare, and one for all rare levels together.
  case levels(pooling: LevelPooling)
  /// One flag for each level of a column of sets, and one for all rare levels together.
  case flags(pooling: LevelPooling)
}

/// What happens to a value before it is scaled.
public enum ValueTransform: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing.
  case none
  /// ln(1 + x), for skewed amounts and counts; new values below 0 count as 0.
  case log1p
  /// sign(x) · ln(1 + |x|), for skewed values of both signs.
  case signedLog
}

/// Quantiles beyond which values count as the quantile itself.
public struct Winsorizing: Sendable, Hashable, Codable {
  /// The probability of the lower limit, 0...1.
  public var lower: Double
  /// The probability of the upper limit, `lower`...1.
  public var upper: Double

  /// Creates limits; 1 % and 99 % by default.
  public init(lower: Double = 0.01, upper: Double = 0.99) {
    self.lower = lower
    self.upper = upper
  }
}

/// How ordered levels are scored.
public enum ScoreMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// 0, 1, 2… from the lowest level.
  case rank
  /// The share of contacts below the level and half of those in it (ridits: Bross 1958,
  /// doi:10.2307/2527727).
  case midrank
}

/// Which levels get a feature of their own.
public struct LevelPooling: Sendable, Hashable, Codable {
  /// A level that a smaller share of the contacts has is rare.
  public var rareShare: Double
  /// A level that fewer contacts have is rare.
  public var rareCount: Double
  /// At most this many levels, the most frequent, get a feature of their own; at least 1.
  public var levelLimit: Int

  /// Creates a rule; the most frequent level always gets a feature.
  public init(rareShare: Double = 0.02, rareCount: Double = 5, levelLimit: Int = 20) {
    self.rareShare = rareShare
    self.rareCount = rareCount
    self.levelLimit = levelLimit
  }

  /// Every level has a feature of its own.
  public static let none = LevelPooling(rareShare: 0, rareCount: 0, levelLimit: .max)
}

/// What happens to a contact without a value.
public enum MissingPolicy: Sendable, Hashable, Codable {
  /// It gets the median, or the most frequent state or level.
  ///
  /// When at least `indicatorShare` of the contacts have no value, that is a fact of its own and
  /// becomes a feature (for levels: a level); nil: never.
  case imputed(indicatorShare: Double?)
  /// It is an error.
  case error
  /// The contact is left out of the matrix.
  case dropped
}
