public import DenseAlgebra
public import ParallelBlocks

/// Partitions the rows of a matrix around means, so that the squared distances to them sum to as
/// little as the search finds.
///
/// ```swift
/// let model = try KMeans(clusterCount: 4).fitted(to: matrix)
/// print(model.withinSumOfSquares, model.assignments.sizes)
/// ```
///
/// The search is Lloyd's, from the best of several starts. What is returned does not depend on the
/// engine or on the number of threads: each label is that of the center with the smallest sum of
/// squared differences, computed in `Double` from the row and the returned center, and of centers
/// equally near the lowest.
///
/// Lloyd 1982, https://doi.org/10.1109/TIT.1982.1056489.
public struct KMeans: Clusterer {
  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// Where the search starts.
  public var initialization: Initialization
  /// How many starts are tried, of which the best result is kept; given centers are tried once.
  public var restarts: Int
  /// The largest number of iterations from one start; at least 1.
  public var iterationLimit: Int
  /// How little the centers may move in an iteration, as a sum of squares, for the search to end.
  ///
  /// It is relative to the mean variance of the columns. With 0 the search goes on until no row
  /// changes its cluster.
  public var tolerance: Double
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// How distances are computed; the result does not depend on it.
  public var engine: Engine
  /// Called once an iteration, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    initialization: Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 1e-4,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    engine: Engine = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.seed = seed
    self.parallelism = parallelism
    self.engine = engine
    self.progress = progress
  }

  /// Where the search starts.
  public enum Initialization: Sendable, Hashable {
    /// Rows far from one another: each next center is the best of some rows drawn with a probability
    /// proportional to their squared distance to the nearest center so far.
    ///
    /// `trials` is how many rows are drawn for each center, 2 + ⌊ln k⌋ when it is `nil`; 1 gives the
    /// plain k-means++.
    ///
    /// Arthur and Vassilvitskii 2007, https://dl.acm.org/doi/10.5555/1283383.1283494.
    case plusPlus(trials: Int? = nil)
    /// Distinct rows, drawn with a probability proportional to their weight.
    case random
    /// Given centers, one a row.
    case centers(Matrix)
  }

  /// How distances are computed.
  public enum Engine: String, Sendable, Hashable, Codable, CaseIterable {
    /// Whatever is fastest for the shape on this machine.
    case automatic
    /// The tile kernels, compiled for several instruction sets, on a packed copy of the rows.
    case fused
    /// One matrix product a tile of rows, on the system's BLAS.
    case blas
  }
}
