public import DenseAlgebra
public import ParallelBlocks

extension NearestTwo {
  /// Measures rows that have a cluster already: how far its center is, and the nearest other one.
  ///
  /// The cluster that is said to be nearest is the given one, though another may be nearer.
  ///
  /// - Parameters:
  ///   - matrix: The rows, with as many columns as the centers.
  ///   - centers: At least one, one a row.
  ///   - assignments: The cluster of each row, none left unassigned.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Throws: ``ClusteringError`` when there is not one label for each row or not one center for each
  ///   cluster, and as ``init(of:among:parallelism:)``.
  /// - Complexity: O(rows × columns × clusters).
  public init(
    of matrix: Matrix, among centers: Matrix, keeping assignments: Assignments,
    parallelism: Parallelism = .automatic
  ) throws(ClusteringError) {
    guard assignments.labels.count == matrix.rowCount, assignments.clusterCount == centers.rowCount,
      !assignments.labels.contains(Assignments.unassigned)
    else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(assignments.labels.count) labels of \(assignments.clusterCount) clusters for "
          + "\(matrix.rowCount) rows and \(centers.rowCount) centers; each row needs the label of a "
          + "cluster, and each cluster a center")
    }
    let nearest = try NearestTwo(of: matrix, among: centers, parallelism: parallelism)
    guard let second = nearest.second, nearest.assignments.labels != assignments.labels else {
      self = nearest
      return
    }
    var distances = nearest.distances
    var others = (labels: second.assignments.labels, distances: second.distances)
    for (row, label) in assignments.labels.enumerated()
    where label != nearest.assignments.labels[row] {
      others.labels[row] = nearest.assignments.labels[row]
      others.distances[row] = distances[row]
      distances[row] = squaredDistance(matrix.row(row), centers.row(Int(label))).squareRoot()
    }
    self.init(
      assignments: assignments, distances: distances,
      second: Second(
        assignments: Assignments(labels: others.labels, clusterCount: assignments.clusterCount),
        distances: others.distances))
  }
}
