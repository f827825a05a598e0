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
/// Where many rows are equal, as answers of a survey are, each different row is counted once, with the
/// joint weight of its copies.
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
  /// Whether the search goes on from where Lloyd's ended, by moving single rows as long as that pays.
  ///
  /// It finds better partitions where rows are equally near to several centers, as rows of flags and
  /// levels are, and costs about as much as some more iterations on one thread.
  public var exchangesRows: Bool
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// How distances are computed; the result does not depend on it.
  public var engine: Engine
  /// What numbers the distances are computed in; the result does not depend on it.
  public var precision: Precision
  /// How many bytes may be taken beside the input; without a limit when nil.
  ///
  /// The result does not depend on it. Without a limit, the fused engine keeps a packed copy of the
  /// rows: 4 bytes for each value. Where
  /// that is too much, rows are packed again for each pass and forgotten, and rows of a file are read
  /// again: slower, with 8 bytes kept for each row.
  public var memoryLimit: Int?
  /// Called once an iteration, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    initialization: Initialization = .plusPlus(),
    restarts: Int = 10,
    iterationLimit: Int = 300,
    tolerance: Double = 1e-4,
    exchangesRows: Bool = false,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    engine: Engine = .automatic,
    precision: Precision = .mixed,
    memoryLimit: Int? = nil,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.initialization = initialization
    self.restarts = restarts
    self.iterationLimit = iterationLimit
    self.tolerance = tolerance
    self.exchangesRows = exchangesRows
    self.seed = seed
    self.parallelism = parallelism
    self.engine = engine
    self.precision = precision
    self.memoryLimit = memoryLimit
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
    /// k-means‖: in each of a few passes over the rows, many are drawn with a probability proportional
    /// to their squared distance to the nearest drawn before; the centers are drawn from these as by
    /// ``plusPlus(trials:)``.
    ///
    /// The number of passes does not depend on the number of centers: the choice for rows that stay
    /// in a file. `rounds` is the number of passes that draw, at least 1, and `oversampling` how many
    /// rows each draws, as a multiple of the number of clusters.
    ///
    /// Bahmani and others 2012, https://doi.org/10.14778/2180912.2180915.
    case parallel(rounds: Int = 5, oversampling: Double = 1)
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

  /// What numbers distances are computed in.
  public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
    /// In Float, and again in Double wherever the two nearest centers are closer than Float can tell.
    case mixed
    /// In Double: by the BLAS engine. Only which rows are drawn to start from is still found in Float,
    /// so that both precisions start from the same rows.
    case double
  }
}
