public import DenseAlgebra
import ParallelBlocks

extension MiniBatchKMeans.PartialFit {
  /// The centers, one a row; `nil` before enough rows have come, or ``finish()`` was called.
  public var centers: Matrix? { state?.centers }

  /// For each center, the weight of the rows that it was given; `nil` as long as there are no centers.
  ///
  /// A center that was moved because it got too few rows counts as many as the smallest of the others.
  public var clusterWeights: [Double]? { state?.masses }

  /// How many batches the centers have followed, beyond the rows that were clustered first.
  public var batchCount: Int { state?.batchCount ?? 0 }

  /// How many rows wait until their batch is full.
  public var waitingRowCount: Int { waitingWeights.count }

  /// Takes in some rows.
  ///
  /// - Parameters:
  ///   - block: The rows, with as many columns as those before; there may be none.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Throws: ``ClusteringError`` when the rows or the weights cannot be used, or the task is
  ///   cancelled. Rows that cannot be used change nothing.
  /// - Complexity: O(rows × columns × clusters).
  public mutating func add(
    _ block: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) {
    guard (weights?.count ?? block.rowCount) == block.rowCount else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(weights?.count ?? 0) weights for \(block.rowCount) rows, not one for each")
    }
    guard block.rowCount > 0 else { return }
    if let columnCount, columnCount != block.columnCount {
      throw ClusteringError(
        .shapeMismatch,
        "the block has \(block.columnCount) columns, but those before had \(columnCount)")
    }
    var totalWeight = Double(block.rowCount)
    if weights?.contains(where: { $0 != 0 }) ?? true {
      totalWeight = try InputChecks.checkWeights(weights, rowCount: block.rowCount)
    }
    try InputChecks.checkElements(of: block, totalWeight: totalWeight, called: "the block")
    columnCount = block.columnCount
    append(block, weights: weights)
    try useFullBatches()
  }

  /// Takes in the rows that wait, although they do not fill a batch.
  ///
  /// - Throws: ``ClusteringError`` when there are no centers yet, and fewer distinct rows than there are
  ///   to be clusters; or the task is cancelled.
  public mutating func finish() throws(ClusteringError) {
    if state == nil {
      guard let rows = waitingRows, rows.rowCount > 0 else {
        throw ClusteringError(
          .emptyInput, "no row of positive weight has come, but some are needed")
      }
      try begin(with: rows, weights: waitingWeights)
      dropWaiting(waitingWeights.count)
    } else if !waitingWeights.isEmpty {
      follow(0..<waitingWeights.count)
      dropWaiting(waitingWeights.count)
    }
  }

  /// Places rows in the clusters of the nearest centers.
  ///
  /// - Throws: ``ClusteringError`` when there are no centers yet, the rows have another number of
  ///   columns, or hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
    guard let centers else {
      throw ClusteringError(
        .emptyInput, "there are no centers yet: \(rowCount) rows have come; finish the fit first")
    }
    return try NearestTwo(of: matrix, among: centers, parallelism: parallelism).assignments
  }

  private var waitingRows: Matrix? {
    columnCount.map {
      Matrix(rowCount: waitingWeights.count, columnCount: $0, elements: waiting)
    }
  }

  /// Lets the rows of a block wait, but for those that do not count.
  private mutating func append(_ block: Matrix, weights: [Double]?) {
    guard let weights else {
      waiting += block.elements
      waitingWeights += [Double](repeating: 1, count: block.rowCount)
      rowCount += block.rowCount
      return
    }
    for (row, weight) in weights.enumerated() where weight > 0 {
      waiting += block.row(row)
      waitingWeights.append(weight)
      rowCount += 1
    }
  }

  private mutating func dropWaiting(_ count: Int) {
    waitingWeights.removeFirst(count)
    waiting.removeFirst(count * (columnCount ?? 0))
  }

  private mutating func useFullBatches() throws(ClusteringError) {
    var used = 0
    // Wherever this ends, what was used must not be used again.
    defer { dropWaiting(used) }
    if state == nil {
      while firstRowCount <= waitingWeights.count {
        let weights = Array(waitingWeights[..<firstRowCount])
        let first = Matrix(
          rowCount: firstRowCount, columnCount: columnCount ?? 0,
          elements: Array(waiting[..<(firstRowCount * (columnCount ?? 0))]))
        if first.hasDistinctRows(clusterCount) {
          try begin(with: first, weights: weights)
          used = firstRowCount
          break
        }
        // Too few of these differ: twice as many may do.
        firstRowCount *= 2
      }
    }
    guard state != nil else { return }
    while used + batchSize <= waitingWeights.count {
      try ClusteringError.checkCancellation()
      follow(used..<used + batchSize)
      used += batchSize
    }
  }

  /// Clusters the first rows.
  private mutating func begin(with rows: Matrix, weights: [Double]) throws(ClusteringError) {
    let initialization: KMeans.Initialization =
      switch seeding {
      case .plusPlus(let trials): .plusPlus(trials: trials)
      case .random: .random
      }
    let model = try KMeans(
      clusterCount: clusterCount, initialization: initialization, restarts: restarts, seed: seed,
      parallelism: parallelism
    ).fitted(to: rows, weights: weights)
    state = BatchCenters(model.centers, masses: model.clusterWeights)
  }

  /// Lets the centers follow some of the rows that wait.
  private mutating func follow(_ rows: Range<Int>) {
    guard var state, let columnCount else { return }
    var random = RandomSource(seed: seed).substream(state.batchCount)
    let elements = rows.lowerBound * columnCount..<rows.upperBound * columnCount
    waiting.withUnsafeBufferPointer { waiting in
      waitingWeights.withUnsafeBufferPointer { weights in
        let batch = OriginalRows(
          doubles: UnsafeBufferPointer(rebasing: waiting[elements]), columnCount: columnCount)
        _ = state.follow(
          WeightedRows(
            original: batch, weights: SharedReads(UnsafeBufferPointer(rebasing: weights[rows]))),
          frame: PackingFrame(sampling: batch), movingBelow: reassignmentShare,
          drawingFrom: &random, parallelism: parallelism)
      }
    }
    self.state = state
  }
}
