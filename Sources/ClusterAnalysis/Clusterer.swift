/// A method that partitions rows into clusters. The conforming value holds settings only.
///
/// Whoever conforms passes the clusterer contract: labels are contiguous and ordered by size, the
/// same input and seed give the same bits for any number of threads, a permutation of the rows
/// gives the same partition, weights stand for repeated rows.
public protocol Clusterer<Input, Model>: Sendable {
  /// What is clustered.
  associatedtype Input
  /// What is learned.
  associatedtype Model: ClusterModel where Model.Input == Input

  /// Learns a partition of the rows of `input`.
  ///
  /// - Throws: ``ClusteringError`` when the settings or the input cannot be used.
  func fitted(to input: Input) throws(ClusteringError) -> Model
}

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
