public import ParallelBlocks

/// Partitions rows around medoids, rows of their own, so that the distances to them sum to as little as
/// the search finds.
///
/// ```swift
/// let model = try KMedoids(clusterCount: 4, distance: .manhattan).fitted(to: matrix)
/// print(model.partition.medoids, model.partition.totalDeviation)
/// ```
///
/// The search is FasterPAM: whatever row makes a better medoid than one of the present is swapped in at
/// once, until a whole round over the rows finds none. Distances are computed when they are needed; no
/// matrix of them is made. With many rows the search starts where one among samples ended; for millions,
/// ``sampling`` searches among samples only.
///
/// Schubert and Rousseeuw 2021, https://doi.org/10.1016/j.is.2021.101804.
public struct KMedoids: Clusterer {
  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// What is small between rows that belong together; not used where dissimilarities are given.
  public var distance: Distance
  /// Where the search starts.
  public var initialization: Initialization
  /// How many starts are tried, of which the best result is kept.
  ///
  /// Given medoids, and those of samples, are tried once. With ``sampling`` this is not used: each sample
  /// has a start of its own.
  public var restarts: Int
  /// Whether medoids are searched among samples of the rows; nil searches among all.
  public var sampling: Sampling?
  /// The largest number of rounds over all rows from one start; at least 1.
  public var roundLimit: Int
  /// What random starts follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    distance: Distance = .euclidean,
    initialization: Initialization = .automatic,
    restarts: Int = 1,
    roundLimit: Int = 100,
    sampling: Sampling? = nil,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic
  ) {
    self.clusterCount = clusterCount
    self.distance = distance
    self.initialization = initialization
    self.restarts = restarts
    self.roundLimit = roundLimit
    self.sampling = sampling
    self.seed = seed
    self.parallelism = parallelism
  }

  /// How far two rows of numbers are from each other.
  public enum Distance: String, Sendable, Hashable, Codable, CaseIterable {
    /// The root of the sum of squared differences.
    case euclidean
    /// The sum of absolute differences.
    case manhattan
    /// 1 less the cosine of the angle between the rows; a row of zeros has no angle and is an error.
    case cosine
  }

  /// Where the search starts.
  public enum Initialization: Sendable, Hashable {
    /// `plusPlus` with fewer than 20,000 rows, and otherwise `samples` with the default settings.
    ///
    /// A search among so many rows takes minutes from drawn rows, and a fraction of it from the medoids
    /// of samples. Where ``KMedoids/sampling`` is set, it is `plusPlus` for each sample.
    case automatic
    /// The best medoids of some samples, from which all rows are searched; `plusPlus` when a sample
    /// would hold all rows.
    case samples(Sampling)
    /// Rows drawn with a probability proportional to their distance to the nearest medoid so far.
    case plusPlus
    /// Given rows, counted from 0.
    case medoids([Int])
  }

  /// A partition around medoids.
  public struct Partition: Sendable, Hashable, Codable {
    /// For each cluster the row that is its medoid, counted from 0.
    public let medoids: [Int]
    /// The cluster of each row: that of the nearest medoid, of equally near ones the lowest; a medoid is
    /// always in its own.
    public let assignments: Assignments
    /// For each cluster, the sum of its rows' weights: their number when rows have no weights.
    public let clusterWeights: [Double]
    /// For each cluster, the weighted sum of its rows' distances to its medoid.
    public let deviations: [Double]
    /// The number of swaps from the start that gave this result.
    public let swapCount: Int
    /// Whether the search ended because no swap is of use, and not at the limit of rounds.
    public let isConverged: Bool
    /// Which of the restarts, or of the samples, gave this result, counted from 0.
    public let restart: Int

    /// The weighted sum of the rows' distances to their medoids: what the method makes small.
    ///
    /// - Complexity: O(clusters).
    public var totalDeviation: Double { deviations.reduce(0, +) }
  }
}
