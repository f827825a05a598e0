public import DenseAlgebra

extension Assignments {
  /// The mean of the rows of each cluster.
  ///
  /// - Parameters:
  ///   - matrix: One row for each label.
  ///   - weights: How often each row counts; `nil` counts each once.
  /// - Returns: A matrix of ``clusterCount`` rows, in the order of the clusters.
  /// - Throws: ``ClusteringError`` when there is not one row, or not one weight, for each label.
  /// - Complexity: O(rows × columns).
  public func centroids(
    of matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Matrix {
    guard matrix.rowCount == labels.count, (weights?.count ?? labels.count) == labels.count else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(labels.count) labels for \(matrix.rowCount) rows and "
          + "\(weights?.count ?? labels.count) weights, not one for each")
    }
    var centroids = Matrix(rowCount: clusterCount, columnCount: matrix.columnCount)
    var totals = [Double](repeating: 0, count: clusterCount)
    // Running means rather than sums: sums of huge values would overflow.
    for (row, label) in labels.enumerated() {
      let cluster = Int(label)
      let weight = weights?[row] ?? 1
      totals[cluster] += weight
      guard weight > 0 else { continue }
      let share = weight / totals[cluster]
      for column in 0..<matrix.columnCount {
        centroids[cluster, column] += share * (matrix[row, column] - centroids[cluster, column])
      }
    }
    return centroids
  }
  /// The weighted sum of squared Euclidean distances between rows and the centroids of their clusters.
  ///
  /// - Parameters:
  ///   - matrix: One row for each label.
  ///   - weights: How often each row counts; `nil` counts each once.
  /// - Returns: A number from 0.
  /// - Throws: As ``centroids(of:weights:)``.
  /// - Complexity: O(rows × columns).
  public func withinSumOfSquares(
    of matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Double {
    let centroids = try centroids(of: matrix, weights: weights)
    return labels.indices.reduce(0) { sum, row in
      sum + (weights?[row] ?? 1)
        * squaredDistance(matrix.row(row), centroids.row(Int(labels[row])))
    }
  }
}
