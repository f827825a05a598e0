/// Whether the tree of some rows fits into a budget, and else how many micro-clusters do.
struct CondensingPlan {
  let budget: TreeBudget
  let rowCount: Int
  /// What the tree costs when so many of the rows are different ones.
  let treeCost: (_ different: Int) -> TreeCost
  /// What it costs to condense the rows into so many micro-clusters, and to build the tree of these.
  let condensingCost: (_ clusterCount: Int) -> TreeCost

  /// How many micro-clusters the rows are to be condensed into.
  ///
  /// - Parameter distinctCount: The number of different rows, or `limit` if there are at least as many.
  /// - Returns: `nil` when the budget allows the tree of all different rows.
  /// - Throws: ``ClusteringError`` when the budget does not allow the fewest that make sense.
  func microClusterCount(
    distinctCount: (_ limit: Int) throws(ClusteringError) -> Int
  ) throws(ClusteringError) -> Int? {
    if budget.allows(treeCost(rowCount)) { return nil }
    // Equal rows cost next to nothing: what counts is how many different ones there are.
    let affordable = Self.largest(upTo: rowCount) { budget.allows(treeCost($0)) }
    if try distinctCount(affordable + 1) <= affordable { return nil }
    let most = min(MicroClusters.most, rowCount / 2)
    let count = Self.largest(upTo: most) { budget.allows(condensingCost($0)) }
    let fewest = min(MicroClusters.fewest, rowCount / 2)
    guard count >= fewest, count > 0 else {
      throw tooSmall(least: condensingCost(min(MicroClusters.fewest, max(1, most))))
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

  private func tooSmall(least: TreeCost) -> ClusteringError {
    var needs: [String] = []
    if let bytes = budget.bytes, least.bytes > Double(bytes) {
      needs.append("\(Int((least.bytes / 1e6).rounded(.up))) MB of memory beside the rows")
    }
    if let seconds = budget.seconds, least.seconds > seconds {
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
