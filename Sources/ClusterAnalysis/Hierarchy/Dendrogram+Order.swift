extension Dendrogram {
  /// The leaves from left to right, as a picture of the tree shows them without a crossing.
  ///
  /// At each merge, what is below the lower-numbered cluster comes first.
  ///
  /// - Complexity: O(leaves).
  public var leafOrder: [Int] {
    var order = [Int](repeating: 0, count: leafCount)
    let spans = spans
    for leaf in 0..<leafCount { order[spans[leaf]] = leaf }
    return order
  }

  /// For each cluster, the place of its first leaf in ``leafOrder``; its leaves lie side by side.
  var spans: [Int] {
    var spans = [Int](repeating: 0, count: leafCount + merges.count)
    for (index, merge) in merges.enumerated().reversed() {
      let start = spans[leafCount + index]
      spans[merge.left] = start
      spans[merge.right] = start + size(of: merge.left)
    }
    return spans
  }

  /// The number of leaves of a cluster.
  func size(of cluster: Int) -> Int {
    cluster < leafCount ? 1 : merges[cluster - leafCount].size
  }

  /// The height at which a cluster was made; 0 for a leaf.
  func height(of cluster: Int) -> Double {
    cluster < leafCount ? 0 : merges[cluster - leafCount].height
  }
}
