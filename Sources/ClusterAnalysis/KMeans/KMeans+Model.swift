public import DenseAlgebra

extension KMeans {
  /// A partition of rows around centers.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = Matrix

    /// The center of each cluster, one a row; clusters x columns.
    ///
    /// When the search has converged, it is the mean of the cluster's rows, to the tolerance.
    public let centers: Matrix
    /// The cluster of each row: that of the nearest center, unless ``SizeConstrainedKMeans`` had to give
    /// it to another.
    public let assignments: Assignments
    /// For each cluster, the sum of its rows' weights: their number when rows have no weights.
    public let clusterWeights: [Double]
    /// For each cluster, the weighted sum of squared distances of its rows to its center.
    public let withinSumsOfSquares: [Double]
    /// The weighted sum of squared distances of all rows to their mean.
    public let totalSumOfSquares: Double
    /// The number of iterations from the start that gave this result.
    public let iterationCount: Int
    /// Whether the search ended by itself, and not at the iteration limit.
    public let isConverged: Bool
    /// Which of the restarts gave this result, counted from 0.
    public let restart: Int

    /// The number of clusters.
    public var clusterCount: Int { centers.rowCount }
    /// The weighted sum of squared distances of the rows to their centers: what k-means makes small.
    ///
    /// - Complexity: O(clusters).
    public var withinSumOfSquares: Double { withinSumsOfSquares.reduce(0, +) }
  }
}
