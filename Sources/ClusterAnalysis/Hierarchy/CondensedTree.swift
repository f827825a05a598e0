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
    guard let clusterCount = try microClusterCount(for: matrix, within: budget) else {
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

  /// How many micro-clusters the rows are to be condensed into; `nil` when the budget allows the
  /// tree of all different rows.
  private func microClusterCount(
    for matrix: Matrix, within budget: TreeBudget
  ) throws(ClusteringError) -> Int? {
    func treeCost(_ different: Int) -> TreeCost {
      .tree(
        ofRows: matrix.rowCount, different: different, columnCount: matrix.columnCount,
        linkage: linkage)
    }
    if budget.allows(treeCost(matrix.rowCount)) { return nil }
    // Equal rows cost next to nothing: what counts is how many different ones there are.
    let affordable = Self.largest(upTo: matrix.rowCount) { budget.allows(treeCost($0)) }
    let distinctCount = WeightedRows.with(matrix, weights: nil) {
      $0.distinctRowCount(limit: affordable + 1)
    }
    if distinctCount <= affordable { return nil }
    func cost(_ clusterCount: Int) -> TreeCost {
      .condensing(
        rows: matrix.rowCount, columnCount: matrix.columnCount, metric: metric, linkage: linkage,
        into: clusterCount)
    }
    let most = min(MicroClusters.most, matrix.rowCount / 2)
    let count = Self.largest(upTo: most) { budget.allows(cost($0)) }
    guard count >= min(MicroClusters.fewest, matrix.rowCount / 2), count > 0 else {
      throw budget.tooSmall(
        rowCount: matrix.rowCount, least: cost(min(MicroClusters.fewest, max(1, most))))
    }
    return count
  }

  /// The largest number up to a limit that is allowed, when all smaller ones are; 0 if none is.
  private static func largest(upTo limit: Int, isAllowed: (Int) -> Bool) -> Int {
    var (allowed, refused) = (0, limit + 1)
    while refused - allowed > 1 {
      let middle = (allowed + refused) / 2
      if isAllowed(middle) { allowed = middle } else { refused = middle }
    }
    return allowed
  }
}

extension TreeBudget {
  fileprivate func tooSmall(rowCount: Int, least: TreeCost) -> ClusteringError {
    var needs: [String] = []
    if let bytes, least.bytes > Double(bytes) {
      needs.append("\(Int((least.bytes / 1e6).rounded(.up))) MB of memory beside the rows")
    }
    if let seconds, least.seconds > seconds {
      let tenths = Int((least.seconds * 10).rounded(.up))
      needs.append("\(tenths / 10).\(tenths % 10) seconds of one thread")
    }
    return ClusteringError(
      .notEnoughMemory,
      "the budget is too small for \(rowCount) rows: to condense them into "
        + "\(min(MicroClusters.fewest, max(1, rowCount / 2))) micro-clusters takes "
        + needs.joined(separator: " and ")
        + "; allow that much, or take a sample of the rows")
  }
}
