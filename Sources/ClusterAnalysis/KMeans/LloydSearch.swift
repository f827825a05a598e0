import DenseAlgebra

/// Lloyd's search: label each row with its nearest center, move each center to the mean of its rows,
/// and so on until nothing changes.
///
/// Several searches go on together. Each pass over the rows labels a piece of them for one search
/// after the other while it lies in the cache; a search that is over drops out. No search sees
/// anything of the others, and each ends with the same bits as if it were alone.
///
/// It sees rows only through ``RowPasses``. (That is asked of the extensions: the first use of a type that
/// itself asks for a conformance costs as much as two passes over 10,000 rows.)
struct LloydSearch<Passes: Sendable>: Sendable {
  let passes: Passes
  let summary: RowSummary
  let progress: (@Sendable (ClusteringProgress) -> Void)?
}

extension LloydSearch where Passes: RowPasses {
  /// Brings all searches to their ends.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  func finish(_ runs: inout [LloydRun<Passes.Labels>]) throws(ClusteringError) {
    var active = runs.indices.filter { !runs[$0].isOver }
    while !active.isEmpty {
      let parts = pass(for: active, of: runs)
      for (position, index) in active.enumerated() {
        try advance(&runs[index], by: parts.lazy.map { $0[position] })
      }
      active.removeAll { runs[$0].isOver }
    }
  }

  /// Labels rows with the centers that searches have ended with, where that is still to be done.
  func labelRows(of runs: inout [LloydRun<Passes.Labels>]) {
    let late = runs.indices.filter { !runs[$0].result.areLabelsCurrent }
    guard !late.isEmpty else { return }
    let parts = pass(for: late, of: runs)
    for (position, index) in late.enumerated() {
      _ = runs[index].sums.merge(parts.lazy.map { $0[position] })
      runs[index].result.areLabelsCurrent = true
    }
  }

  /// What the next pass changes for some of the searches: for each chunk, a part for each of them.
  private func pass(
    for indices: [Int], of runs: [LloydRun<Passes.Labels>]
  ) -> [[RunningSums.Part]] {
    passes.assign(indices.map { (runs[$0].result.centers, runs[$0].labels) })
  }

  /// Moves the centers of a search to the means of the rows that a pass has labelled.
  private func advance(
    _ run: inout LloydRun<Passes.Labels>, by parts: some Sequence<RunningSums.Part>
  ) throws(ClusteringError) {
    let movedRowCount = run.sums.merge(parts)
    if run.sums.areDue { sumAgain(&run) }
    run.result.iterationCount += 1
    run.result.masses = run.sums.current.masses
    try report(run, movedRowCount: movedRowCount)
    let isComplete = run.sums.current.counts.allSatisfy { $0 > 0 }
    if movedRowCount == 0, isComplete {
      run.result.isConverged = true
      // Means of many changes are as good as means of all rows only when no rounding is left.
      let shift = sumAgain(&run) ? move(&run.result.centers, to: run.sums.current) : 0
      run.result.areLabelsCurrent = shift == 0
      run.result.masses = run.sums.current.masses
      return
    }
    var settled = run.sums.current
    if !isComplete {
      refillEmptyClusters(in: &settled, centers: run.result.centers, labels: run.labels)
    }
    let threshold =
      run.plan.tolerance * summary.totalSumOfSquares
      / (summary.totalWeight * Double(passes.columnCount))
    run.result.isConverged = move(&run.result.centers, to: settled) <= threshold
  }

  @discardableResult
  private func sumAgain(_ run: inout LloydRun<Passes.Labels>) -> Bool {
    let labels = run.labels
    let clusterCount = run.plan.clusterCount
    return run.sums.renew { passes.sums(of: labels, clusterCount: clusterCount) }
  }

  /// Tells how far a search has come.
  private func report(
    _ run: LloydRun<Passes.Labels>, movedRowCount: Int
  ) throws(ClusteringError) {
    if let progress {
      progress(
        ClusteringProgress(
          clusterCount: run.plan.clusterCount,
          restart: run.result.restart, restartCount: run.plan.restartCount,
          iteration: run.result.iterationCount, iterationLimit: run.plan.iterationLimit,
          objective: objective(of: run.result.centers, run.sums.current),
          movedRowCount: movedRowCount))
    }
    try ClusteringError.checkCancellation()
  }

  /// The weighted sum of squared distances of the rows to their centers, which follows from the sums
  /// of the rows: Σ‖x − c‖² = Σ‖x‖² − 2 Σ x·c + Σ‖c‖², all less the origin.
  private func objective(of centers: Matrix, _ sums: ClusterSums) -> Double {
    var objective = summary.sumOfSquaresAroundOrigin
    for cluster in sums.masses.indices {
      for column in 0..<passes.columnCount {
        let center = centers[cluster, column] - summary.origin[column]
        objective +=
          center
          * (sums.masses[cluster] * center - 2 * sums.sums[cluster * passes.columnCount + column])
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
      for column in 0..<passes.columnCount {
        let mean = summary.origin[column] + sums.sums[cluster * passes.columnCount + column] / mass
        let difference = mean - centers[cluster, column]
        shift += difference * difference
        centers[cluster, column] = mean
      }
    }
    return shift
  }
}
