extension HierarchicalClustering {
  /// Builds the tree of mixed rows by Gower's dissimilarity if a budget allows it, and else that of
  /// micro-clusters.
  ///
  /// Rows are condensed by k-prototypes into as many micro-clusters as the budget allows, at most
  /// 5,000, and the exact tree of their prototypes is built, with the weights of their rows.
  ///
  /// - Parameters:
  ///   - rows: At least one row and one column.
  ///   - dissimilarity: How two rows are compared; `nil` compares the categories as nominal and gives
  ///     each column the same weight.
  ///   - weights: A positive weight for each row; `nil` counts each row once.
  ///   - budget: What it may cost.
  ///   - seed: What random draws follow from when rows are condensed.
  /// - Returns: The tree and the leaf of each row.
  /// - Throws: ``ClusteringError`` when settings, rows or weights cannot be used, for two rows that
  ///   share no column with a value, and when the budget does not even allow 100 micro-clusters:
  ///   then the message says what would be needed.
  /// - Complexity: O(m × (rows + m) × columns) for m micro-clusters.
  public func fitted(
    to rows: MixedMatrix, by dissimilarity: GowerDissimilarity? = nil, weights: [Double]? = nil,
    within budget: TreeBudget, seed: UInt64 = 1
  ) throws(ClusteringError) -> CondensedTree {
    try budget.check()
    try checkMixedRows(rows, weights: weights)
    // Made of all rows: ranges, and so dissimilarities, are those of all.
    let dissimilarity =
      if let dissimilarity { dissimilarity } else { try GowerDissimilarity(for: rows) }
    try dissimilarity.checkColumns(of: rows)
    let clusterCount = try condensingPlan(for: rows, within: budget).microClusterCount {
      limit throws(ClusteringError) in
      WeightedRows.with(rows.asNumbers, weights: nil) { $0.distinctRowCount(limit: limit) }
    }
    guard let clusterCount else {
      return CondensedTree(try fitted(to: rows, by: dissimilarity, weights: weights))
    }
    let clusters = try MixedMicroClusters(
      of: rows, by: dissimilarity, weights: weights, clusterCount: clusterCount, seed: seed,
      parallelism: parallelism)
    return CondensedTree(
      tree: try fitted(to: clusters.prototypes, by: dissimilarity, weights: clusters.weights),
      leaves: clusters.assignments)
  }

  private func condensingPlan(
    for rows: MixedMatrix, within budget: TreeBudget
  ) -> CondensingPlan {
    let columnCount = rows.columnCount
    let levelCount =
      rows.categories.reduce(0) { $0 + $1.levelCount } + rows.sets.reduce(0) { $0 + $1.optionCount }
    return CondensingPlan(
      budget: budget, rowCount: rows.rowCount,
      treeCost: {
        .mixedTree(ofRows: rows.rowCount, different: $0, columnCount: columnCount)
      },
      condensingCost: {
        .condensing(
          mixedRows: rows.rowCount, columnCount: columnCount, levelCount: levelCount, into: $0)
      })
  }
}

extension TreeCost {
  /// The cost of the tree of some mixed rows, of which some are different ones.
  fileprivate static func mixedTree(
    ofRows rowCount: Int, different: Int, columnCount: Int
  ) -> TreeCost {
    let (rows, columns) = (Double(different), Double(columnCount))
    let size = different > HierarchicalClustering.doubleRowLimit ? 4.0 : 8.0
    // The table of equal rows and the merges; the dissimilarities of each two, and their matrix.
    return TreeCost(
      bytes: Double(rowCount) * (16 * columns + 200) + rows * rows * (4 + size),
      seconds: rows * rows * (columns + 12) * 2e-10)
  }

  /// The cost of condensing mixed rows into micro-clusters and of building the tree of these.
  fileprivate static func condensing(
    mixedRows rowCount: Int, columnCount: Int, levelCount: Int, into clusterCount: Int
  ) -> TreeCost {
    let (rows, columns) = (Double(rowCount), Double(columnCount))
    let clusters = Double(clusterCount)
    let sample = Double(MicroClusters.sampleCount(of: rowCount, clusterCount: clusterCount))
    let lookCount = MicroClusters.lookCount(rowCount: rowCount, clusterCount: clusterCount)
    let tree = mixedTree(ofRows: clusterCount, different: clusterCount, columnCount: columnCount)
    // Numbers from 0 to 1, packed rows and codes, labels; how often each cluster has each level.
    return TreeCost(
      bytes: (rows + sample) * (24 * columns + 40) + clusters * (Double(levelCount) + columns) * 24
        + tree.bytes,
      seconds: lookCount * clusters * (columns + 4) * 1e-10 + rows * (columns + 10) * 4e-8
        + tree.seconds)
  }
}
