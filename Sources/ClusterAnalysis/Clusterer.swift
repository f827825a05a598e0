/// A method that partitions rows into clusters.
///
/// The conforming value holds settings only. Whoever conforms passes the clusterer contract: labels are contiguous and ordered by size, the
/// same input and seed give the same bits for any number of threads, a permutation of the rows
/// gives the same partition, weights stand for repeated rows.
public protocol Clusterer<Input, Model>: Sendable {
  /// What is clustered.
  associatedtype Input
  /// What is learned.
  associatedtype Model: ClusterModel where Model.Input == Input

  /// Learns a partition of the rows of `input`.
  ///
  /// - Parameters:
  ///   - input: What is clustered.
  ///   - weights: How often each row counts, not necessarily a whole number; `nil` counts each row
  ///     once. A row of weight 0 is placed in a cluster and has no other effect.
  /// - Returns: What was learned.
  /// - Throws: ``ClusteringError`` when the settings, the input or the weights cannot be used.
  func fitted(to input: Input, weights: [Double]?) throws(ClusteringError) -> Model
}

extension Clusterer {
  /// Learns a partition of the rows of `input`, each of which counts once.
  ///
  /// - Throws: ``ClusteringError`` when the settings or the input cannot be used.
  public func fitted(to input: Input) throws(ClusteringError) -> Model {
    try fitted(to: input, weights: nil)
  }
}
