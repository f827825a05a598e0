public import DenseAlgebra
import ParallelBlocks

extension KMeans {
  /// Learns a partition of the rows of a matrix, which is not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row. No cluster is empty.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try InputChecks.checkShape(rowCount: matrix.rowCount, columnCount: matrix.columnCount)
    return try WeightedRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try model(of: rows, weights: weights)
    }
  }

  /// Learns a partition of the rows of a NumPy file.
  ///
  /// Numbers of a `float32` file are read where the file is mapped and are never widened as a whole:
  /// the fused engine keeps its packed copy of them, the BLAS engine nothing. All arithmetic that the
  /// result shows is in `Double`.
  ///
  /// - Parameters:
  ///   - file: The rows; at least as many distinct ones as there are clusters. It must not change.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the numbers or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    toRowsOf file: NumPyFile, weights: [Double]? = nil
  ) throws(ClusteringError) -> Model {
    try InputChecks.checkShape(rowCount: file.rowCount, columnCount: file.columnCount)
    guard file.elementType == .float32 else {
      return try fitted(to: file.matrix(), weights: weights)
    }
    return try file.withFloats(inRows: 0..<file.rowCount) { (floats) throws(ClusteringError) in
      try WeightedRows.with(
        OriginalRows(floats: floats, columnCount: file.columnCount), weights: weights
      ) { (rows) throws(ClusteringError) in
        try model(of: rows, weights: weights)
      }
    }
  }

  private func model(
    of rows: WeightedRows, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try checkSettings()
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: rows.rowCount)
    let engine = resolvedEngine(rowCount: rows.rowCount, columnCount: rows.columnCount)
    let chunks = RowChunks(
      rowCount: rows.rowCount, columnCount: rows.columnCount, clusterCount: clusterCount,
      parallelism: parallelism)
    let prepared = PreparedRows(
      rows, totalWeight: totalWeight, isPacked: engine == .fused, parallelism: parallelism)
    let plan = try plan(for: prepared)
    let summary = RowSummary(
      of: rows, survey: prepared.survey, origin: prepared.frame.centre, totalWeight: totalWeight,
      parallelism: parallelism)
    // Squares of smaller numbers lose their digits.
    guard clusterCount == 1 || summary.totalSumOfSquares / summary.totalWeight > 1e-280 else {
      throw ClusteringError(
        .valueOutOfRange,
        "the rows differ by so little that squared distances vanish; scale the columns up")
    }
    if let tiles = prepared.tiles {
      return try model(
        by: LloydSearch(
          rows: rows,
          engine: FusedEngine(original: rows.original, tiles: tiles, kernels: TileKernels()),
          plan: plan, summary: summary, chunks: chunks, progress: progress), prepared)
    }
    return try BLAS.onOneThread { () throws(ClusteringError) in
      try model(
        by: LloydSearch(
          rows: rows, engine: BLASEngine(rows, frame: prepared.frame), plan: plan,
          summary: summary, chunks: chunks, progress: progress), prepared)
    }
  }

  private func model<Engine>(
    by search: LloydSearch<Engine>, _ prepared: PreparedRows
  ) throws(ClusteringError) -> Model {
    var labels = [Int32](repeating: Assignments.unassigned, count: search.rows.rowCount)
    let (result, measure) = try labels.withUnsafeMutableBufferPointer {
      (labels) throws(ClusteringError) in
      var result = try bestResult(of: search, prepared, labels: labels)
      let measure = try search.settle(&result, labels: labels)
      return (result, measure)
    }
    return Model(
      centers: result.centers,
      assignments: Assignments(labels: labels, clusterCount: clusterCount),
      clusterWeights: measure.weights, withinSumsOfSquares: measure.withinSums,
      totalSumOfSquares: search.summary.totalSumOfSquares,
      iterationCount: result.iterationCount, isConverged: result.isConverged,
      restart: result.restart)
  }

  /// The result of the best restart, of equally good ones the first.
  private func bestResult<Engine>(
    of search: LloydSearch<Engine>, _ prepared: PreparedRows,
    labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> LloydSearch<Engine>.Result {
    var best: (result: LloydSearch<Engine>.Result, cost: Double)?
    for restart in 0..<search.plan.restartCount {
      var random = RandomSource(seed: search.plan.seed).substream(restart)
      let start = try start(of: search, prepared, from: &random)
      var result = try search.result(from: start, restart: restart, labels: labels)
      if exchangesRows { result = try search.exchanged(result, labels: labels) }
      if search.plan.restartCount == 1 { return result }
      let cost = search.withinSumOfSquares(of: result, labels: labels)
      if cost < best?.cost ?? .infinity { best = (result, cost) }
    }
    guard let best else { preconditionFailure("no restart has a finite sum of squares") }
    return best.result
  }

  private func start<Engine>(
    of search: LloydSearch<Engine>, _ prepared: PreparedRows, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    switch search.plan.start {
    case .centers(let centers):
      centers
    case .random:
      RandomSeeding(rows: search.rows).centers(clusterCount, from: &random)
    case .plusPlus(let trialCount):
      // Ties go to the lowest index. From the last seed to the first, rows that are equally near to
      // several seeds go to the latest, which has the fewest rows of its own: where rows are flags or
      // levels, the first seed would take most of them, and the search would end in poor partitions.
      try PlusPlusSeeding(prepared, chunks: search.chunks, trialCount: trialCount)
        .centers(clusterCount, from: &random)
        .selectingRows((0..<clusterCount).reversed())
    }
  }
}
