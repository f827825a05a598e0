public import ParallelBlocks

/// k-means that looks at few rows at a time: for streams, and for more rows than time or memory
/// allow to pass over again and again.
///
/// The first rows, or some that are drawn, are clustered by ``KMeans``. After that each batch of rows
/// is labelled with the nearest centers, and each center moves to the mean of all rows that it has
/// been given so far. Centers that hardly get rows are moved to rows that lie far from all centers.
///
/// ```swift
/// var fit = try MiniBatchKMeans(clusterCount: 8).partialFit()
/// for block in blocks { try fit.add(block) }
/// try fit.finish()
/// let labels = try fit.assignments(for: rows)
/// ```
///
/// ``KMeans`` finds partitions that cost less, and where rows lie in memory it is usually fast enough.
///
/// Sculley 2010, https://doi.org/10.1145/1772690.1772862. The start on a sample is that of Bradley and
/// Fayyad 1998, Refining initial points for k-means clustering; starved centers and the end of the
/// search follow scikit-learn.
public struct MiniBatchKMeans: Clusterer {
  /// What is learned from a matrix: as ``KMeans`` does, from all rows.
  public typealias Model = KMeans.Model

  /// The number of clusters; at least 1, and at most the number of distinct rows.
  public var clusterCount: Int
  /// How many rows centers follow at a time; at least 1.
  public var batchSize: Int
  /// How many rows are clustered first; `nil` stands for three batches, or for three times as many
  /// rows as clusters if that is more.
  ///
  /// Fewer rows than these are clustered as ``KMeans`` does. Given centers need no first rows.
  public var startSize: Int?
  /// Where the search on the first rows starts.
  public var initialization: KMeans.Initialization
  /// How many starts are tried on the first rows, of which the best is kept.
  public var restarts: Int
  /// How often as many rows are drawn from a matrix as it has, at most.
  public var passLimit: Int
  /// How little the centers may move in a batch, as a sum of squares, for the search in a matrix to
  /// end; relative to the mean variance of the columns, and with 0 not a reason to end.
  public var tolerance: Double
  /// After how many batches that do not lower the smoothed cost the search in a matrix ends; `nil` goes
  /// on to the limit.
  public var patience: Int?
  /// A center that was given less than this part of the weight of the one with most is moved; 0 moves
  /// none.
  public var reassignmentShare: Double
  /// What draws follow from; the same seed gives the same bits.
  public var seed: UInt64
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism
  /// Called once a batch of a matrix, on the thread that called ``fitted(to:weights:)``.
  public var progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    batchSize: Int = 1024,
    startSize: Int? = nil,
    initialization: KMeans.Initialization = .plusPlus(),
    restarts: Int = 3,
    passLimit: Int = 100,
    tolerance: Double = 0,
    patience: Int? = 10,
    reassignmentShare: Double = 0.01,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic,
    progress: (@Sendable (ClusteringProgress) -> Void)? = nil
  ) {
    self.clusterCount = clusterCount
    self.batchSize = batchSize
    self.startSize = startSize
    self.initialization = initialization
    self.restarts = restarts
    self.passLimit = passLimit
    self.tolerance = tolerance
    self.patience = patience
    self.reassignmentShare = reassignmentShare
    self.seed = seed
    self.parallelism = parallelism
    self.progress = progress
  }

  /// The search on the first rows.
  var kMeans: KMeans {
    KMeans(
      clusterCount: clusterCount, initialization: initialization, restarts: restarts, seed: seed,
      parallelism: parallelism)
  }

  /// How many rows are clustered first.
  var firstRowCount: Int { startSize ?? 3 * max(batchSize, clusterCount) }

  /// Checks what can be checked without rows.
  ///
  /// - Throws: ``ClusteringError`` that says what would be accepted.
  func checkSettings() throws(ClusteringError) {
    try kMeans.checkSettings()
    func check(_ isAccepted: Bool, _ message: @autoclosure () -> String) throws(ClusteringError) {
      if !isAccepted { throw ClusteringError(.invalidSetting, message()) }
    }
    try check(
      (1...1 << 24).contains(batchSize),
      "batchSize is \(batchSize), but must be at least 1 and at most \(1 << 24)")
    if let startSize {
      try check(
        startSize >= clusterCount,
        "startSize is \(startSize), but must be at least the number of clusters, \(clusterCount)")
    }
    try check(passLimit >= 1, "passLimit is \(passLimit), but must be at least 1")
    try check(
      tolerance >= 0 && tolerance.isFinite,
      "tolerance is \(tolerance), but must be 0 or a positive number")
    try check(
      patience ?? 1 >= 1, "patience is \(patience ?? 0), but must be at least 1, or absent")
    try check(
      (0..<1).contains(reassignmentShare),
      "reassignmentShare is \(reassignmentShare), but must be at least 0 and less than 1")
  }
}
