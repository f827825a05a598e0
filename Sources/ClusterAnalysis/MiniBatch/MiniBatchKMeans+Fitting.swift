public import DenseAlgebra
import ParallelBlocks

extension MiniBatchKMeans {
  /// Learns a partition of the rows of a matrix from batches that are drawn from them.
  ///
  /// Rows are drawn with a probability proportional to their weight. At the end one iteration of
  /// Lloyd's search over all rows moves each center to the mean of its rows, and the clusters are
  /// brought into order as ``KMeans`` does. Of the model, `iterationCount` is the number of batches,
  /// and `isConverged` says that the search ended before the limit.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(batch × columns × clusters) a batch, and O(rows × columns × clusters) in all.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try InputChecks.checkShape(rowCount: matrix.rowCount, columnCount: matrix.columnCount)
    let found = try WeightedRows.with(matrix, weights: weights) {
      (rows) throws(ClusteringError) in
      try search(in: rows, weights: weights)
    }
    return try found.model(of: found.kMeans.fitted(to: matrix, weights: weights))
  }

  /// Learns a partition of the rows of a NumPy file from batches that are drawn from them.
  ///
  /// - Parameters:
  ///   - file: The rows; at least as many distinct ones as there are clusters. It must not change.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The partition that was found, as from a matrix.
  /// - Throws: ``ClusteringError`` when the settings, the numbers or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(batch × columns × clusters) a batch, and O(rows × columns × clusters) in all.
  public func fitted(
    toRowsOf file: NumPyFile, weights: [Double]? = nil
  ) throws(ClusteringError) -> Model {
    try InputChecks.checkShape(rowCount: file.rowCount, columnCount: file.columnCount)
    guard file.elementType == .float32 else {
      return try fitted(to: file.matrix(), weights: weights)
    }
    let found = try file.withFloats(inRows: 0..<file.rowCount) {
      (floats) throws(ClusteringError) in
      try WeightedRows.with(
        OriginalRows(floats: floats, columnCount: file.columnCount), weights: weights
      ) { (rows) throws(ClusteringError) in
        try search(in: rows, weights: weights)
      }
    }
    return try found.model(of: found.kMeans.fitted(toRowsOf: file, weights: weights))
  }

  /// What the search in batches came to, and how all rows are clustered from there.
  private struct Search {
    var kMeans: KMeans
    /// How many batches there were, and whether they ended by themselves; nil without any.
    var batches: (count: Int, areConverged: Bool)?

    func model(of last: Model) -> Model {
      guard let batches else { return last }
      return Model(
        centers: last.centers, assignments: last.assignments, clusterWeights: last.clusterWeights,
        withinSumsOfSquares: last.withinSumsOfSquares, totalSumOfSquares: last.totalSumOfSquares,
        iterationCount: batches.count, isConverged: batches.areConverged, restart: last.restart)
    }
  }

  private func search(
    in rows: WeightedRows, weights: [Double]?
  ) throws(ClusteringError) -> Search {
    try checkSettings()
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: rows.rowCount)
    let frame = PackingFrame(sampling: rows.original)
    let survey = RowSurvey(of: rows, around: frame.centre, parallelism: parallelism)
    try InputChecks.checkElements(
      of: rows, survey: survey, around: frame.centre, totalWeight: totalWeight)
    let draws = BatchDraws(rows)
    guard var state = try start(draws, rows) else { return Search(kMeans: kMeans) }
    let summary = RowSummary(
      of: rows, survey: survey, origin: frame.centre, totalWeight: totalWeight,
      parallelism: parallelism)
    let threshold =
      tolerance * summary.totalSumOfSquares / (totalWeight * Double(rows.columnCount))
    let size = min(batchSize, rows.rowCount)
    var smoothing = CostSmoothing(batchSize: size, rowCount: rows.rowCount, patience: patience)
    var elements = [Double](repeating: 0, count: size * rows.columnCount)
    let limit = max(1, passLimit * rows.rowCount / size)
    var isConverged = false
    while state.batchCount < limit, !isConverged {
      var random = RandomSource(seed: seed).substream(state.batchCount)
      draws.fill(&elements, from: &random)
      let step = elements.withUnsafeBufferPointer { elements in
        state.follow(
          WeightedRows(
            original: OriginalRows(doubles: elements, columnCount: rows.columnCount), weights: nil),
          frame: frame, movingBelow: reassignmentShare, drawingFrom: &random,
          parallelism: parallelism)
      }
      isConverged =
        smoothing.isIdle(after: step.meanSquare) || tolerance > 0 && step.shift <= threshold
      progress?(
        ClusteringProgress(
          restart: 0, restartCount: 1, iteration: state.batchCount, iterationLimit: limit,
          objective: (smoothing.value ?? step.meanSquare) * totalWeight, movedRowCount: size))
      try ClusteringError.checkCancellation()
    }
    var last = kMeans
    last.initialization = .centers(state.centers)
    last.iterationLimit = 1
    last.tolerance = 0
    return Search(kMeans: last, batches: (state.batchCount, isConverged))
  }

  /// The centers of a sample; nil when all rows are to be clustered at once.
  private func start(
    _ draws: BatchDraws, _ rows: WeightedRows
  ) throws(ClusteringError) -> BatchCenters? {
    if case .centers(let centers) = initialization {
      try InputChecks.checkCenters(
        centers, clusterCount: clusterCount, columnCount: rows.columnCount)
      return BatchCenters(centers, masses: [Double](repeating: 0, count: clusterCount))
    }
    guard rows.rowCount > firstRowCount else { return nil }
    var random = RandomSource(seed: seed).substream(-1)
    var elements = [Double](repeating: 0, count: firstRowCount * rows.columnCount)
    draws.fill(&elements, from: &random)
    let sample = Matrix(
      rowCount: firstRowCount, columnCount: rows.columnCount, elements: elements)
    guard sample.hasDistinctRows(clusterCount) else { return nil }
    let model = try kMeans.fitted(to: sample)
    return BatchCenters(model.centers, masses: model.clusterWeights)
  }
}

extension Matrix {
  /// Whether there are at least so many different rows.
  func hasDistinctRows(_ count: Int, weights: [Double]? = nil) -> Bool {
    WeightedRows.with(self, weights: weights) { $0.distinctRowCount(limit: count) == count }
  }
}
