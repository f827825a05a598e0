public import ParallelBlocks

/// Divides the rows of a matrix into two clusters by ``KMeans``, then one of these into two, and so on.
///
/// The partitions into fewer clusters come along with it, and they are nested: each of their clusters
/// is a union of final ones. Splits that were made are not undone, so the squared distances sum to
/// more than ``KMeans`` reaches; for many clusters the search takes less time.
///
/// ```swift
/// let model = try BisectingKMeans(clusterCount: 8).fitted(to: matrix)
/// let coarse = try model.assignments(into: 3)
/// ```
///
/// Steinbach, Karypis and Kumar 2000, A comparison of document clustering techniques, KDD workshop on
/// text mining.
public struct BisectingKMeans: Clusterer {
  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// Which cluster is split next.
  public var splitting: Splitting
  /// Where the search for each split starts; centers cannot be given.
  public var initialization: KMeans.Initialization
  /// How many starts are tried for each split, of which the best result is kept.
  public var restarts: Int
  /// The largest number of iterations from one start; at least 1.
  public var iterationLimit: Int
  /// How little the two centers may move in an iteration for a search to end, as in ``KMeans``.
  public var tolerance: Double
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// How distances are computed; the result does not depend on it.
  public var engine: KMeans.Engine
  /// Called once a split, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    splitting: Splitting = .largestSumOfSquares,
    initialization: KMeans.Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 1e-4,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    engine: KMeans.Engine = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.splitting = splitting
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.seed = seed
    self.parallelism = parallelism
    self.engine = engine
    self.progress = progress
  }

  /// Which cluster is split next; one whose rows are all equal never is.
  public enum Splitting: String, Sendable, Hashable, Codable, CaseIterable {
    /// The one with the largest sum of squared distances to its center.
    case largestSumOfSquares
    /// The one with the most rows, by their weights.
    case largestCluster
  }

  /// The search for a split, or for the center of all rows.
  func kMeans(clusterCount: Int, split: Int = 0) -> KMeans {
    KMeans(
      clusterCount: clusterCount, initialization: initialization, restarts: restarts,
      iterationLimit: iterationLimit, tolerance: tolerance,
      seed: Self.seed(ofSplit: split, from: seed), parallelism: parallelism, engine: engine)
  }
}
