import DenseAlgebra
public import ParallelBlocks

/// Partitions rows by their directions, so that the cosines of the angles between the rows and the
/// centers of their clusters sum to as much as the search finds.
///
/// How long a row is does not count: a contact who buys ten times as much of the same things is alike.
/// Rows are divided by their length, and so are centers, which are called concept vectors. The search
/// is Lloyd's; each start is the result of ``KMeans`` on the rows of length one.
///
/// ```swift
/// let model = try SphericalKMeans(clusterCount: 4).fitted(to: counts)
/// print(model.totalDissimilarity, model.assignments.sizes)
/// ```
///
/// Dhillon and Modha 2001, https://doi.org/10.1023/A:1007612920971; Hornik, Feinerer, Kober and Buchta
/// 2012, https://doi.org/10.18637/jss.v050.i10.
public struct SphericalKMeans: Clusterer {
  /// The number of clusters; at least 1, and at most the number of distinct directions.
  public var clusterCount: Int
  /// Where the search starts; given centers are divided by their length.
  public var initialization: KMeans.Initialization
  /// How many starts are tried, of which the best result is kept; given centers are tried once.
  public var restarts: Int
  /// The largest number of iterations from one start; at least 1.
  public var iterationLimit: Int
  /// How little the centers may move in an iteration, as a sum of squares, for the search to end.
  ///
  /// It is relative to the mean variance of the columns of the rows of length one. With 0 the search
  /// goes on until no row changes its cluster.
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
    initialization: KMeans.Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 1e-4,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.seed = seed
    self.parallelism = parallelism
    self.progress = progress
  }

  /// The search for one of the starts.
  func kMeans(start: Int) -> KMeans {
    var random = RandomSource(seed: seed).substream(start)
    return KMeans(
      clusterCount: clusterCount, initialization: initialization, restarts: 1,
      iterationLimit: iterationLimit, tolerance: tolerance, seed: random.next(),
      parallelism: parallelism)
  }
}
