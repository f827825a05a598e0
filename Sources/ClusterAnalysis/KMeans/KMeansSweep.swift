public import DenseAlgebra

/// Fits k-means with several numbers of clusters to the same rows, to choose one of them.
///
/// ```swift
/// let models = try KMeansSweep(clusterCounts: Array(2...8), settings: settings).fitted(to: matrix)
/// for model in models { print(model.clusterCount, model.withinSumOfSquares) }
/// ```
///
/// All searches share one packed copy of the rows and, as far as memory for their labels allows, the
/// passes over it: a piece of rows is labelled for one search after the other while it lies in the
/// cache. Each model has the same bits as the one that ``KMeans`` fits by itself.
public struct KMeansSweep: Sendable {
  /// The numbers of clusters to try; at least one.
  public var clusterCounts: [Int]
  /// All other settings; the number of clusters in them is not used.
  public var settings: KMeans

  /// Creates a sweep, which is checked when something is fitted.
  public init(clusterCounts: [Int], settings: KMeans) {
    self.clusterCounts = clusterCounts
    self.settings = settings
  }

  /// Learns a partition of the rows of a matrix for each number of clusters.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as the smallest number of clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found for each number, in the order of
  ///   ``clusterCounts``, without the numbers that are larger than that of distinct rows.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, all
  ///   numbers of clusters are larger than that of distinct rows, or the task is cancelled.
  /// - Complexity: O(rows × columns × all clusters) an iteration.
  public func fitted(
    to matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> [KMeans.Model] {
    try settings.models(ofRowsOf: matrix, weights: weights, clusterCounts: clusterCounts)
  }

  /// Learns a partition of the rows of a NumPy file for each number of clusters.
  ///
  /// - Parameters:
  ///   - file: The rows; at least as many distinct ones as the smallest number of clusters. It must
  ///     not change.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: As for a matrix.
  /// - Throws: ``ClusteringError``, as for a matrix.
  /// - Complexity: O(rows × columns × all clusters) an iteration.
  public func fitted(
    toRowsOf file: NumPyFile, weights: [Double]? = nil
  ) throws(ClusteringError) -> [KMeans.Model] {
    try settings.models(ofRowsOf: file, weights: weights, clusterCounts: clusterCounts)
  }
}
