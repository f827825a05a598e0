import Segmentation

extension Cluster {
  /// Runs k-prototypes: k-means where there are no categories, k-modes where there are no numbers.
  func runKPrototypes(_ job: inout ClusterJob) throws {
    let rows = try job.prototypeRows(.mixed)
    let settings = KPrototypes(
      clusterCount: segments, initialization: try start(.plusPlus(), rows, job),
      restarts: search.restartCount, iterationLimit: search.iterations,
      tolerance: search.tolerance ?? 0, gamma: mixed.gamma?.gamma ?? .halfMeanDeviation,
      missingValues: missingPolicy.amongPrototypes, updates: mixed.update ?? .batch,
      seed: search.seed, parallelism: options.parallelism, progress: job.meter.ofSearch)
    let model = try job.fit("searching prototypes") {
      try settings.fitted(to: rows.matrix, weights: rows.weights)
    }
    try finish(&job, model, rows)
  }

  /// Runs k-modes.
  func runKModes(_ job: inout ClusterJob) throws {
    let rows = try job.prototypeRows(.categories)
    var settings = KModes(
      clusterCount: segments, initialization: try start(.cao, rows, job),
      restarts: search.restartCount, iterationLimit: search.iterations,
      missingValues: missingPolicy.amongPrototypes, updates: mixed.update ?? .batch,
      seed: search.seed, parallelism: options.parallelism)
    settings.prototypes.tolerance = search.tolerance ?? 0
    settings.prototypes.progress = job.meter.ofSearch
    let model = try job.fit("searching modes") {
      try settings.fitted(to: rows.matrix, weights: rows.weights)
    }
    try finish(&job, model, rows)
  }

  private func finish(
    _ job: inout ClusterJob, _ model: KPrototypes.Model, _ rows: PrototypeRows
  ) throws {
    try job.write { table, identifier in
      PlacementModel(
        model, of: rows, from: table, method: method.rawValue, identifier: identifier)
    }
    try job.finish(
      PrototypesFindings(
        model, centersOriginal: try rows.originalUnits(of: model.prototypes.numbers), rows: rows,
        seed: search.seed),
      assignments: model.assignments, rows: rows, engine: "mixed")
  }

  private func start(
    _ usual: KPrototypes.Initialization, _ rows: PrototypeRows, _ job: ClusterJob
  ) throws -> KPrototypes.Initialization {
    switch search.initialization {
    case nil, .samples, .medoids, .parallel: usual
    case .plusPlus: .plusPlus()
    case .random: .random
    case .cao: .cao
    case .huang: .huang
    case .rows(let path):
      .prototypes(
        try job.source.prototypes(
          path, for: rows, input: input, parallelism: options.parallelism))
    }
  }
}
