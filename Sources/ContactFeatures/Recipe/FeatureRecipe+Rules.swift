extension FeatureRecipe {
  /// The thresholds by which an automatic recipe decides.
  public struct Rules: Sendable, Hashable, Codable {
    /// A column in which a larger share of contacts has no value is left out.
    public var emptyShare: Double
    /// From this share of missing values on, being missing is a feature of its own.
    public var indicatorShare: Double
    /// A number with more skewness than this, and no value below 0, may get a logarithm.
    public var skewnessLimit: Double
    /// The quantiles that numbers and ages are limited to; nil: not limited.
    public var winsorizing: Winsorizing?
    /// How numbers are scaled.
    public var scaling: Scaling
    /// Which levels get a feature of their own.
    public var pooling: LevelPooling
    /// A category with more levels is left out unless its frequent levels cover enough contacts.
    public var levelCountLimit: Int
    /// The share of contacts that the frequent levels of such a category must cover.
    public var coverage: Double
    /// A category of which this share of values are distinct tells contacts apart.
    public var distinctShareLimit: Double
    /// Numbers that correlate at least this much, either way, say the same.
    public var duplicateCorrelation: Double
    /// How ordered levels are scored.
    public var scoreMethod: ScoreMethod

    /// Creates the default rules, to be changed one by one.
    public init() {
      emptyShare = 0.95
      indicatorShare = 0.05
      skewnessLimit = 1
      winsorizing = Winsorizing()
      scaling = .standard
      pooling = LevelPooling()
      levelCountLimit = 50
      coverage = 0.5
      distinctShareLimit = 0.9
      duplicateCorrelation = 0.9999
      scoreMethod = .rank
    }
  }
}
