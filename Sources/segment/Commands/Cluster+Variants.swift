import Segmentation

extension Cluster {
  /// Runs k-means on batches of rows.
  func runMiniBatch(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let plain = try kMeans(rows, job.meter)
    let settings = MiniBatchKMeans(
      clusterCount: segments, batchSize: variants.batchSize ?? 1024,
      initialization: plain.initialization, restarts: plain.restarts,
      passLimit: plain.iterationLimit, tolerance: search.tolerance ?? 0, seed: plain.seed,
      parallelism: plain.parallelism, progress: plain.progress)
    let model = try job.fit("drawing batches") { try rows.fitted(by: settings) }
    try finish(job, model, rows, seed: plain.seed)
  }

  /// Runs k-means whose clusters have sizes within limits.
  func runSizeConstrained(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let plain = try kMeans(rows, job.meter)
    let settings = SizeConstrainedKMeans(
      clusterCount: segments, minimumSize: variants.minimumSize ?? 1,
      maximumSize: variants.maximumSize, initialization: plain.initialization,
      restarts: plain.restarts, iterationLimit: plain.iterationLimit, tolerance: plain.tolerance,
      seed: plain.seed, parallelism: plain.parallelism, progress: plain.progress)
    let matrix = rows.matrix
    let model = try job.fit("searching centers") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    try finish(job, model, rows, seed: plain.seed)
  }

  private func finish(
    _ job: ClusterJob, _ model: KMeans.Model, _ rows: NumericRows, seed: UInt64
  ) throws {
    try job.finish(
      KMeansFindings(
        model, centersOriginal: try rows.originalUnits(of: model.centers), rows: rows, seed: seed),
      assignments: model.assignments, rows: rows, engine: "fused")
  }

  /// Divides clusters into two, one after the other.
  func runBisecting(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let plain = try kMeans(rows, job.meter)
    let settings = BisectingKMeans(
      clusterCount: segments, splitting: (variants.split ?? .cost).splitting,
      initialization: plain.initialization, restarts: plain.restarts,
      iterationLimit: plain.iterationLimit, tolerance: plain.tolerance, seed: plain.seed,
      parallelism: plain.parallelism, engine: plain.engine, progress: plain.progress)
    let matrix = rows.matrix
    let model = try job.fit("dividing clusters") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    let engine = plain.resolvedEngine(
      rowCount: rows.rowCount, columnCount: rows.columnNames.count)
    try job.finish(
      BisectingFindings(
        model, centersOriginal: try rows.originalUnits(of: model.centers), rows: rows,
        seed: plain.seed),
      assignments: model.assignments, rows: rows, engine: engine.rawValue)
  }

  /// Runs k-means on the directions of rows.
  func runSpherical(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let plain = try kMeans(rows, job.meter)
    let settings = SphericalKMeans(
      clusterCount: segments, initialization: plain.initialization, restarts: plain.restarts,
      iterationLimit: plain.iterationLimit, tolerance: plain.tolerance, seed: plain.seed,
      parallelism: plain.parallelism, progress: plain.progress)
    let matrix = rows.matrix
    let model = try job.fit("searching directions") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    try job.finish(
      SphericalFindings(model, rows: rows, seed: plain.seed), assignments: model.assignments,
      rows: rows, engine: "fused")
  }
}
