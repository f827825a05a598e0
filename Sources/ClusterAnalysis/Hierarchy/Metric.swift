/// How far two rows are from each other.
public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
  /// The root of the sum of squared differences.
  case euclidean
  /// The sum of absolute differences.
  case manhattan
  /// One less the cosine of the angle between the rows, from 0 to 2.
  case cosine
}
