import DenseAlgebra
import ParallelBlocks

/// Lloyd's search from one start: label each row with its nearest center, move each center to the
/// mean of its rows, and so on until nothing changes.
struct LloydSearch<Rows: RowSource, Engine: AssignmentEngine> {
  let rows: Rows
  let engine: Engine
  let plan: KMeans.Plan
  let summary: RowSummary
  let chunks: RowChunks
  let progress: (@Sendable (ClusteringProgress) -> Void)?

  /// Where a search ended.
  struct Result: Sendable {
    var centers: Matrix
    var withinSumOfSquares: Double
    var iterationCount: Int
    var isConverged: Bool
    var restart: Int
  }

  /// Searches from `start`.
  ///
  /// - Parameters:
  ///   - start: The first centers.
  ///   - restart: Which of the starts this is.
  ///   - labels: Room for a label a row; at the end, the label of the nearest center.
  /// - Returns: Where the search ended.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  func result(
    from start: Matrix, restart: Int, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> Result {
    labels.update(repeating: Assignments.unassigned)
    let threshold =
      plan.tolerance * summary.totalSumOfSquares
      / (summary.totalWeight * Double(rows.columnCount))
    var result = Result(
      centers: start, withinSumOfSquares: 0, iterationCount: 0, isConverged: false,
      restart: restart)
    var areLabelsCurrent = false
    while result.iterationCount < plan.iterationLimit, !result.isConverged {
      var totals = engine.assign(to: result.centers, labels: DisjointWrites(labels))
      result.iterationCount += 1
      try report(totals, of: result)
      let isComplete = totals.weights.allSatisfy { $0 > 0 }
      if totals.movedRowCount == 0, isComplete {
        result.isConverged = true
        areLabelsCurrent = true
        break
      }
      if !isComplete {
        refillEmptyClusters(in: &totals, centers: result.centers, labels: labels)
      }
      let shift = moveCenters(&result.centers, to: totals)
      result.isConverged = shift <= threshold
    }
    if !areLabelsCurrent {
      _ = engine.assign(to: result.centers, labels: DisjointWrites(labels))
    }
    result.withinSumOfSquares = measure(result.centers, labels: labels).withinSumOfSquares
    return result
  }

  /// What a labelling costs.
  func measure(
    _ centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) -> PartitionMeasure {
    PartitionMeasure(
      of: rows, centers: centers, labels: UnsafeBufferPointer(labels), chunks: chunks)
  }

  private func report(_ totals: PassTotals, of result: Result) throws(ClusteringError) {
    progress?(
      ClusteringProgress(
        restart: result.restart, restartCount: plan.restartCount,
        iteration: result.iterationCount, iterationLimit: plan.iterationLimit,
        objective: max(0, summary.sumOfSquaresAroundOrigin + totals.score),
        movedRowCount: totals.movedRowCount))
    try ClusteringError.checkCancellation()
  }

  /// Moves each center to the mean of its rows; that of an empty cluster stays.
  ///
  /// - Returns: The sum of the squared distances by which the centers moved.
  private func moveCenters(_ centers: inout Matrix, to totals: PassTotals) -> Double {
    var shift = 0.0
    for (cluster, weight) in totals.weights.enumerated() where weight > 0 {
      for column in 0..<rows.columnCount {
        let mean =
          summary.origin[column] + totals.sums[cluster * rows.columnCount + column] / weight
        let difference = mean - centers[cluster, column]
        shift += difference * difference
        centers[cluster, column] = mean
      }
    }
    return shift
  }
}
