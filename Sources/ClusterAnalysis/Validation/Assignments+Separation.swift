public import DenseAlgebra

extension Assignments {
  /// How many times the variance between the clusters exceeds that within; higher is better.
  ///
  /// When all rows lie on the means of their clusters, it is infinite.
  ///
  /// Caliński and Harabasz 1974, https://doi.org/10.1080/03610927408827101.
  ///
  /// - Parameters:
  ///   - matrix: The rows that were partitioned.
  ///   - weights: How often each row counts; `nil` counts each once.
  /// - Returns: A number from 0, or infinity.
  /// - Throws: ``ClusteringError`` when the shapes differ, the values cannot be used, or there are
  ///   fewer than 2 clusters, or as many as rows.
  /// - Complexity: O(rows × columns).
  public func calinskiHarabaszIndex(
    in matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Double {
    let partition = try RatedPartition(of: self, in: matrix, weights: weights)
    let means = partition.means(in: matrix, weights: weights)
    let clusterWeights = partition.clusterWeights
    let center = (0..<means.columnCount).map { column in
      let first = means[0, column]
      return first
        + clusterWeights.indices.reduce(0) {
          $0 + clusterWeights[$1] * (means[$1, column] - first)
        } / partition.totalWeight
    }
    var within = 0.0
    var between = 0.0
    for (cluster, rows) in partition.clusters.enumerated() {
      for row in rows {
        within += (weights?[row] ?? 1) * squaredDistance(matrix.row(row), means.row(cluster))
      }
      between += clusterWeights[cluster] * squaredDistance(means.row(cluster), center[...])
    }
    let clusterCount = Double(partition.clusters.count)
    return (between / (clusterCount - 1)) / (within / (partition.totalWeight - clusterCount))
  }

  /// How much clusters overlap, each with the one it overlaps most: the mean over the clusters of the
  /// largest ratio of the two spreads to the distance of the means; lower is better.
  ///
  /// A cluster's spread is the mean Euclidean distance of its rows to its mean. Two clusters with the
  /// same mean, at least one of them spread, overlap without limit: the index is then infinite.
  ///
  /// Davies and Bouldin 1979, https://doi.org/10.1109/TPAMI.1979.4766909.
  ///
  /// - Parameters:
  ///   - matrix: The rows that were partitioned.
  ///   - weights: How often each row counts; `nil` counts each once.
  /// - Returns: A number from 0, or infinity.
  /// - Throws: ``ClusteringError`` when the shapes differ, the values cannot be used, or there are
  ///   fewer than 2 clusters, or as many as rows.
  /// - Complexity: O(rows × columns + clusters² × columns).
  public func daviesBouldinIndex(
    in matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Double {
    let partition = try RatedPartition(of: self, in: matrix, weights: weights)
    let means = partition.means(in: matrix, weights: weights)
    let spreads = partition.clusters.enumerated().map { cluster, rows in
      rows.reduce(0) { sum, row in
        sum + (weights?[row] ?? 1)
          * squaredDistance(matrix.row(row), means.row(cluster)).squareRoot()
      } / partition.clusterWeights[cluster]
    }
    let overlaps = spreads.indices.map { cluster in
      spreads.indices.reduce(0) { largest, other in
        let spread = spreads[cluster] + spreads[other]
        guard other != cluster, spread > 0 else { return largest }
        let distance = squaredDistance(means.row(cluster), means.row(other)).squareRoot()
        return max(largest, spread / distance)
      }
    }
    return overlaps.reduce(0, +) / Double(overlaps.count)
  }
}
