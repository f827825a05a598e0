import Segmentation

extension Cluster {
  /// Runs k-means.
  func runKMeans(_ job: inout ClusterJob) throws {
    let memory = treeBudget.memory
    let rows = try job.numericRows(memoryLimit: memory?.bytes(beside: ProcessMemory.usage))
    let settings = try kMeans(rows, job.meter)
    let needed = settings.leastMemory(
      rowCount: rows.rowCount, columnCount: rows.columnNames.count)
    if let shortage = memory?.shortage(of: needed, beside: ProcessMemory.usage) {
      throw RewordedError(shortage)
    }
    let model = try job.fit("searching centers") { try rows.fitted(by: settings) }
    let engine = settings.resolvedEngine(
      rowCount: rows.rowCount, columnCount: rows.columnNames.count)
    try job.finish(
      KMeansFindings(
        model, centersOriginal: try rows.originalUnits(of: model.centers), rows: rows,
        seed: settings.seed),
      assignments: model.assignments, rows: rows, engine: engine.rawValue)
  }

  /// The settings of k-means, from which those of its variants follow.
  func kMeans(_ rows: NumericRows, _ meter: ProgressMeter) throws -> KMeans {
    var settings = KMeans(
      clusterCount: segments, restarts: search.restartCount, iterationLimit: search.iterations,
      tolerance: search.tolerance ?? 1e-4, exchangesRows: search.exchange, seed: search.seed,
      parallelism: options.parallelism, engine: search.engine, precision: search.precision,
      memoryLimit: treeBudget.memory.map { $0.bytes(beside: ProcessMemory.usage) })
    switch search.initialization {
    case nil, .plusPlus, .samples, .medoids, .cao, .huang: break
    case .parallel: settings.initialization = .parallel()
    case .random: settings.initialization = .random
    case .rows(let path):
      let start = try NumericSource.start(
        path, for: rows, input: input, parallelism: options.parallelism)
      settings.initialization = .centers(try rows.scaled(start))
    }
    if meter.isEnabled {
      settings.progress = { step in
        meter.show(
          phase: "clustering", step.words,
          doneShare: Double(step.restart) / Double(step.restartCount))
      }
    }
    return settings
  }
}
