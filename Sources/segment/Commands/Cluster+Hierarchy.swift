import Segmentation

extension Cluster {
  /// Builds a tree and cuts it.
  func runHierarchy(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let settings = HierarchicalClustering(
      linkage: distances.linkage ?? .ward, metric: distances.distance ?? .euclidean,
      parallelism: options.parallelism)
    let matrix = rows.matrix
    let tree = try job.fit("building the tree") {
      try settings.fitted(to: matrix, weights: rows.weights)
    }
    let assignments = try tree.cut(into: segments)
    let centers = try assignments.centroids(of: matrix, weights: rows.weights)
    try job.finish(
      HierarchyFindings(
        tree, settings: settings, centers: centers,
        centersOriginal: try rows.originalUnits(of: centers), rows: rows, assignments: assignments),
      assignments: assignments, rows: rows, engine: "hierarchy", dendrogram: tree)
  }
}
