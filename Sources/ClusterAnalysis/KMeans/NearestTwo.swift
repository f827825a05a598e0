/// How far rows are from the two centers nearest to them.
///
/// The ratio of the two distances says how sure a row's place is: a row half-way between two centers
/// belongs to either.
public struct NearestTwo: Sendable, Hashable {
  /// The cluster of the nearest center of each row.
  public let assignments: Assignments
  /// The Euclidean distance of each row to its nearest center.
  public let distances: [Double]
  /// What is second nearest; `nil` when there is only one cluster.
  public let second: Second?

  /// The second nearest centers.
  public struct Second: Sendable, Hashable {
    /// The cluster of the second nearest center of each row.
    public let assignments: Assignments
    /// The Euclidean distance of each row to its second nearest center.
    public let distances: [Double]
  }
}
