public import DenseAlgebra
public import ParallelBlocks

/// How much nearer rows are to their own cluster than to the next one.
///
/// The width of a row is (b − a) / max(a, b), where a is its mean Euclidean distance to the other rows
/// of its cluster, and b the smallest of its mean distances to the rows of another cluster: near 1 in
/// the middle of a cluster far from others, 0 on the border, less than 0 in the wrong place. The only
/// row of a cluster has width 0, and so has a row with a and b both 0.
///
/// Rousseeuw 1987, https://doi.org/10.1016/0377-0427(87)90125-7.
public struct Silhouette: Sendable, Hashable {
  /// The rows that were measured: all that count, or a sample of them; in order.
  public let rows: [Int]
  /// The width of each of these rows.
  public let widths: [Double]
  /// For each cluster, the weighted mean width of its rows; `nil` for an empty cluster.
  public let clusterMeans: [Double?]
  /// The weighted mean width of all rows.
  ///
  /// When only a sample was measured, each cluster has the weight that it has among all rows.
  public let mean: Double
  /// Whether only a sample of the rows was measured.
  public let isSampled: Bool

  /// Measures a partition.
  ///
  /// Beyond `rowLimit` rows, a sample of the rows of each cluster is compared with itself. Its size is
  /// the cluster's share of `rowLimit`, though at least 20, or all rows of a smaller cluster.
  ///
  /// - Parameters:
  ///   - assignments: The partition; rows that it leaves unassigned are left out.
  ///   - matrix: The rows that were partitioned.
  ///   - weights: How often each row counts; `nil` counts each once.
  ///   - rowLimit: The number of rows above which a sample is measured; at least 2.
  ///   - seed: What the sample follows from.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Throws: ``ClusteringError`` when the shapes differ, the values cannot be used, or there are
  ///   fewer than 2 clusters, or as many as rows.
  /// - Complexity: O(m² × columns) time for m measured rows; O(m × (columns + clusters)) space.
  public init(
    of assignments: Assignments, in matrix: Matrix, weights: [Double]? = nil,
    rowLimit: Int = 10_000, seed: UInt64 = 1, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) {
    guard rowLimit >= 2 else {
      throw ClusteringError(.invalidSetting, "rowLimit is \(rowLimit), but must be at least 2")
    }
    let partition = try RatedPartition(of: assignments, in: matrix, weights: weights)
    let rowCount = partition.clusters.joined().count
    let isSampled = rowCount > rowLimit
    let clusters =
      isSampled
      ? Self.sample(of: partition.clusters, share: Double(rowLimit) / Double(rowCount), seed: seed)
      : partition.clusters
    let widths = SilhouetteTiles(clusters: clusters, of: matrix, weights: weights)
      .widths(parallelism: parallelism)

    let means = zip(clusters, widths).map { rows, widths in
      let sums = zip(rows, widths).reduce((weight: 0.0, width: 0.0)) { sums, row in
        let weight = weights?[row.0] ?? 1
        return (sums.weight + weight, sums.width + weight * row.1)
      }
      return sums.width / sums.weight
    }
    var clusterMeans = [Double?](repeating: nil, count: assignments.clusterCount)
    for (number, mean) in zip(partition.numbers, means) { clusterMeans[number] = mean }
    let measured = zip(clusters.joined(), widths.joined()).sorted { $0.0 < $1.0 }
    rows = measured.map(\.0)
    self.widths = measured.map(\.1)
    self.clusterMeans = clusterMeans
    self.isSampled = isSampled
    mean =
      zip(means, partition.clusterWeights).reduce(0) { $0 + $1.0 * $1.1 } / partition.totalWeight
  }

  private static func sample(of clusters: [[Int]], share: Double, seed: UInt64) -> [[Int]] {
    let random = RandomSource(seed: seed)
    return clusters.enumerated().map { cluster, rows in
      let count = min(rows.count, max(20, Int(share * Double(rows.count))))
      var stream = random.substream(cluster)
      return stream.sampleIndices(count, below: rows.count).sorted().map { rows[$0] }
    }
  }
}
