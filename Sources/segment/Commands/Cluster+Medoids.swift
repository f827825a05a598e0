import Segmentation

extension Cluster {
  /// Searches medoids.
  func runMedoids(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let settings = KMedoids(
      clusterCount: segments, distance: (distances.distance?.metric ?? .euclidean).amongRows,
      restarts: search.restarts, roundLimit: search.iterations, seed: search.seed,
      parallelism: options.parallelism)
    let matrix = rows.matrix
    let model = try job.fit("searching medoids") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    try job.finish(
      MedoidsFindings(
        model, centersOriginal: try rows.originalUnits(of: model.medoidRows), rows: rows,
        seed: settings.seed),
      assignments: model.assignments, rows: rows, engine: "medoids")
  }
}

extension Metric {
  /// The same distance for medoids.
  fileprivate var amongRows: KMedoids.Distance {
    switch self {
    case .euclidean: .euclidean
    case .manhattan: .manhattan
    case .cosine: .cosine
    }
  }
}
