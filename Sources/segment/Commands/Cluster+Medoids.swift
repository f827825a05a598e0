import ArgumentParser
import Segmentation

extension Cluster {
  /// Searches medoids and writes what was asked for.
  func runMedoids(
    on rows: NumericRows, from source: NumericSource, _ clock: inout PhaseClock,
    _ meter: ProgressMeter
  ) throws {
    let settings = KMedoids(
      clusterCount: segments, distance: (distance ?? .euclidean).amongRows, restarts: restarts,
      roundLimit: iterations, seed: seed, parallelism: options.parallelism)
    let matrix = rows.matrix
    meter.show(phase: "clustering", "searching medoids")
    let before = ProcessMemory.usage
    let model = try clock.timing("fit") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    let usage = ProcessMemory.usage.since(before)
    meter.finish()
    try writeAssignments(model.assignments, of: rows, source)
    let document = MedoidsDocument(
      model: model, settings: settings,
      centersOriginal: try rows.originalUnits(of: model.medoidRows), rows: rows,
      warnings: source.warnings + rows.notes, seconds: clock.document, usage: usage)
    try show(document, text: document.text, warnings: document.warnings, clock)
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
