extension Dendrogram {
  /// Two groups of clusters of a cut that become one group.
  public struct Nesting: Sendable, Hashable, Codable {
    /// The clusters on one side, as the cut numbers them, in order.
    public let left: [Int]
    /// The clusters on the other side.
    public let right: [Int]
    /// How far the two sides are from each other.
    public let height: Double
  }

  /// How the clusters of a cut become one: the merges that ``cut(into:)`` undoes, in the order in
  /// which they happen.
  ///
  /// - Returns: One less than `clusterCount`.
  /// - Throws: ``ClusteringError`` when there are fewer leaves than clusters asked for.
  /// - Complexity: O(leaves + `clusterCount`²).
  public func nesting(ofCutInto clusterCount: Int) throws(ClusteringError) -> [Nesting] {
    let labels = try cut(into: clusterCount).labels
    let firstUndone = leafCount - clusterCount
    // For each cluster some leaf below it, which tells its place in the cut.
    var leaves = Array(0..<leafCount)
    for merge in merges.prefix(firstUndone) { leaves.append(leaves[merge.left]) }
    var groups: [[Int]] = []
    func group(_ cluster: Int) -> [Int] {
      cluster < leaves.count ? [Int(labels[leaves[cluster]])] : groups[cluster - leaves.count]
    }
    return merges.dropFirst(firstUndone).map { merge in
      let (left, right) = (group(merge.left), group(merge.right))
      groups.append((left + right).sorted())
      let isInOrder = (left.first ?? 0) < (right.first ?? 0)
      return Nesting(
        left: isInOrder ? left : right, right: isInOrder ? right : left, height: merge.height)
    }
  }
}
