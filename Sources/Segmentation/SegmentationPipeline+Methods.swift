extension SegmentationPipeline {
  /// The number of contacts up to which single rows are exchanged after Lloyd's search.
  private static let exchangeLimit = 100_000

  /// Segments around means, all numbers of them with the same passes over the rows.
  func kMeansSegments(
    _ counts: ClosedRange<Int>, in matrix: Matrix, weights: [Double]?
  ) throws -> [FeaturePartition] {
    var kMeans = KMeans(clusterCount: counts.lowerBound, seed: seed, parallelism: parallelism)
    // Levels make ties; with many contacts, hardly any center is left on one.
    kMeans.exchangesRows = matrix.rowCount <= Self.exchangeLimit
    kMeans.progress = searchProgress(counts.lowerBound)
    let engine = kMeans.resolvedEngine(rowCount: matrix.rowCount, columnCount: matrix.columnCount)
    return try KMeansSweep(clusterCounts: Array(counts), settings: kMeans)
      .fitted(to: matrix, weights: weights)
      .map { model in
        FeaturePartition(
          assignments: model.assignments, centers: model.centers,
          withinSumOfSquares: model.withinSumOfSquares, iterationCount: model.iterationCount,
          isConverged: model.isConverged, engine: engine.rawValue, dendrogram: nil)
      }
  }

  /// Segments around contacts of their own.
  func kMedoidsSegments(
    _ count: Int, in matrix: Matrix, weights: [Double]?
  ) throws -> FeaturePartition {
    report("clustering", "\(count) segments around medoids", doneShare: doneShare(count, 0))
    let model = try KMedoids(
      clusterCount: count, restarts: 3, seed: seed, parallelism: parallelism
    ).fitted(to: matrix, weights: weights)
    return FeaturePartition(
      assignments: model.assignments, centers: model.medoidRows,
      withinSumOfSquares: try model.assignments.withinSumOfSquares(of: matrix, weights: weights),
      iterationCount: nil, isConverged: model.partition.isConverged, engine: "medoids",
      dendrogram: nil)
  }

  /// Tells how far the search for a number of segments has come; nil when nobody wants to know.
  func searchProgress(_ count: Int) -> (@Sendable (ClusteringProgress) -> Void)? {
    guard progress != nil else { return nil }
    return { step in
      let count = step.clusterCount ?? count
      report(
        "clustering", "\(count) segments, \(step.words)",
        doneShare: doneShare(count, Double(step.restart) / Double(step.restartCount)))
    }
  }

  /// How much of the comparison of numbers of segments is done.
  private func doneShare(_ count: Int, _ ofCount: Double) -> Double {
    let counts = segmentCount.candidates
    let doneCounts = counts.contains(count) ? Double(count - counts.lowerBound) : 0
    return (doneCounts + ofCount) / Double(counts.count)
  }
}
