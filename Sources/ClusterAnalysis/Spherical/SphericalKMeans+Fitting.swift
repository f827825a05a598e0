public import DenseAlgebra
import ParallelBlocks

extension SphericalKMeans {
  /// Learns a partition of the rows of a matrix, which is not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row. No cluster is empty.
  ///
  /// - Parameters:
  ///   - matrix: The rows, none of them all zeros; as many distinct directions as clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, a row
  ///   has no direction, or the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration, and O(rows × columns) space.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try checkSettings()
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    let directions = try matrix.withRowsOfLengthOne()
    let given = try givenCenters(columnCount: matrix.columnCount)
    let whole = try KMeans(clusterCount: 1, restarts: 1, parallelism: parallelism)
      .fitted(to: directions, weights: weights)
    return try WeightedRows.with(directions, weights: weights) {
      (rows) throws(ClusteringError) in
      try InputChecks.checkDistinctRows(of: rows, atLeast: clusterCount)
      let search = ConceptSearch(
        rows: rows, clusterCount: clusterCount, iterationLimit: iterationLimit,
        threshold: tolerance * whole.totalSumOfSquares
          / (totalWeight * Double(matrix.columnCount)), parallelism: parallelism)
      var best: ConceptSearch.Result?
      let restartCount = given == nil ? restarts : 1
      for restart in 0..<restartCount {
        let start =
          if let given { given } else {
            try concepts(
              of: kMeans(start: restart).fitted(to: directions, weights: weights), directions)
          }
        var result = try search.result(from: start) {
          (iteration, objective, movedRowCount) throws(ClusteringError) in
          progress?(
            ClusteringProgress(
              restart: restart, restartCount: restartCount, iteration: iteration,
              iterationLimit: iterationLimit, objective: objective, movedRowCount: movedRowCount))
          try ClusteringError.checkCancellation()
        }
        result.restart = restart
        if result.cost < best?.cost ?? .infinity { best = result }
      }
      guard let best else { preconditionFailure("no restart has a finite cost") }
      return try search.model(of: best)
    }
  }

  private func checkSettings() throws(ClusteringError) {
    var plain = kMeans(start: 0)
    plain.restarts = restarts
    try plain.checkSettings()
  }

  /// The directions of given centers; nil when there are none.
  private func givenCenters(columnCount: Int) throws(ClusteringError) -> Matrix? {
    guard case .centers(let centers) = initialization else { return nil }
    try InputChecks.checkCenters(centers, clusterCount: clusterCount, columnCount: columnCount)
    return try centers.withRowsOfLengthOne()
  }

  /// The directions of the centers of a model; where rows cancel out, that of a row.
  private func concepts(of model: KMeans.Model, _ directions: Matrix) -> Matrix {
    Matrix(
      rows: (0..<clusterCount).map { cluster in
        let center = Array(model.centers.row(cluster))
        return ConceptSearch.direction(of: center, mass: 1)
          ?? Array(directions.row(model.assignments.labels.firstIndex(of: Int32(cluster)) ?? 0))
      })
  }
}
