public import DenseAlgebra
public import ParallelBlocks

extension KMeans.Model {
  /// Places new rows in the clusters of the nearest centers.
  ///
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
    try nearestTwo(of: matrix).assignments
  }

  /// The two nearest centers of each row, and how far they are.
  ///
  /// - Parameters:
  ///   - matrix: The rows, with as many columns as the centers; there may be none.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: Labels and Euclidean distances, row by row.
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public func nearestTwo(
    of matrix: Matrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> NearestTwo {
    try NearestTwo(of: matrix, among: centers, parallelism: parallelism)
  }
}
