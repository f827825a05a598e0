import DenseAlgebra

/// A partition that can be rated: its clusters that hold rows that count, and those rows.
struct RatedPartition {
  /// For each cluster that is not empty, its rows that count, in order.
  let clusters: [[Int]]
  /// For each of them, its number in the partition.
  let numbers: [Int]
  /// For each of them, the sum of its rows' weights.
  let clusterWeights: [Double]
  /// The sum of all weights.
  let totalWeight: Double

  /// Checks that the partition, the matrix and the weights belong together.
  ///
  /// - Throws: ``ClusteringError`` when their shapes differ, the matrix or the weights cannot be used,
  ///   or there are fewer than 2 clusters, or as many as rows.
  init(
    of assignments: Assignments, in matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) {
    guard assignments.labels.count == matrix.rowCount else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(assignments.labels.count) labels for \(matrix.rowCount) rows, not one for each"
      )
    }
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    let rows = assignments.rowsByCluster().map { rows in
      rows.filter { weights == nil || weights?[$0] != 0 }
    }
    numbers = rows.indices.filter { !rows[$0].isEmpty }
    clusters = numbers.map { rows[$0] }
    clusterWeights = clusters.map { rows in rows.reduce(0) { $0 + (weights?[$1] ?? 1) } }
    self.totalWeight = clusterWeights.reduce(0, +)
    guard clusters.count >= 2, Double(clusters.count) < self.totalWeight else {
      throw ClusteringError(
        .invalidSetting,
        "\(clusters.count) clusters of \(clusters.joined().count) rows cannot be rated; there must "
          + "be at least 2 clusters, and fewer than rows (by the sum of their weights)")
    }
  }

  /// The weighted mean of each cluster; clusters x columns.
  func means(in matrix: Matrix, weights: [Double]?) -> Matrix {
    var means = Matrix(rowCount: clusters.count, columnCount: matrix.columnCount)
    for (cluster, rows) in clusters.enumerated() {
      // Differences to the first row keep the digits of columns with a large offset.
      for column in 0..<matrix.columnCount {
        let first = matrix[rows[0], column]
        let sum = rows.reduce(0) {
          $0 + (weights?[$1] ?? 1) * (matrix[$1, column] - first)
        }
        means[cluster, column] = first + sum / clusterWeights[cluster]
      }
    }
    return means
  }
}

/// The sum of squared differences of two rows.
func squaredDistance(_ left: ArraySlice<Double>, _ right: ArraySlice<Double>) -> Double {
  left.withUnsafeBufferPointer { left in
    right.withUnsafeBufferPointer { right in
      guard let start = left.baseAddress, let other = right.baseAddress else { return 0 }
      return squaredDistance(start, other, count: left.count)
    }
  }
}
