public import DenseAlgebra
import ParallelBlocks

extension KMedoids {
  /// A partition of the rows of a matrix around some of them.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = Matrix

    /// The partition, with the medoids as row numbers.
    public let partition: Partition
    /// The medoids themselves, one a row; clusters x columns.
    public let medoidRows: Matrix
    /// How far rows are from each other.
    public let distance: Distance

    /// The number of clusters.
    public var clusterCount: Int { partition.medoids.count }
    /// The cluster of each row.
    public var assignments: Assignments { partition.assignments }

    /// Places new rows in the clusters of the nearest medoids, of equally near ones the lowest.
    ///
    /// - Throws: ``ClusteringError`` when the rows have another number of columns than the medoids, or
    ///   hold a NaN, an infinity, or a value too large to be squared.
    /// - Complexity: O(rows × columns × clusters).
    public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
      try KMedoids.assignments(of: matrix, toMedoids: medoidRows, distance: distance)
    }
  }

  /// Places rows in the clusters of the nearest of some medoids, of equally near ones the lowest.
  ///
  /// - Parameters:
  ///   - matrix: The rows.
  ///   - medoidRows: The medoids, at least one; clusters x columns.
  ///   - distance: How far rows are from each other.
  /// - Returns: The cluster of each row.
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the medoids, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public static func assignments(
    of matrix: Matrix, toMedoids medoidRows: Matrix, distance: Distance
  ) throws(ClusteringError) -> Assignments {
    let clusterCount = medoidRows.rowCount
    guard matrix.columnCount == medoidRows.columnCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the rows have \(matrix.columnCount) columns, but the medoids have "
          + "\(medoidRows.columnCount)")
    }
    guard matrix.rowCount > 0 else {
      return Assignments(labels: [], clusterCount: clusterCount)
    }
    try InputChecks.checkElements(of: matrix, totalWeight: 1)
    // The medoids come first, and each new row is as far from them as it was in the search.
    let all = Matrix(
      rowCount: clusterCount + matrix.rowCount, columnCount: matrix.columnCount,
      elements: medoidRows.elements + matrix.elements)
    let search = try MedoidSearch(
      PointRowDistances(all, distance: distance), weights: nil,
      medoids: Array(0..<clusterCount), parallelism: .automatic, screened: false)
    return Assignments(
      labels: Array(search.labels.dropFirst(clusterCount)), clusterCount: clusterCount)
  }
}
