public import DenseAlgebra
import ParallelBlocks

extension BisectingKMeans {
  /// One cluster divided into two.
  public struct Split: Sendable, Hashable, Codable {
    /// Which cluster was divided: 0 is all rows, and the s-th split, counted from 0, makes 2 s + 1 and
    /// 2 s + 2.
    public let node: Int
    /// The centers of the two parts; 2 x columns.
    public let centers: Matrix
  }

  /// A partition of rows that came about by splits.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = Matrix

    /// The center of each cluster, one a row; clusters x columns.
    public let centers: Matrix
    /// The cluster of each row: where the splits lead it, each time to the nearer of two centers.
    public let assignments: Assignments
    /// For each cluster, the sum of its rows' weights: their number when rows have no weights.
    public let clusterWeights: [Double]
    /// For each cluster, the weighted sum of squared distances of its rows to its center.
    public let withinSumsOfSquares: [Double]
    /// The weighted sum of squared distances of all rows to their mean.
    public let totalSumOfSquares: Double
    /// The splits, in the order in which they were made; one fewer than there are clusters.
    public let splits: [Split]
    /// For each cluster, its number among all that there were, as in ``Split/node``.
    public let nodes: [Int]

    /// The number of clusters.
    public var clusterCount: Int { centers.rowCount }
    /// The weighted sum of squared distances of the rows to their centers.
    ///
    /// - Complexity: O(clusters).
    public var withinSumOfSquares: Double { withinSumsOfSquares.reduce(0, +) }
  }
}

extension BisectingKMeans.Model {
  /// Brings clusters into order.
  init(
    _ leaves: [BisectingKMeans.Leaf], splits: [BisectingKMeans.Split], of matrix: Matrix,
    weights: [Double]?, whole: KMeans.Model
  ) {
    func firstRow(_ leaf: BisectingKMeans.Leaf) -> Int {
      leaf.rows.first { weights?[$0] != 0 } ?? .max
    }
    let ordered = leaves.map { (leaf: $0, firstRow: firstRow($0)) }.sorted {
      (-$0.leaf.weight, $0.firstRow) < (-$1.leaf.weight, $1.firstRow)
    }.map(\.leaf)
    var labels = [Int32](repeating: 0, count: matrix.rowCount)
    for (cluster, leaf) in ordered.enumerated() {
      for row in leaf.rows { labels[row] = Int32(cluster) }
    }
    self.init(
      centers: Matrix(rows: ordered.map { Array($0.center) }),
      assignments: Assignments(labels: labels, clusterCount: leaves.count),
      clusterWeights: ordered.map(\.weight),
      withinSumsOfSquares: ordered.map(\.withinSumOfSquares),
      totalSumOfSquares: whole.totalSumOfSquares, splits: splits, nodes: ordered.map(\.node))
  }

  /// The partition that there was when the splits had made fewer clusters.
  ///
  /// Its clusters, unions of final ones, are numbered from the largest to the smallest; of equal ones
  /// first comes the one with the lower number among the final ones.
  ///
  /// - Parameter count: At least 1, at most ``clusterCount``.
  /// - Returns: A label in `0..<count` for each row.
  /// - Throws: ``ClusteringError`` for another number of clusters.
  /// - Complexity: O(rows + clusters²).
  public func assignments(into count: Int) throws(ClusteringError) -> Assignments {
    guard (1...clusterCount).contains(count) else {
      throw ClusteringError(
        .invalidSetting,
        "\(count) clusters are asked for, but the splits lead from 1 to \(clusterCount)")
    }
    // The nodes that later splits made are led back to what they were made from.
    let former = nodes.map { node in
      var node = node
      while node > 2 * (count - 1) { node = splits[(node - 1) / 2].node }
      return node
    }
    // Clusters are ordered by size, which their unions are not.
    var unions: [(node: Int, weight: Double)] = []
    for (cluster, node) in former.enumerated() {
      if let place = unions.firstIndex(where: { $0.node == node }) {
        unions[place].weight += clusterWeights[cluster]
      } else {
        unions.append((node, clusterWeights[cluster]))
      }
    }
    let order = unions.indices.sorted {
      (-unions[$0].weight, $0) < (-unions[$1].weight, $1)
    }.map { unions[$0].node }
    let numbers = former.map { Int32(order.firstIndex(of: $0) ?? 0) }
    return Assignments(
      labels: assignments.labels.map { numbers[Int($0)] }, clusterCount: count)
  }

  /// Places new rows in the clusters where the splits lead them.
  ///
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × depth of the splits).
  public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
    guard matrix.columnCount == centers.columnCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the rows have \(matrix.columnCount) columns, but the \(clusterCount) centers have "
          + "\(centers.columnCount)")
    }
    if matrix.rowCount > 0 { try InputChecks.checkElements(of: matrix, totalWeight: 1) }
    var numbers = [Int32](repeating: Assignments.unassigned, count: 2 * splits.count + 1)
    for (cluster, node) in nodes.enumerated() { numbers[node] = Int32(cluster) }
    var splitOfNode = [Int?](repeating: nil, count: numbers.count)
    for (split, made) in splits.enumerated() { splitOfNode[made.node] = split }
    let labels = matrix.withUnsafeElements { elements in
      let rows = OriginalRows(doubles: elements, columnCount: matrix.columnCount)
      let parts = Parallelism.automatic.mapBlocks(count: rows.rowCount, blockSize: 4096) {
        [numbers, splitOfNode] _, range in
        range.map { row in
          var node = 0
          while let split = splitOfNode[node] {
            node = 2 * split + 1 + Int(rows.nearest(to: row, among: splits[split].centers).label)
          }
          return numbers[node]
        }
      }
      return Array(parts.joined())
    }
    return Assignments(labels: labels, clusterCount: clusterCount)
  }
}
