public import DenseAlgebra
import ParallelBlocks

extension SizeConstrainedKMeans {
  /// Learns a partition of the rows of a matrix, which is not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: What a row's squared distance is multiplied by, 0 or more; `nil` stands for 1.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, no
  ///   partition keeps to the limits, or the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration, and for each row that is not with its
  ///   nearest center O(clusters² + clusters × log rows); O(rows × clusters) space.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try checkSettings()
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    if case .centers(let centers) = initialization {
      try InputChecks.checkCenters(
        centers, clusterCount: clusterCount, columnCount: matrix.columnCount,
        totalWeight: totalWeight)
    }
    guard let weights, weights.contains(0) else {
      return try model(of: matrix, weights: weights)
    }
    // Rows that do not count are placed when the others have been.
    let counted = weights.indices.filter { weights[$0] > 0 }
    let model = try model(of: matrix.selectingRows(counted), weights: counted.map { weights[$0] })
    var labels = try model.assignments(for: matrix).labels
    for (place, row) in counted.enumerated() { labels[row] = model.assignments.labels[place] }
    return model.replacing(Assignments(labels: labels, clusterCount: clusterCount))
  }

  private func model(
    of matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    // Also when centers are given: the sums around the mean are those of one cluster.
    let whole = try KMeans(clusterCount: 1, restarts: 1, parallelism: parallelism)
      .fitted(to: matrix, weights: weights)
    return try WeightedRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try InputChecks.checkDistinctRows(of: rows, atLeast: clusterCount)
      let limits = try limits(rowCount: matrix.rowCount)
      let totalWeight = whole.clusterWeights[0]
      let search = SizedSearch(
        rows: rows, clusterCount: clusterCount, limits: limits, iterationLimit: iterationLimit,
        threshold: tolerance * whole.totalSumOfSquares
          / (totalWeight * Double(matrix.columnCount)),
        origin: Array(whole.centers.row(0)), parallelism: parallelism)
      var best: SizedSearch.Result?
      var restartCount = restarts
      if case .centers = initialization { restartCount = 1 }
      for restart in 0..<restartCount {
        let start: Matrix
        if case .centers(let centers) = initialization {
          start = centers
        } else {
          start = try kMeans(start: restart).fitted(to: matrix, weights: weights).centers
        }
        let result = try search.result(from: start) {
          (iteration, objective, movedRowCount) throws(ClusteringError) in
          progress?(
            ClusteringProgress(
              restart: restart, restartCount: restartCount, iteration: iteration,
              iterationLimit: iterationLimit, objective: objective, movedRowCount: movedRowCount))
          try ClusteringError.checkCancellation()
        }
        if result.cost < best?.cost ?? .infinity {
          best = result
          best?.restart = restart
        }
      }
      guard let best else { preconditionFailure("no restart has a finite sum of squares") }
      return search.model(of: best, totalSumOfSquares: whole.totalSumOfSquares)
    }
  }
}

extension KMeans.Model {
  /// The same with other labels.
  fileprivate func replacing(_ assignments: Assignments) -> Self {
    Self(
      centers: centers, assignments: assignments, clusterWeights: clusterWeights,
      withinSumsOfSquares: withinSumsOfSquares, totalSumOfSquares: totalSumOfSquares,
      iterationCount: iterationCount, isConverged: isConverged, restart: restart)
  }
}
