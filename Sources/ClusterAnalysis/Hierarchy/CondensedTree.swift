public import DenseAlgebra

/// A tree of rows, or of micro-clusters that stand for them.
///
/// What is cut is the tree itself: each row goes where its micro-cluster goes.
public struct CondensedTree: Sendable, Hashable {
  /// The tree; its leaves are the rows, or the micro-clusters with the weights of their rows.
  ///
  /// All heights count from micro-clusters as if each was so many equal rows.
  public let tree: Dendrogram
  /// The leaf of each row; `nil` when the rows themselves are the leaves.
  public let leaves: Assignments?

  init(tree: Dendrogram, leaves: Assignments?) {
    self.tree = tree
    self.leaves = leaves
  }

  /// Takes a tree whose leaves are the rows.
  public init(_ tree: Dendrogram) {
    self.init(tree: tree, leaves: nil)
  }

  /// Whether the leaves are micro-clusters.
  public var isCondensed: Bool { leaves != nil }

  /// The rows' clusters when the tree is cut into some, as ``Dendrogram/cut(into:)`` does.
  ///
  /// - Throws: ``ClusteringError`` when there are fewer leaves than clusters asked for.
  /// - Complexity: O(rows).
  public func cut(into clusterCount: Int) throws(ClusteringError) -> Assignments {
    ofRows(try tree.cut(into: clusterCount))
  }

  /// The rows' clusters when the tree is cut as ``Dendrogram/cut(atHeight:)`` does.
  ///
  /// - Throws: ``ClusteringError`` when `height` is not a number.
  /// - Complexity: O(rows).
  public func cut(atHeight height: Double) throws(ClusteringError) -> Assignments {
    ofRows(try tree.cut(atHeight: height))
  }

  private func ofRows(_ cut: Assignments) -> Assignments {
    guard let leaves else { return cut }
    return Assignments(
      labels: leaves.labels.map { cut.labels[Int($0)] }, clusterCount: cut.clusterCount)
  }
}

extension HierarchicalClustering {
  /// Builds the tree of the rows of a matrix if a budget allows it, and else that of micro-clusters.
  ///
  /// Rows are condensed by k-means into as many micro-clusters as the budget allows, at most 5,000,
  /// and the exact tree of their means is built, with the weights of their rows. For the cosine, the
  /// rows' directions are condensed.
  ///
  /// - Parameters:
  ///   - matrix: At least one row and one column, all finite.
  ///   - weights: A positive weight for each row; `nil` counts each row once.
  ///   - budget: What it may cost.
  ///   - seed: What random draws follow from when rows are condensed.
  /// - Returns: The tree and the leaf of each row.
  /// - Throws: ``ClusteringError`` when settings, rows or weights cannot be used, and when the budget
  ///   does not even allow 100 micro-clusters: then the message says what would be needed.
  /// - Complexity: O(m × (rows + m) × columns) for m micro-clusters.
  public func fitted(
    to matrix: Matrix, weights: [Double]? = nil, within budget: TreeBudget, seed: UInt64 = 1
  ) throws(ClusteringError) -> CondensedTree {
    try budget.check()
    try checkSettings()
    let totalWeight = try checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    try checkCount(matrix.rowCount)
    let plan = condensingPlan(for: matrix, within: budget)
    let clusterCount = try plan.microClusterCount { limit in
      WeightedRows.with(matrix, weights: nil) { $0.distinctRowCount(limit: limit) }
    }
    guard let clusterCount else {
      return CondensedTree(tree: try fitted(to: matrix, weights: weights), leaves: nil)
    }
    let rows =
      metric == .cosine
      ? try ScaledRows(matrix, metric: metric, parallelism: parallelism).matrix : matrix
    let clusters = try MicroClusters(
      of: rows, weights: weights, clusterCount: clusterCount, seed: seed, parallelism: parallelism)
    return CondensedTree(
      tree: try fitted(to: clusters.centers, weights: clusters.weights),
      leaves: clusters.assignments)
  }

  private func condensingPlan(for matrix: Matrix, within budget: TreeBudget) -> CondensingPlan {
    CondensingPlan(
      budget: budget, rowCount: matrix.rowCount,
      treeCost: {
        .tree(
          ofRows: matrix.rowCount, different: $0, columnCount: matrix.columnCount, linkage: linkage)
      },
      condensingCost: {
        .condensing(
          rows: matrix.rowCount, columnCount: matrix.columnCount, metric: metric, linkage: linkage,
          into: $0)
      })
  }
}
