/// The tree of contacts in their features, to be cut into segments.
struct SegmentTree {
  private let tree: CondensedTree
  private let matrix: Matrix
  private let weights: [Double]?
  /// The contacts that are leaves; nil when all are.
  private let leaves: [Int]?

  /// Builds the tree of the contacts that count, or of micro-clusters when they are too many.
  ///
  /// - Throws: `ClusteringError` when the rows cannot be used.
  /// - Complexity: O(contacts² × features) time.
  init(
    of matrix: Matrix, weights: [Double]?, linkage: Linkage, budget: TreeBudget, seed: UInt64,
    parallelism: Parallelism
  ) throws {
    self.matrix = matrix
    self.weights = weights
    let counting = weights.map { weights in weights.indices.filter { weights[$0] > 0 } }
    leaves = counting?.count == matrix.rowCount ? nil : counting
    tree = try HierarchicalClustering(linkage: linkage, parallelism: parallelism).fitted(
      to: leaves.map { matrix.selectingRows($0) } ?? matrix,
      weights: leaves.map { leaves in leaves.map { weights?[$0] ?? 1 } } ?? weights,
      within: budget, seed: seed)
  }

  /// What was condensed before the tree was built; nil when nothing was.
  private var condensation: String? {
    guard tree.isCondensed else { return nil }
    return
      "The tree is of \(PlainNumber.text(tree.tree.leafCount)) micro-clusters of contacts that "
      + "k-means found first, not of single contacts: the limits of memory or time allow no more."
  }

  /// The segments that are left when the tree is cut.
  ///
  /// Contacts that do not count go to the segment with the nearest mean.
  ///
  /// - Throws: `ClusteringError` when there are fewer different contacts than segments asked for.
  /// - Complexity: O(contacts × features × segments).
  func cut(into count: Int) throws -> FeaturePartition {
    let distinctCount = 1 + tree.tree.heights.count { $0 > 0 }
    guard count <= distinctCount || !tree.isCondensed else {
      throw ClusteringError(
        .tooManyClusters,
        "\(count) clusters are asked for, but the limits of memory or time leave a tree of "
          + "\(distinctCount) micro-clusters; allow more, or ask for at most \(distinctCount)")
    }
    guard count <= distinctCount else {
      throw ClusteringError(
        .tooManyClusters,
        "\(count) clusters are asked for, but there \(distinctCount == 1 ? "is" : "are") only "
          + "\(distinctCount) distinct \(distinctCount == 1 ? "row" : "rows"); ask for at most "
          + "\(distinctCount)")
    }
    var assignments = try tree.cut(into: count)
    let centers = try assignments.centroids(
      of: leaves.map { matrix.selectingRows($0) } ?? matrix,
      weights: leaves.map { leaves in leaves.map { weights?[$0] ?? 1 } } ?? weights)
    if let leaves {
      var labels = try NearestTwo(of: matrix, among: centers).assignments.labels
      for (leaf, row) in leaves.enumerated() { labels[row] = assignments.labels[leaf] }
      assignments = Assignments(labels: labels, clusterCount: count)
    }
    return FeaturePartition(
      assignments: assignments, centers: centers,
      withinSumOfSquares: try assignments.withinSumOfSquares(of: matrix, weights: weights),
      iterationCount: nil, isConverged: true, engine: "hierarchy", dendrogram: tree.tree,
      notes: condensation.map { [$0] } ?? [])
  }
}
