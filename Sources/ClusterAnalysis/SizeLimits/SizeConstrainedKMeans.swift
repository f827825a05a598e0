import DenseAlgebra
public import ParallelBlocks

/// ``KMeans`` whose clusters have at least, and at most, a number of rows.
///
/// In each iteration the rows are not given to their nearest centers, but to those for which the
/// squared distances sum to the least that the limits allow; that is exact. The limits hold for the
/// rows that are fitted. New rows are placed with their nearest centers.
///
/// ```swift
/// let model = try SizeConstrainedKMeans(clusterCount: 4, minimumSize: 20, maximumSize: 50)
///   .fitted(to: matrix)
/// ```
///
/// The limits count rows, each once, whatever its weight; weights multiply what a row costs. A row of
/// weight 0 is not counted, and placed with its nearest center.
///
/// Bradley, Bennett and Demiriz 2000, Constrained k-means clustering, MSR-TR-2000-65.
public struct SizeConstrainedKMeans: Clusterer {
  /// What is learned; where a limit binds, a row's cluster is not always that of the nearest center.
  public typealias Model = KMeans.Model

  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// The smallest number of rows of a cluster; at least 1.
  public var minimumSize: Int
  /// The largest number of rows of a cluster; `nil` for any.
  public var maximumSize: Int?
  /// Where the search starts; one iteration of ``KMeans`` without limits follows, but for given centers.
  public var initialization: KMeans.Initialization
  /// How many starts are tried, of which the best result is kept; given centers are tried once.
  public var restarts: Int
  /// The largest number of iterations from one start; at least 1.
  public var iterationLimit: Int
  /// How little the centers may move in an iteration for the search to end, as in ``KMeans``.
  public var tolerance: Double
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// Called once an iteration, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    minimumSize: Int = 1,
    maximumSize: Int? = nil,
    initialization: KMeans.Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 1e-4,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.minimumSize = minimumSize
    self.maximumSize = maximumSize
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.seed = seed
    self.parallelism = parallelism
    self.progress = progress
  }

  /// The first iteration, without limits, from one of the starts.
  ///
  /// Not the whole search: it mostly ends in the same place, which may be a bad one within limits.
  func kMeans(start: Int) -> KMeans {
    var random = RandomSource(seed: seed).substream(start)
    return KMeans(
      clusterCount: clusterCount, initialization: initialization, restarts: 1, iterationLimit: 1,
      tolerance: tolerance, seed: random.next(), parallelism: parallelism)
  }

  /// Checks what can be checked without rows.
  ///
  /// - Throws: ``ClusteringError`` that says what would be accepted.
  func checkSettings() throws(ClusteringError) {
    var plain = kMeans(start: 0)
    plain.restarts = restarts
    plain.iterationLimit = iterationLimit
    try plain.checkSettings()
    guard minimumSize >= 1 else {
      throw ClusteringError(
        .invalidSetting, "minimumSize is \(minimumSize), but must be at least 1")
    }
    if let maximumSize, maximumSize < minimumSize {
      throw ClusteringError(
        .invalidSetting,
        "maximumSize is \(maximumSize), but must be at least minimumSize, which is \(minimumSize)")
    }
  }

  /// The limits for a number of rows.
  ///
  /// - Throws: ``ClusteringError`` that says which limits would do.
  func limits(rowCount: Int) throws(ClusteringError) -> ClosedRange<Int> {
    let largestMinimum = rowCount / clusterCount
    guard minimumSize <= largestMinimum else {
      throw ClusteringError(
        .infeasibleSizes,
        "\(clusterCount) clusters of at least \(minimumSize) rows need more than the \(rowCount) rows "
          + "that there are; ask for at most \(largestMinimum) rows each, or for at most "
          + "\(rowCount / minimumSize) clusters")
    }
    let smallestMaximum = (rowCount + clusterCount - 1) / clusterCount
    let maximum = min(maximumSize ?? rowCount, rowCount)
    guard maximum >= smallestMaximum else {
      throw ClusteringError(
        .infeasibleSizes,
        "\(clusterCount) clusters of at most \(maximum) rows do not hold the \(rowCount) rows that "
          + "there are; allow at least \(smallestMaximum) rows, or ask for at least "
          + "\((rowCount + maximum - 1) / maximum) clusters")
    }
    return minimumSize...maximum
  }
}
