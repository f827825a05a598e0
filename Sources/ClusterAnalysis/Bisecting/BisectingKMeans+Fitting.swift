public import DenseAlgebra

extension BisectingKMeans {
  /// Learns nested partitions of the rows of a matrix, which is not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The splits that were found, and the partition that they end in.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(rows × columns × depth of the splits) an iteration, and O(rows × columns) space.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    if case .centers = initialization {
      throw ClusteringError(
        .invalidSetting, "centers cannot be given to splits; begin at random or at distant rows")
    }
    try kMeans(clusterCount: clusterCount).checkSettings()
    let whole = try kMeans(clusterCount: 1).fitted(to: matrix, weights: weights)
    try WeightedRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try InputChecks.checkDistinctRows(of: rows, atLeast: clusterCount)
    }
    var leaves = [Leaf(node: 0, rows: Array(0..<matrix.rowCount), in: whole, cluster: 0)]
    var splits: [Split] = []
    while leaves.count < clusterCount {
      let place = nextSplit(of: leaves, matrix, weights)
      let rows = leaves[place].rows
      let model = try kMeans(clusterCount: 2, split: splits.count).fitted(
        to: matrix.selectingRows(rows), weights: weights.map { weights in rows.map { weights[$0] } }
      )
      splits.append(Split(node: leaves[place].node, centers: model.centers))
      leaves.remove(at: place)
      for cluster in 0..<2 {
        leaves.append(
          Leaf(
            node: 2 * (splits.count - 1) + 1 + cluster,
            rows: model.assignments.rows(of: cluster).map { rows[$0] }, in: model,
            cluster: cluster))
      }
      progress?(
        ClusteringProgress(
          restart: 0, restartCount: 1, iteration: splits.count, iterationLimit: clusterCount - 1,
          objective: leaves.reduce(0) { $0 + $1.withinSumOfSquares }, movedRowCount: rows.count))
      try ClusteringError.checkCancellation()
    }
    return Model(leaves, splits: splits, of: matrix, weights: weights, whole: whole)
  }

  /// A cluster that may be split.
  struct Leaf {
    let node: Int
    let rows: [Int]
    let center: ArraySlice<Double>
    let weight: Double
    let withinSumOfSquares: Double

    /// Takes one cluster of a model.
    init(node: Int, rows: [Int], in model: KMeans.Model, cluster: Int) {
      self.node = node
      self.rows = rows
      center = model.centers.row(cluster)
      weight = model.clusterWeights[cluster]
      withinSumOfSquares = model.withinSumsOfSquares[cluster]
    }
  }

  /// The first of the leaves with the highest score that has two different rows that count.
  private func nextSplit(of leaves: [Leaf], _ matrix: Matrix, _ weights: [Double]?) -> Int {
    func score(_ leaf: Leaf) -> Double {
      switch splitting {
      case .largestSumOfSquares: leaf.withinSumOfSquares
      case .largestCluster: leaf.weight
      }
    }
    let order = leaves.indices.sorted {
      (-score(leaves[$0]), leaves[$0].node) < (-score(leaves[$1]), leaves[$1].node)
    }
    let next = order.first { hasDifferentRows(leaves[$0], matrix, weights) }
    guard let next else {
      preconditionFailure("\(leaves.count) clusters have no two different rows")
    }
    return next
  }

  private func hasDifferentRows(_ leaf: Leaf, _ matrix: Matrix, _ weights: [Double]?) -> Bool {
    let counted = leaf.rows.filter { weights?[$0] != 0 }
    guard let first = counted.first else { return false }
    let row = matrix.row(first)
    return counted.contains { !matrix.row($0).elementsEqual(row) }
  }

  static func seed(ofSplit split: Int, from seed: UInt64) -> UInt64 {
    var random = RandomSource(seed: seed).substream(split)
    return random.next()
  }
}
