import DenseAlgebra
import ParallelBlocks

extension KMeans {
  /// Learns a partition for each of some numbers of clusters, with all searches in the same passes over
  /// the rows.
  ///
  /// - Parameters:
  ///   - rows: What is clustered.
  ///   - weights: The same that `rows` has, not checked yet.
  ///   - clusterCounts: At least one; numbers above that of distinct rows are left out.
  /// - Returns: The same models, to the bit, as each number gives by itself.
  /// - Throws: ``ClusteringError`` when the settings or the rows cannot be used, all numbers are too
  ///   large, or the task is cancelled.
  func models(
    of rows: WeightedRows, weights: [Double]?, clusterCounts: [Int]
  ) throws(ClusteringError) -> [Model] {
    for count in clusterCounts {
      try with(count).checkSettings()
      try with(count).checkMemory(rowCount: rows.rowCount, columnCount: rows.columnCount)
    }
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: rows.rowCount)
    guard let smallest = clusterCounts.min(),
      let collapsed = CollapsedRows(of: rows, atLeast: smallest)
    else {
      return try searched(rows, totalWeight: totalWeight, clusterCounts: clusterCounts)
    }
    var settings = self
    settings.memoryLimit = memoryLimit.map { $0 - collapsed.byteCount }
    let models = try collapsed.withRows { (rows, weights) throws(ClusteringError) in
      try settings.searched(
        rows, totalWeight: weights.reduce(0, +), clusterCounts: clusterCounts)
    }
    return models.map { $0.labelling(collapsed.owners) }
  }

  /// The same for rows that are taken as they are, and have been checked to have usable weights.
  func searched(
    _ rows: WeightedRows, totalWeight: Double, clusterCounts: [Int]
  ) throws(ClusteringError) -> [Model] {
    let engine = resolvedEngine(rowCount: rows.rowCount, columnCount: rows.columnCount)
    let isStreamed = isStreamed(rowCount: rows.rowCount, columnCount: rows.columnCount)
    let prepared = PreparedRows(
      rows, totalWeight: totalWeight, isPacked: engine == .fused && !isStreamed,
      parallelism: parallelism)
    let plans = try plans(for: prepared, clusterCounts: clusterCounts)
    let summary = RowSummary(
      of: rows, survey: prepared.survey, origin: prepared.frame.centre, totalWeight: totalWeight,
      parallelism: parallelism)
    // Squares of smaller numbers lose their digits.
    guard
      plans.allSatisfy({ $0.clusterCount == 1 })
        || summary.totalSumOfSquares / summary.totalWeight > 1e-280
    else {
      throw ClusteringError(
        .valueOutOfRange,
        "the rows differ by so little that squared distances vanish; scale the columns up")
    }
    if let tiles = prepared.tiles {
      return try models(
        plans, prepared, summary,
        by: FusedEngine(original: rows.original, tiles: tiles, kernels: TileKernels()))
    }
    if engine == .fused {
      return try models(
        plans, prepared, summary,
        by: StreamedEngine(
          original: rows.original, frame: prepared.frame, kernels: TileKernels()))
    }
    return try BLAS.onOneThread { () throws(ClusteringError) in
      try models(plans, prepared, summary, by: BLASEngine(rows, frame: prepared.frame))
    }
  }

  /// These settings with another number of clusters.
  private func with(_ clusterCount: Int) -> KMeans {
    var settings = self
    settings.clusterCount = clusterCount
    return settings
  }

  private func plans(
    for rows: PreparedRows, clusterCounts: [Int]
  ) throws(ClusteringError) -> [Plan] {
    guard let largest = clusterCounts.max(), let smallest = clusterCounts.min() else {
      throw ClusteringError(.invalidSetting, "clusterCounts is empty, but needs at least one")
    }
    try InputChecks.checkElements(
      of: rows.rows, survey: rows.survey, around: rows.frame.centre, totalWeight: rows.totalWeight)
    try InputChecks.checkDistinctRows(of: rows.rows, atLeast: smallest)
    let distinct = smallest == largest ? largest : rows.rows.distinctRowCount(limit: largest)
    var plans: [Plan] = []
    for count in clusterCounts where count <= distinct {
      plans.append(try with(count).plan(for: rows))
    }
    return plans
  }

  /// Searches by plans whose rows are cut into the same chunks go on together.
  private func models<Engine: AssignmentEngine>(
    _ plans: [Plan], _ prepared: PreparedRows, _ summary: RowSummary, by engine: Engine
  ) throws(ClusteringError) -> [Model] {
    var models = [Model?](repeating: nil, count: plans.count)
    let chunks = plans.map {
      RowChunks(
        rowCount: prepared.rows.rowCount, columnCount: prepared.rows.columnCount,
        clusterCount: $0.clusterCount, parallelism: parallelism)
    }
    for size in Set(chunks.map(\.chunkRows)).sorted() {
      let places = chunks.indices.filter { chunks[$0].chunkRows == size }
      let passes = EnginePasses(
        rows: prepared.rows, engine: engine, chunks: chunks[places[0]],
        origin: prepared.frame.centre)
      let search = LloydSearch(passes: passes, summary: summary, progress: progress)
      let results = try bestResults(of: search, places.map { plans[$0] }, prepared)
      for (place, result) in zip(places, results) {
        models[place] = try model(of: search, settling: result.result, labels: result.labels)
      }
    }
    return models.compactMap { $0 }
  }
}

extension KMeans.Model {
  /// The same partition of all rows, of which the clustered ones are the different ones.
  ///
  /// - Parameter owners: For each row, which of the clustered rows it is equal to.
  /// - Returns: The model with a label for each row.
  fileprivate func labelling(_ owners: [Int32]) -> KMeans.Model {
    let labels = assignments.labels
    return KMeans.Model(
      centers: centers,
      assignments: Assignments(
        labels: owners.map { labels[Int($0)] }, clusterCount: assignments.clusterCount),
      clusterWeights: clusterWeights, withinSumsOfSquares: withinSumsOfSquares,
      totalSumOfSquares: totalSumOfSquares, iterationCount: iterationCount,
      isConverged: isConverged, restart: restart)
  }
}
