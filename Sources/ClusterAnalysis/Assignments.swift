/// Which cluster each row belongs to.
public struct Assignments: Sendable, Hashable {
  /// The label of a row that belongs to no cluster.
  public static let unassigned: Int32 = -1

  /// A label in `0..<clusterCount` for each row, or ``unassigned``.
  public let labels: [Int32]
  /// The number of clusters; a cluster may be empty in a subset of rows.
  public let clusterCount: Int

  /// Creates assignments.
  ///
  /// - Parameters:
  ///   - labels: One for each row, each in `0..<clusterCount` or ``unassigned``.
  ///   - clusterCount: At least 0.
  public init(labels: [Int32], clusterCount: Int) {
    precondition(
      labels.allSatisfy { $0 >= Self.unassigned && $0 < clusterCount },
      "a label lies outside 0..<\(clusterCount)")
    self.labels = labels
    self.clusterCount = clusterCount
  }

  /// The number of rows in each cluster.
  ///
  /// - Complexity: O(rows).
  public var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: clusterCount)
    for label in labels where label >= 0 { sizes[Int(label)] += 1 }
    return sizes
  }

  /// The rows that belong to no cluster, in order.
  ///
  /// - Complexity: O(rows).
  public var unassignedRows: [Int] { labels.indices.filter { labels[$0] < 0 } }

  /// The rows of one cluster, in order.
  ///
  /// - Complexity: O(rows).
  public func rows(of cluster: Int) -> [Int] {
    labels.indices.filter { labels[$0] == Int32(cluster) }
  }
}
