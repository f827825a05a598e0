public import DenseAlgebra
public import ParallelBlocks

extension MiniBatchKMeans {
  /// Rows of a stream that come together.
  public struct Block: Sendable, Hashable {
    /// The rows; there may be none.
    public var rows: Matrix
    /// How often each row counts, 0 or more; `nil` counts each row once.
    public var weights: [Double]?

    /// Creates a block.
    public init(_ rows: Matrix, weights: [Double]? = nil) {
      self.rows = rows
      self.weights = weights
    }
  }

  /// Centers that follow a stream of rows.
  ///
  /// Rows are collected into batches, so that the centers do not depend on how the stream is cut into
  /// blocks, nor on the number of threads. Saved and loaded, a fit goes on as if nothing had happened.
  public struct PartialFit: Sendable, Codable {
    /// The number of clusters.
    public let clusterCount: Int
    /// How many threads may work; the result does not depend on it, and it is not saved.
    public var parallelism = Parallelism.automatic
    /// How many rows of positive weight have come.
    public internal(set) var rowCount = 0

    let batchSize: Int
    let restarts: Int
    let reassignmentShare: Double
    let seed: UInt64
    let seeding: Seeding
    /// How many rows are clustered first.
    var firstRowCount: Int
    /// The columns that rows have; nil before the first.
    var columnCount: Int?
    /// The elements and weights of rows that wait.
    var waiting: [Double] = []
    var waitingWeights: [Double] = []
    /// Nil before the first rows have been clustered.
    var state: BatchCenters?

    /// How the search on the first rows starts.
    enum Seeding: Hashable, Codable {
      case plusPlus(trials: Int?)
      case random
    }
  }

  /// Begins to follow a stream.
  ///
  /// - Throws: ``ClusteringError`` when the settings cannot be used.
  public func partialFit() throws(ClusteringError) -> PartialFit {
    try checkSettings()
    let seeding: PartialFit.Seeding
    var state: BatchCenters?
    switch initialization {
    case .plusPlus(let trials): seeding = .plusPlus(trials: trials)
    // The first rows are few, and are all at hand.
    case .parallel: seeding = .plusPlus(trials: nil)
    case .random: seeding = .random
    case .centers(let centers):
      try InputChecks.checkCenters(
        centers, clusterCount: clusterCount, columnCount: centers.columnCount)
      seeding = .random
      state = BatchCenters(centers, masses: [Double](repeating: 0, count: clusterCount))
    }
    return PartialFit(
      clusterCount: clusterCount, parallelism: parallelism, batchSize: batchSize,
      restarts: restarts, reassignmentShare: reassignmentShare, seed: seed, seeding: seeding,
      firstRowCount: firstRowCount, columnCount: state?.centers.columnCount, state: state)
  }

  /// Follows a stream to its end.
  ///
  /// - Parameter blocks: Rows that come together, one block after another.
  /// - Returns: The centers, which may follow more rows.
  /// - Throws: ``ClusteringError`` when the settings or a block cannot be used, fewer distinct rows come
  ///   than there are to be clusters, or the task is cancelled.
  /// - Complexity: O(rows × columns × clusters), and O(batch × columns) space.
  public func fitted(
    toBlocks blocks: some Sequence<Block>
  ) throws(ClusteringError) -> PartialFit {
    var fit = try partialFit()
    for block in blocks { try fit.add(block.rows, weights: block.weights) }
    try fit.finish()
    return fit
  }

  /// Follows a stream to its end, while its blocks come.
  ///
  /// - Parameters:
  ///   - blocks: Rows that come together, one block after another.
  ///   - isolation: Where the blocks are taken in.
  /// - Returns: The centers, which may follow more rows.
  /// - Throws: ``ClusteringError``, as for other sequences, or what the sequence throws.
  /// - Complexity: O(rows × columns × clusters), and O(batch × columns) space.
  public func fitted<Blocks: AsyncSequence>(
    toBlocks blocks: Blocks, isolation: isolated (any Actor)? = #isolation
  ) async throws -> PartialFit where Blocks.Element == Block {
    var fit = try partialFit()
    for try await block in blocks { try fit.add(block.rows, weights: block.weights) }
    try fit.finish()
    return fit
  }
}
