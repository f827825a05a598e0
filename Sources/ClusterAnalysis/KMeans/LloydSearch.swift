import DenseAlgebra
import ParallelBlocks

/// Lloyd's search from one start: label each row with its nearest center, move each center to the
/// mean of its rows, and so on until nothing changes.
struct LloydSearch<Engine: AssignmentEngine>: Sendable {
  let rows: WeightedRows
  let engine: Engine
  let plan: KMeans.Plan
  let summary: RowSummary
  let chunks: RowChunks
  let progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Where a search ended.
  struct Result: Sendable {
    var centers: Matrix
    /// For each cluster, the weight of its rows when they were last labelled.
    var masses: [Double]
    var iterationCount = 0
    var isConverged = false
    /// Whether the labels are those of the nearest centers.
    var areLabelsCurrent = false
    let restart: Int
  }

  /// Searches from `start`.
  ///
  /// - Parameters:
  ///   - start: The first centers.
  ///   - restart: Which of the starts this is.
  ///   - labels: Room for a label a row.
  /// - Returns: Where the search ended.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  func result(
    from start: Matrix, restart: Int, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> Result {
    var sums = RunningSums(of: self, labels: labels)
    let threshold =
      plan.tolerance * summary.totalSumOfSquares
      / (summary.totalWeight * Double(rows.columnCount))
    var result = Result(centers: start, masses: [], restart: restart)
    while result.iterationCount < plan.iterationLimit, !result.isConverged {
      let movedRowCount = sums.assignRows(to: result.centers, in: self)
      result.iterationCount += 1
      try report(sums.current, movedRowCount: movedRowCount, of: result)
      let isComplete = sums.current.counts.allSatisfy { $0 > 0 }
      if movedRowCount == 0, isComplete {
        result.isConverged = true
        // Means of many changes are as good as means of all rows only when no rounding is left.
        let shift = sums.sumAgain(in: self) ? move(&result.centers, to: sums.current) : 0
        result.areLabelsCurrent = shift == 0
        break
      }
      var settled = sums.current
      if !isComplete { refillEmptyClusters(in: &settled, centers: result.centers, labels: labels) }
      result.isConverged = move(&result.centers, to: settled) <= threshold
    }
    result.masses = sums.current.masses
    return result
  }

  /// Tells how far the search has come.
  private func report(
    _ sums: ClusterSums, movedRowCount: Int, of result: Result
  ) throws(ClusteringError) {
    progress?(
      ClusteringProgress(
        restart: result.restart, restartCount: plan.restartCount,
        iteration: result.iterationCount, iterationLimit: plan.iterationLimit,
        objective: objective(of: result.centers, sums), movedRowCount: movedRowCount))
    try ClusteringError.checkCancellation()
  }

  /// The weighted sum of squared distances of the rows to their centers, which follows from the sums
  /// of the rows: Σ‖x − c‖² = Σ‖x‖² − 2 Σ x·c + Σ‖c‖², all less the origin.
  private func objective(of centers: Matrix, _ sums: ClusterSums) -> Double {
    var objective = summary.sumOfSquaresAroundOrigin
    for cluster in sums.masses.indices {
      for column in 0..<rows.columnCount {
        let center = centers[cluster, column] - summary.origin[column]
        objective +=
          center
          * (sums.masses[cluster] * center - 2 * sums.sums[cluster * rows.columnCount + column])
      }
    }
    return max(0, objective)
  }

  /// Moves each center to the mean of its rows; that of an empty cluster stays.
  ///
  /// - Returns: The sum of the squared distances by which the centers moved.
  private func move(_ centers: inout Matrix, to sums: ClusterSums) -> Double {
    var shift = 0.0
    for (cluster, mass) in sums.masses.enumerated() where mass > 0 {
      for column in 0..<rows.columnCount {
        let mean = summary.origin[column] + sums.sums[cluster * rows.columnCount + column] / mass
        let difference = mean - centers[cluster, column]
        shift += difference * difference
        centers[cluster, column] = mean
      }
    }
    return shift
  }
}
