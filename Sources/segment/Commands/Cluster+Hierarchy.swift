import Segmentation

extension Cluster {
  /// The number of rows up to which the cophenetic correlation is computed: it takes a time that grows
  /// with their square.
  static let copheneticLimit = 20_000

  /// Builds a tree, of all rows or of micro-clusters, cuts it, and consolidates the cut on request.
  func runHierarchy(_ job: inout ClusterJob) throws {
    switch distances.distance ?? .euclidean {
    case .euclidean, .manhattan, .cosine: try runHierarchyOfNumbers(&job)
    case .gower: try runHierarchyOfMixedRows(&job)
    case .precomputed: try runHierarchyOfDistances(&job)
    }
  }

  private var hierarchy: HierarchicalClustering {
    HierarchicalClustering(
      linkage: distances.linkage ?? (distances.distance == .gower ? .average : .ward),
      metric: distances.distance?.metric ?? .euclidean,
      giniThreshold: treeOptions.gini ?? 0.3, parallelism: options.parallelism)
  }

  private func runHierarchyOfNumbers(_ job: inout ClusterJob) throws {
    let rows = try job.numericRows()
    let settings = hierarchy
    let matrix = rows.matrix
    let (condensed, cut, consolidation) = try job.fit("building the tree") {
      let condensed = try settings.fitted(
        to: matrix, weights: rows.weights, within: treeBudget.budget, seed: search.seed)
      let cut = try self.cut(condensed)
      let consolidation =
        treeOptions.consolidate
        ? try cut.consolidated(
          on: matrix, weights: rows.weights, iterationLimit: search.iterations,
          parallelism: options.parallelism) : nil
      return (condensed, cut, consolidation)
    }
    let assignments = consolidation?.assignments ?? cut
    let centers = try assignments.centroids(of: matrix, weights: rows.weights)
    let tree = condensed.tree
    let correlation = try copheneticCorrelation(condensed, &job) {
      try tree.copheneticCorrelation(
        ofRows: matrix, metric: settings.metric, parallelism: options.parallelism)
    }
    try job.finish(
      HierarchyFindings(
        condensed, linkage: settings.linkage, distance: settings.metric.rawValue,
        correlation: correlation, consolidation: consolidation,
        means: .init(
          centers: centers, centersOriginal: try rows.originalUnits(of: centers), rows: rows),
        assignments: assignments),
      assignments: assignments, rows: rows, engine: "hierarchy", tree: condensed)
  }

  private func runHierarchyOfMixedRows(_ job: inout ClusterJob) throws {
    let source = job.source
    let rows = try job.prepared {
      try source.mixedRows(input: input, parallelism: options.parallelism)
    }
    let gower = try rows.gowerDissimilarity(asymmetric: medoids.asymmetric?.commaSeparated ?? [])
    let settings = hierarchy
    let tree = try job.fit("building the tree") {
      try settings.fitted(
        to: rows.matrix, by: gower, weights: rows.weights, within: treeBudget.budget,
        seed: search.seed)
    }
    try finish(tree, of: rows, by: .gower, settings, &job) {
      try DistanceMatrix(of: rows.matrix, by: gower, parallelism: options.parallelism)
    }
  }

  private func runHierarchyOfDistances(_ job: inout ClusterJob) throws {
    let source = job.source
    let rows = try job.prepared { try GivenDistances(source, input: input) }
    let settings = hierarchy
    let tree = try job.fit("building the tree") {
      CondensedTree(try settings.fitted(to: rows.matrix, weights: rows.weights))
    }
    try finish(tree, of: rows, by: .precomputed, settings, &job) { rows.matrix }
  }

  /// Cuts and shows a tree of rows that have no means.
  private func finish(
    _ condensed: CondensedTree, of rows: some ClusteredRows, by distance: RowDistance,
    _ settings: HierarchicalClustering, _ job: inout ClusterJob,
    among rowDistances: () throws -> DistanceMatrix
  ) throws {
    let assignments = try cut(condensed)
    let correlation = try copheneticCorrelation(condensed, &job) {
      try condensed.tree.copheneticCorrelation(with: try rowDistances())
    }
    try job.finish(
      HierarchyFindings(
        condensed, linkage: settings.linkage, distance: distance.rawValue,
        correlation: correlation, means: nil, assignments: assignments),
      assignments: assignments, rows: rows, engine: "hierarchy", tree: condensed)
  }

  private func cut(_ tree: CondensedTree) throws -> Assignments {
    if let height { try tree.cut(atHeight: height) } else { try tree.cut(into: segments) }
  }

  /// How faithful a tree is, as far as it is computed.
  private func copheneticCorrelation(
    _ condensed: CondensedTree, _ job: inout ClusterJob, _ body: () throws -> Double?
  ) throws -> HierarchyFindings.Correlation {
    guard !condensed.isCondensed, condensed.tree.leafCount <= Self.copheneticLimit else {
      return .notComputed
    }
    return .computed(try job.assessed(body))
  }
}
