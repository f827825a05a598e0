/// What was found for one number of segments while the number was chosen.
public struct SegmentCountCandidate: Sendable, Hashable, Codable {
  /// The number of segments.
  public let segmentCount: Int
  /// The mean silhouette, -1...1; nil where it is not defined.
  public let silhouette: Double?
  /// The within-cluster sum of squares of the contacts that were compared.
  public let withinSumOfSquares: Double
}
