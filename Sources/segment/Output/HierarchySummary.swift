import Segmentation

/// What `segment discover --method hierarchical --json` says of the tree.
struct HierarchySummary: Encodable {
  let agglomerativeCoefficient: OrNull<Double>
  /// Groups of segments, counted from 1, that become one, from the nearest up.
  let merges: [Merge]
  /// How many contacts are nearer to the mean of another segment, where 'assign' would place them.
  let nearerToOthersCount: Int

  struct Merge: Encodable {
    let left: [Int]
    let right: [Int]
    let height: Double
  }

  init?(_ result: DiscoveredSegments) {
    guard let tree = result.dendrogram else { return nil }
    agglomerativeCoefficient = OrNull(tree.agglomerativeCoefficient)
    merges = result.nesting.map { joined in
      Merge(
        left: joined.left.map { $0 + 1 }, right: joined.right.map { $0 + 1 },
        height: joined.height)
    }
    nearerToOthersCount = result.scores.nearerToOthersCount
  }
}
