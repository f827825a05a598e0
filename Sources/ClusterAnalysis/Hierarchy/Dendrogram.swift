/// A tree of merges: how rows become clusters, and clusters one cluster.
///
/// Leaves are the clusters `0..<leafCount`; merge `i` makes the cluster `leafCount + i` of two
/// earlier ones. This is the numbering of scipy's `linkage`.
public struct Dendrogram: Sendable, Hashable {
  /// Two clusters that become one.
  public struct Merge: Sendable, Hashable, Codable {
    /// The one with the lower number.
    public let left: Int
    /// The one with the higher number.
    public let right: Int
    /// How far the two are from each other.
    public let height: Double
    /// The number of leaves below.
    public let size: Int

    init(left: Int, right: Int, height: Double, size: Int) {
      self.left = left
      self.right = right
      self.height = height
      self.size = size
    }
  }

  /// The number of rows that were clustered; at least 1.
  public let leafCount: Int
  /// The `leafCount - 1` merges, in the order in which they happen.
  ///
  /// They rise, except where centroid or median linkage let a merge be lower than an earlier one.
  public let merges: [Merge]
  /// How often each leaf counts; `nil` when each counts once.
  public let leafWeights: [Double]?

  /// The heights of the merges, in order.
  ///
  /// - Complexity: O(leaves).
  public var heights: [Double] { merges.map(\.height) }

  init(leafCount: Int, merges: [Merge], leafWeights: [Double]?) {
    self.leafCount = leafCount
    self.merges = merges
    self.leafWeights = leafWeights
  }
}

extension Dendrogram {
  /// Numbers the merges of rows, which come in the order in which they happen.
  ///
  /// - Complexity: O(leaves × α(leaves)).
  init(leafCount: Int, merges: [RowMerge], leafWeights: [Double]?) {
    precondition(merges.count == leafCount - 1, "\(merges.count) merges of \(leafCount) leaves")
    var sets = ClusterNumbers(leafCount: leafCount)
    self.init(
      leafCount: leafCount, merges: merges.map { sets.merge($0) }, leafWeights: leafWeights)
  }
}

/// Which cluster each row is in while merges happen one after another.
private struct ClusterNumbers {
  /// For each row, another one of its cluster; the one that points to itself speaks for all.
  private var parents: [Int32]
  /// For a row that speaks for its cluster, the cluster's number and its size.
  private var clusters: [(number: Int, size: Int)]
  private var nextNumber: Int

  init(leafCount: Int) {
    parents = Array(0..<Int32(leafCount))
    clusters = (0..<leafCount).map { ($0, 1) }
    nextNumber = leafCount
  }

  private mutating func speaker(of row: Int32) -> Int {
    var row = Int(row)
    while Int(parents[row]) != row {
      parents[row] = parents[Int(parents[row])]
      row = Int(parents[row])
    }
    return row
  }

  mutating func merge(_ merge: RowMerge) -> Dendrogram.Merge {
    let speakers = (speaker(of: merge.left), speaker(of: merge.right))
    precondition(speakers.0 != speakers.1, "a merge of a cluster with itself")
    let (left, right) = (clusters[speakers.0], clusters[speakers.1])
    let size = left.size + right.size
    let (kept, gone) = left.size >= right.size ? speakers : (speakers.1, speakers.0)
    parents[gone] = Int32(kept)
    clusters[kept] = (nextNumber, size)
    nextNumber += 1
    return Dendrogram.Merge(
      left: min(left.number, right.number), right: max(left.number, right.number),
      height: merge.height, size: size)
  }
}
