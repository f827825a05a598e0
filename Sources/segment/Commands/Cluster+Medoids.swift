import ArgumentParser
import Segmentation

extension Cluster {
  /// Searches medoids.
  func runMedoids(_ job: inout ClusterJob) throws {
    switch distances.distance ?? .euclidean {
    case .euclidean: try runMedoids(among: .euclidean, &job)
    case .manhattan: try runMedoids(among: .manhattan, &job)
    case .cosine: try runMedoids(among: .cosine, &job)
    case .gower: try runMedoidsOfMixedRows(&job)
    case .precomputed: try runMedoidsOfDistances(&job)
    }
  }

  private func runMedoids(among distance: KMedoids.Distance, _ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    var settings = try kMedoids(startingIn: rows)
    settings.distance = distance
    let matrix = rows.matrix
    let model = try job.fit("searching medoids") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    try job.write { table, identifier in
      PlacementModel(model, of: rows, from: table, method: method.rawValue, identifier: identifier)
    }
    let original = try rows.originalUnits(of: model.medoidRows).rows
    try finish(
      model.partition, of: rows, settings,
      .init(
        centers: model.medoidRows.rows, centersOriginal: original,
        texts: original.map { $0.map { PlainNumber.text($0) } }), &job)
  }

  private func runMedoidsOfMixedRows(_ job: inout ClusterJob) throws {
    let source = job.source
    let rows = try job.prepared {
      try source.mixedRows(input: input, parallelism: options.parallelism)
    }
    let settings = try kMedoids(startingIn: rows)
    if let path = medoids.dissimilarities {
      try AtomicFile.check(path, isReplacing: outputs.force)
    }
    let gower = try rows.gowerDissimilarity(asymmetric: medoids.asymmetric?.commaSeparated ?? [])
    if let path = medoids.dissimilarities {
      let all = try job.timed("dissimilarities") {
        try gower.condensed(of: rows.matrix, parallelism: options.parallelism)
      }
      try NumPyFile.write(all, to: path, overwriting: outputs.force)
    }
    let partition = try job.fit("searching medoids") {
      try settings.partition(of: rows.matrix, by: gower, weights: rows.weights)
    }
    try job.write { table, identifier in
      PlacementModel(
        partition, of: rows, by: gower, from: table, method: method.rawValue, identifier: identifier
      )
    }
    try finish(
      partition, of: rows, settings, .init(texts: partition.medoids.map(rows.texts)), &job)
  }

  private func runMedoidsOfDistances(_ job: inout ClusterJob) throws {
    let source = job.source
    let rows = try job.prepared { try GivenDistances(source, input: input) }
    let settings = try kMedoids(startingIn: rows)
    let partition = try job.fit("searching medoids") {
      try settings.partition(of: rows.matrix, weights: rows.weights)
    }
    try finish(partition, of: rows, settings, .init(texts: partition.medoids.map { _ in [] }), &job)
  }

  private func kMedoids(startingIn rows: some ClusteredRows) throws -> KMedoids {
    var settings = KMedoids(
      clusterCount: segments, restarts: search.restartCount, roundLimit: search.iterations,
      sampling: medoids.sampling, seed: search.seed, parallelism: options.parallelism)
    settings.initialization = try medoidStart(in: rows)
    if search.restarts ?? 1 > 1, medoids.sampling == nil {
      // Starts are tried from drawn rows; those of samples are one.
      if search.initialization == nil { settings.initialization = .plusPlus }
      guard settings.initialization == .plusPlus else {
        throw ValidationError(
          "--restarts is for --initialization plusplus; given medoids and samples are one start.")
      }
    }
    return settings
  }

  private func medoidStart(in rows: some ClusteredRows) throws -> KMedoids.Initialization {
    switch search.initialization {
    case .medoids(let numbers):
      return .medoids(
        try numbers.map { number in
          guard let row = rows.fileRows.map({ $0.firstIndex(of: number) }) ?? number else {
            throw ValidationError(
              "Row \(number) of --initialization is not among the rows that are clustered.")
          }
          return row
        })
    case .samples:
      guard medoids.sampling == nil else {
        throw ValidationError(
          "--initialization samples starts a search among all rows; --samples and --sample-size search "
            + "samples alone. Give one of them.")
      }
      return .samples(KMedoids.Sampling())
    case .plusPlus: return .plusPlus
    default: return .automatic
    }
  }

  private func finish(
    _ partition: KMedoids.Partition, of rows: some ClusteredRows, _ settings: KMedoids,
    _ values: MedoidsFindings.Values, _ job: inout ClusterJob
  ) throws {
    let findings = MedoidsFindings(
      partition, distance: (distances.distance ?? .euclidean).rawValue, rows: rows,
      identifiers: job.source.identifiers(named: input.id)?.values, values: values,
      settings: settings)
    try job.finish(
      findings, assignments: partition.assignments, rows: rows, engine: "medoids")
  }
}

extension MixedRows: ClusteredRows {
  /// All rows of the file are there, gaps and all.
  var fileRows: [Int]? { nil }
}
