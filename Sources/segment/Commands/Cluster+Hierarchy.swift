import ArgumentParser
import Segmentation

extension Cluster {
  /// Builds a tree, cuts it, and writes what was asked for.
  func runHierarchy(
    on rows: NumericRows, from source: NumericSource, _ clock: inout PhaseClock,
    _ meter: ProgressMeter
  ) throws {
    let settings = HierarchicalClustering(
      linkage: linkage ?? .ward, metric: distance ?? .euclidean, parallelism: options.parallelism)
    let matrix = rows.matrix
    meter.show(phase: "clustering", "building the tree")
    let before = ProcessMemory.usage
    let tree = try clock.timing("fit") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    let usage = ProcessMemory.usage.since(before)
    meter.finish()
    let assignments = try tree.cut(into: segments)
    try writeAssignments(assignments, of: rows, source)
    if let path = dendrogram {
      try AtomicFile.write(to: path, isReplacing: force) { writer throws(ReportError) in
        try writer.write(tree.csv)
      }
    }
    let centers = try assignments.centroids(of: matrix, weights: rows.weights)
    let document = HierarchyDocument(
      tree: tree, assignments: assignments, settings: settings, centers: centers,
      centersOriginal: try rows.originalUnits(of: centers), rows: rows,
      warnings: source.warnings + rows.notes, seconds: clock.document, usage: usage)
    try show(document, text: document.text, warnings: document.warnings, clock)
  }
}
