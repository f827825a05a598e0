import DenseAlgebra

/// The search from one start: label each row with its nearest prototype, move each prototype to the
/// means and modes of its rows, and so on until nothing changes.
struct PrototypeSearch: Sendable {
  let engine: MixedEngine
  let columns: MixedColumns
  let layout: ColumnLayout
  let settings: KPrototypes

  /// Where a search ended.
  struct Result: Sendable {
    var prototypes: Prototypes
    var costs: [Double] = []
    var isConverged = false
    var restart: Int
  }

  /// Searches from `start`.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  func result(
    from start: Prototypes, restart: Int, _ labelling: inout MixedEngine.Labelling
  ) throws(ClusteringError) -> Result {
    var result = Result(prototypes: start, restart: restart)
    var running = RunningPrototypes(of: engine, columns: columns, clusterCount: start.count)
    let isFollowing = running.isFollowing && settings.updates == .batch
    while result.costs.count < settings.iterationLimit, !result.isConverged {
      let (cost, movedCount): (Double, Int)
      if isFollowing {
        movedCount = running.label(by: result.prototypes)
        cost = running.cost(of: result.prototypes)
      } else {
        label(result, &labelling, running.labels)
        cost = engine.cost(labelling)
        movedCount = running.take(labelling.labels)
      }
      let formerCost = result.costs.last ?? .infinity
      result.costs.append(cost)
      try report(result, cost: cost, movedCount: movedCount)
      let isComplete = running.rowCounts.allSatisfy { $0 > 0 }
      if isComplete, movedCount == 0 {
        result.isConverged = true
        break
      }
      if !isComplete {
        // The same labels, and how far each row is from its prototype.
        if isFollowing { engine.assign(to: result.prototypes, &labelling) }
        refillEmptyClusters(count: start.count, &labelling)
        _ = running.take(labelling.labels)
      }
      result.prototypes = running.prototypes(after: result.prototypes)
      result.isConverged =
        isComplete && settings.tolerance > 0 && formerCost - cost <= settings.tolerance * cost
    }
    if running.clearRoundings() {
      result.prototypes = running.prototypes(after: result.prototypes)
    }
    return result
  }

  /// Labels all rows, after the first pass with prototypes that follow each row, if that is asked for.
  private func label(
    _ result: Result, _ labelling: inout MixedEngine.Labelling, _ former: [Int32]
  ) {
    engine.assign(to: result.prototypes, &labelling)
    guard settings.updates == .online, !result.costs.isEmpty else { return }
    var update = OnlineUpdate(
      of: engine, prototypes: result.prototypes, labels: former, columns: columns)
    update.run()
    labelling.labels = update.labels
  }

  private func report(
    _ result: Result, cost: Double, movedCount: Int
  ) throws(ClusteringError) {
    settings.progress?(
      ClusteringProgress(
        restart: result.restart, restartCount: settings.restarts,
        iteration: result.costs.count, iterationLimit: settings.iterationLimit,
        objective: cost, movedRowCount: movedCount))
    try ClusteringError.checkCancellation()
  }

  /// Gives each empty cluster the row that is farthest from its prototype, and takes it from its
  /// cluster.
  ///
  /// Rows that do not count, the last row of a cluster, and a row equal to one already given are left
  /// where they are.
  private func refillEmptyClusters(count: Int, _ labelling: inout MixedEngine.Labelling) {
    var remaining = [Int](repeating: 0, count: count)
    for row in 0..<engine.rows.rowCount where engine.weight(of: row) > 0 {
      remaining[Int(labelling.labels[row])] += 1
    }
    let distances = labelling.distances
    var candidates = (0..<engine.rows.rowCount)
      .filter { engine.weight(of: $0) > 0 && distances[$0] > 0 }
      .sorted { (-distances[$0], $0) < (-distances[$1], $1) }
      .makeIterator()
    var given: Set<[UInt64]> = []
    for cluster in 0..<count where remaining[cluster] == 0 {
      while let row = candidates.next() {
        let donor = Int(labelling.labels[row])
        guard remaining[donor] > 1, given.insert(engine.key(of: row)).inserted else { continue }
        remaining[donor] -= 1
        remaining[cluster] = 1
        labelling.labels[row] = Int32(cluster)
        break
      }
    }
  }
}
