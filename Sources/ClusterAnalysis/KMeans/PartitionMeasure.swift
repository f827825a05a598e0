import DenseAlgebra

/// What a labelling of the rows costs, by direct differences to the centers.
struct PartitionMeasure: Sendable {
  /// For each cluster, the weighted sum of squared distances to its center.
  var withinSums: [Double]
  /// For each cluster, the sum of its rows' weights.
  var weights: [Double]
  /// For each cluster, how many rows it has that count.
  var counts: [Int]

  /// The sum over all clusters.
  var withinSumOfSquares: Double { withinSums.reduce(0, +) }

  /// Begins with no rows.
  init(clusterCount: Int) {
    withinSums = [Double](repeating: 0, count: clusterCount)
    weights = withinSums
    counts = [Int](repeating: 0, count: clusterCount)
  }

  /// Sums what was measured of chunks, in their order.
  init(merging parts: [PartitionMeasure], clusterCount: Int) {
    self.init(clusterCount: clusterCount)
    for part in parts { merge(part) }
  }

  /// Takes in some rows, by direct differences.
  ///
  /// - Complexity: O(rows × columns).
  mutating func add(
    _ chunk: Range<Int>, of rows: WeightedRows, centers: Matrix,
    labels: UnsafeBufferPointer<Int32>
  ) {
    let rowWeights = rows.weights(of: chunk)
    rows.original.addSquaredDistances(
      of: chunk, labels: labels, weights: rowWeights, from: centers, to: &withinSums)
    guard let rowWeights else {
      for label in labels { counts[Int(label)] += 1 }
      weights = counts.map(Double.init)
      return
    }
    for (label, weight) in zip(labels, rowWeights) where weight > 0 {
      weights[Int(label)] += weight
      counts[Int(label)] += 1
    }
  }

  private mutating func merge(_ later: PartitionMeasure) {
    for cluster in withinSums.indices {
      withinSums[cluster] += later.withinSums[cluster]
      weights[cluster] += later.weights[cluster]
      counts[cluster] += later.counts[cluster]
    }
  }

  /// The clusters from the largest to the smallest, of equal ones first the one that has the earlier
  /// row.
  ///
  /// - Parameter firstRows: For each cluster, its first row that counts.
  /// - Returns: The numbers of the clusters.
  func order(firstRows: [Int]) -> [Int] {
    weights.indices.sorted { left, right in
      (-weights[left], firstRows[left]) < (-weights[right], firstRows[right])
    }
  }
}
