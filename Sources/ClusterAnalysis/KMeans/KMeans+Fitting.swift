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
    let plan = try plan(for: matrix, weights: weights)
    return try MatrixRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try BLAS.onOneThread { () throws(ClusteringError) in
        try model(of: rows, by: plan)
      }
    }
  }

  private func model(
    of rows: some RowSource, by plan: Plan
  ) throws(ClusteringError) -> Model {
    let chunks = RowChunks(
      rowCount: rows.rowCount, clusterCount: clusterCount, parallelism: parallelism)
    let summary = RowSummary(of: rows, chunks: chunks)
    // Squares of smaller numbers lose their digits.
    guard clusterCount == 1 || summary.totalSumOfSquares / summary.totalWeight > 1e-280 else {
      throw ClusteringError(
        .valueOutOfRange,
        "the rows differ by so little that squared distances vanish; scale the columns up")
    }
    switch engine {
    case .automatic, .blas:
      let engine = BLASEngine(
        rows, origin: summary.origin, clusterCount: clusterCount, chunks: chunks)
      return try model(
        by: LloydSearch(
          rows: rows, engine: engine, plan: plan, summary: summary, chunks: chunks,
          progress: progress))
    }
  }

  private func model<Rows, Engine>(
    by search: LloydSearch<Rows, Engine>
  ) throws(ClusteringError) -> Model {
    var labels = [Int32](repeating: Assignments.unassigned, count: search.rows.rowCount)
    return try labels.withUnsafeMutableBufferPointer { (labels) throws(ClusteringError) in
      var best = try bestResult(of: search, labels: labels)
      let measure = try search.settle(&best.centers, labels: labels)
      return Model(
        centers: best.centers,
        assignments: Assignments(labels: Array(labels), clusterCount: clusterCount),
        clusterWeights: measure.weights, withinSumsOfSquares: measure.withinSums,
        totalSumOfSquares: search.summary.totalSumOfSquares,
        iterationCount: best.iterationCount, isConverged: best.isConverged,
        restart: best.restart)
    }
  }

  /// The result of the best restart, of equally good ones the first.
  private func bestResult<Rows, Engine>(
    of search: LloydSearch<Rows, Engine>, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> LloydSearch<Rows, Engine>.Result {
    var best: LloydSearch<Rows, Engine>.Result?
    for restart in 0..<search.plan.restartCount {
      var random = RandomSource(seed: search.plan.seed).substream(restart)
      let start = try start(of: search, from: &random)
      let result = try search.result(from: start, restart: restart, labels: labels)
      if result.withinSumOfSquares < best?.withinSumOfSquares ?? .infinity { best = result }
    }
    guard let best else { preconditionFailure("no restart has a finite sum of squares") }
    return best
  }

  private func start<Rows, Engine>(
    of search: LloydSearch<Rows, Engine>, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    switch search.plan.start {
    case .centers(let centers):
      centers
    case .random:
      RandomSeeding(rows: search.rows).centers(clusterCount, from: &random)
    case .plusPlus(let trialCount):
      try PlusPlusSeeding(rows: search.rows, chunks: search.chunks, trialCount: trialCount)
        .centers(clusterCount, from: &random)
    }
  }
}
