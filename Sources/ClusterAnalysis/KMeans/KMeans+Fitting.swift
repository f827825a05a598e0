public import DenseAlgebra
import ParallelBlocks

extension KMeans {
  /// Learns a partition of the rows of a matrix, which is not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row. No cluster is empty.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try models(ofRowsOf: matrix, weights: weights, clusterCounts: [clusterCount])[0]
  }

  /// Learns a partition of the rows of a NumPy file.
  ///
  /// Numbers of the file are read where it is mapped and are never copied as a whole: the fused engine
  /// keeps its packed copy of them, the BLAS engine nothing. With a ``memoryLimit`` that this copy does
  /// not fit into, nothing is kept but what a row needs from pass to pass, and the file may be larger
  /// than memory. All arithmetic that the result shows is in `Double`.
  ///
  /// - Parameters:
  ///   - file: The rows; at least as many distinct ones as there are clusters. It must not change.
  ///   - transform: What is done to rows, each by itself, whenever they are read; nil for nothing.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the numbers or the weights cannot be used, or
  ///   the task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    toRowsOf file: NumPyFile, transformedBy transform: OriginalRows.Transform? = nil,
    weights: [Double]? = nil
  ) throws(ClusteringError) -> Model {
    try models(
      ofRowsOf: file, transformedBy: transform, weights: weights, clusterCounts: [clusterCount])[0]
  }

  /// Learns a partition of the rows of a matrix for each of some numbers of clusters.
  func models(
    ofRowsOf matrix: Matrix, weights: [Double]?, clusterCounts: [Int]
  ) throws(ClusteringError) -> [Model] {
    try InputChecks.checkShape(rowCount: matrix.rowCount, columnCount: matrix.columnCount)
    return try WeightedRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try models(of: rows, weights: weights, clusterCounts: clusterCounts)
    }
  }

  /// Learns a partition of the rows of a NumPy file for each of some numbers of clusters.
  func models(
    ofRowsOf file: NumPyFile, transformedBy transform: OriginalRows.Transform? = nil,
    weights: [Double]?, clusterCounts: [Int]
  ) throws(ClusteringError) -> [Model] {
    try InputChecks.checkShape(rowCount: file.rowCount, columnCount: file.columnCount)
    return try file.withOriginalRows(
      isReleasing: isStreamed(rowCount: file.rowCount, columnCount: file.columnCount)
    ) { (original) throws(ClusteringError) in
      let rows = transform.map { original.transformed(by: $0) } ?? original
      return try WeightedRows.with(rows, weights: weights) { (rows) throws(ClusteringError) in
        try models(of: rows, weights: weights, clusterCounts: clusterCounts)
      }
    }
  }
}
