extension Dendrogram {
  /// How a merge's height compares with those of the merges just below it.
  public struct Inconsistency: Sendable, Hashable {
    /// The mean height of the merge and those below it.
    public let mean: Double
    /// Their standard deviation (divided by their number less one); 0 for a single one.
    public let standardDeviation: Double
    /// The number of these merges.
    public let mergeCount: Int
    /// How many standard deviations the merge is above the mean; 0 when there is no deviation.
    public let coefficient: Double
  }

  /// The inconsistency of each merge, as scipy's `inconsistent` defines it.
  ///
  /// - Parameter depth: How many levels of merges count, the merge itself included; at least 1.
  /// - Returns: One for each merge, in order.
  /// - Throws: ``ClusteringError`` when `depth` is less than 1.
  /// - Complexity: O(leaves × 2^`depth`), and at most O(leaves²).
  public func inconsistencies(depth: Int = 2) throws(ClusteringError) -> [Inconsistency] {
    guard depth >= 1 else {
      throw ClusteringError(.invalidSetting, "depth is \(depth), but must be at least 1")
    }
    return merges.indices.map { inconsistency(of: $0, depth: depth) }
  }

  private func inconsistency(of merge: Int, depth: Int) -> Inconsistency {
    var heights: [Double] = []
    var level = [merge]
    for _ in 0..<min(depth, merges.count) where !level.isEmpty {
      heights += level.map { merges[$0].height }
      level = level.flatMap { [merges[$0].left, merges[$0].right] }
        .filter { $0 >= leafCount }.map { $0 - leafCount }
    }
    let mean = heights.reduce(0, +) / Double(heights.count)
    let squares = heights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = heights.count > 1 ? (squares / Double(heights.count - 1)).squareRoot() : 0
    return Inconsistency(
      mean: mean, standardDeviation: deviation, mergeCount: heights.count,
      coefficient: deviation > 0 ? (merges[merge].height - mean) / deviation : 0)
  }
}
