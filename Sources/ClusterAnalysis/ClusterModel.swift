/// What a ``Clusterer`` learned: a partition, and the means to place new rows in it.
public protocol ClusterModel<Input>: Sendable, Codable {
  /// What was clustered.
  associatedtype Input

  /// The number of clusters.
  var clusterCount: Int { get }
  /// The cluster of each row that the model was fitted to.
  var assignments: Assignments { get }

  /// Places new rows in the clusters.
  ///
  /// - Throws: ``ClusteringError`` when `input` has another shape than what was fitted.
  func assignments(for input: Input) throws(ClusteringError) -> Assignments
}
