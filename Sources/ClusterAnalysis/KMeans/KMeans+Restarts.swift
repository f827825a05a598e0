import DenseAlgebra
import ParallelBlocks

extension KMeans {
  /// Searches from all starts of all plans.
  ///
  /// - Returns: For each plan the result of the best restart, of equally good ones the first; and if
  ///   there was one search, its labels when it is known how far rows are from changing them.
  func bestResults<Engine: AssignmentEngine>(
    of search: LloydSearch<EnginePasses<Engine>>, _ plans: [Plan], _ prepared: PreparedRows
  ) throws(ClusteringError) -> [(result: LloydResult, labels: RowLabels?)] {
    var best = [(result: LloydResult, cost: Double)?](repeating: nil, count: plans.count)
    var onlyLabels: RowLabels?
    let starts = plans.indices.flatMap { plan in
      (0..<plans[plan].restartCount).map { (plan: plan, restart: $0) }
    }
    let width = searchesAtATime(of: prepared)
    for first in stride(from: 0, to: starts.count, by: width) {
      let together = starts[first..<min(first + width, starts.count)]
      var runs: [LloydRun<RowLabels>] = []
      for (plan, restart) in together {
        var random = RandomSource(seed: seed).substream(restart)
        let start = try start(of: search, plans[plan], prepared, from: &random)
        runs.append(
          LloydRun(
            plans[plan], from: start, restart: restart, labels: search.passes.labels(),
            around: search.passes.origin))
      }
      try search.finish(&runs)
      if exchangesRows { try search.exchange(&runs) }
      if plans.contains(where: { $0.restartCount > 1 }) { search.labelRows(of: &runs) }
      if starts.count == 1, runs[0].labels.haveGaps { onlyLabels = runs[0].labels }
      for ((plan, _), run) in zip(together, runs) {
        // By direct differences: what sums tell loses the digits that far rows take.
        let cost =
          plans[plan].restartCount == 1
          ? 0 : search.measure(run.result.centers, labels: run.labels).withinSumOfSquares
        guard cost < best[plan]?.cost ?? .infinity else { continue }
        best[plan] = (run.result, cost)
        best[plan]?.result.iterationCount = run.iterationCount
      }
    }
    return best.map {
      guard let result = $0?.result else {
        preconditionFailure("no restart has a finite sum of squares")
      }
      return (result, onlyLabels)
    }
  }

  /// How many searches go on together: as many as their labels and gaps take a fifth of the memory of
  /// the rows in Float, or 16 MB; with a limit to memory, no more than fit beside what else is kept.
  private func searchesAtATime(of prepared: PreparedRows) -> Int {
    let usual = max(1, prepared.rows.columnCount / 10, (1 << 21) / prepared.rows.rowCount)
    return min(usual, searchLimit(for: prepared))
  }

  private func start<Engine: AssignmentEngine>(
    of search: LloydSearch<EnginePasses<Engine>>, _ plan: Plan, _ prepared: PreparedRows,
    from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    switch plan.start {
    case .centers(let centers):
      centers
    case .random:
      RandomSeeding(rows: search.passes.rows).centers(plan.clusterCount, from: &random)
    case .parallel(let trialCount, let roundCount, let drawCount):
      try ParallelSeeding(
        prepared, chunks: search.passes.chunks, trialCount: trialCount, roundCount: roundCount,
        drawCount: drawCount
      ).centers(plan.clusterCount, from: &random)
        .selectingRows((0..<plan.clusterCount).reversed())
    case .plusPlus(let trialCount):
      // Ties go to the lowest index. From the last seed to the first, rows that are equally near to
      // several seeds go to the latest, which has the fewest rows of its own: where rows are flags or
      // levels, the first seed would take most of them, and the search would end in poor partitions.
      try PlusPlusSeeding(prepared, chunks: search.passes.chunks, trialCount: trialCount)
        .centers(plan.clusterCount, from: &random)
        .selectingRows((0..<plan.clusterCount).reversed())
    }
  }

  /// The model that a search has ended with.
  ///
  /// - Parameters:
  ///   - search: The search.
  ///   - result: Where its best run ended.
  ///   - kept: The labels of that run, if they are kept; otherwise rows are labelled anew.
  /// - Returns: The model, its clusters in their final order.
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func model<Engine: AssignmentEngine>(
    of search: LloydSearch<EnginePasses<Engine>>, settling result: LloydResult,
    labels kept: RowLabels?
  ) throws(ClusteringError) -> Model {
    var result = result
    let measure: PartitionMeasure
    var labels: [Int32]
    if let kept {
      measure = try search.settle(&result, labels: kept)
      kept.forgetGaps()
      labels = Array(kept.elements)
    } else {
      // The labels are made where they stay: a copy would need as much memory again.
      labels = [Int32](repeating: Assignments.unassigned, count: search.passes.rows.rowCount)
      measure = try labels.withUnsafeMutableBufferPointer {
        (labels) throws(ClusteringError) in
        try search.settle(&result, labels: RowLabels(borrowing: labels))
      }
    }
    return Model(
      centers: result.centers,
      assignments: Assignments(labels: labels, clusterCount: result.centers.rowCount),
      clusterWeights: measure.weights, withinSumsOfSquares: measure.withinSums,
      totalSumOfSquares: search.summary.totalSumOfSquares,
      iterationCount: result.iterationCount, isConverged: result.isConverged,
      restart: result.restart)
  }
}
