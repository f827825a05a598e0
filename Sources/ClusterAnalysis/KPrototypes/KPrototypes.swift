public import ParallelBlocks

/// Partitions rows of numbers and categories around prototypes: means of the numbers, and the most
/// frequent level of each category.
///
/// ```swift
/// let rows = try MixedMatrix(numbers: amounts, categories: [sector, plan])
/// let model = try KPrototypes(clusterCount: 5).fitted(to: rows)
/// print(model.gamma, model.shares, model.assignments.sizes)
/// ```
///
/// The dissimilarity of a row and a prototype is the sum of squared differences of the numbers, and
/// ``gamma`` for each category in which they differ. Without categories this is k-means, and without
/// numbers k-modes. Numbers should have comparable scales; ``KPrototypes/Model/shares`` tells what
/// each column carries.
///
/// Each label is that of the nearest returned prototype, of equally near ones the lowest. The mode of
/// a category is its level of highest weight, of equally heavy ones the one with the lowest code.
///
/// Huang 1998, https://doi.org/10.1023/A:1009769707641.
public struct KPrototypes: Clusterer {
  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// Where the search starts.
  public var initialization: Initialization
  /// How many starts are tried, of which the best result is kept; a start without chance is tried once.
  public var restarts: Int
  /// The largest number of iterations from one start; at least 1.
  public var iterationLimit: Int
  /// The part of the cost by which an iteration must lower it for the search to go on.
  ///
  /// With 0 the search goes on until no row changes its cluster.
  public var tolerance: Double
  /// What a category in which a row differs from a prototype adds to their dissimilarity.
  public var gamma: Gamma
  /// What the squared difference of each number column is multiplied with; `nil` counts each once.
  public var numberWeights: [Double]?
  /// What each category column is multiplied with, beside ``gamma``; `nil` counts each once.
  public var categoryWeights: [Double]?
  /// What each set column is multiplied with, beside ``gamma``; `nil` counts each once.
  ///
  /// A set has one vote, like a category: each option in which it differs from that of a prototype
  /// adds an equal part of it.
  public var setWeights: [Double]?
  /// The category columns, counted from 0, whose codes are in an order.
  ///
  /// Their levels are ranks from 0 to 1, with the squared difference of a rank and a prototype's mean
  /// rank in the place of a mismatch: from the lowest to the highest level it adds as much as one.
  public var orderedCategories: [Int]
  /// How a row and a prototype are compared in a category.
  public var dissimilarity: CategoryDissimilarity
  /// What is done about gaps.
  public var missingValues: MissingValues
  /// When prototypes follow the rows.
  public var updates: Updates
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// Called once an iteration, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    initialization: Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 0,
    gamma: Gamma = .halfMeanDeviation,
    numberWeights: [Double]? = nil,
    categoryWeights: [Double]? = nil,
    setWeights: [Double]? = nil,
    orderedCategories: [Int] = [],
    dissimilarity: CategoryDissimilarity = .matching,
    missingValues: MissingValues = .refused,
    updates: Updates = .batch,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.gamma = gamma
    self.numberWeights = numberWeights
    self.categoryWeights = categoryWeights
    self.setWeights = setWeights
    self.orderedCategories = orderedCategories
    self.dissimilarity = dissimilarity
    self.missingValues = missingValues
    self.updates = updates
    self.seed = seed
    self.parallelism = parallelism
    self.progress = progress
  }
}
