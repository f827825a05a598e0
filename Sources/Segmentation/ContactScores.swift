/// Where contacts were placed, and how sure that is.
public struct ContactScores: Sendable, Hashable {
  /// The segment of each contact, counted from 0.
  public let assignments: Assignments
  /// The segment that is second nearest to each contact, counted from 0; nil when there is only one.
  public let secondSegments: [Int32]?
  /// For each contact 1 - 2 d₁ / (d₁ + d₂), from the distances to the nearest two centers: 1 at a
  /// center, 0 on the border between two segments (Leisch's shadow value, turned around).
  ///
  /// Leisch 2010, https://doi.org/10.1007/s11222-009-9137-8.
  public let confidences: [Double]
  /// Whether each contact is farther from its center than 99 of 100 of those that the segment was
  /// found in.
  public let isUnusual: [Bool]
  /// What was odd about the contacts' columns, in words without values.
  public let warnings: [String]

  init(_ nearest: NearestTwo, usualDistances: [Double], warnings: [String]) {
    assignments = nearest.assignments
    secondSegments = nearest.second?.assignments.labels
    let seconds = nearest.second?.distances
    confidences = nearest.distances.indices.map { row in
      guard let second = seconds?[row] else { return 1 }
      let sum = nearest.distances[row] + second
      return sum > 0 ? (second - nearest.distances[row]) / sum : 0
    }
    let labels = nearest.assignments.labels
    isUnusual = nearest.distances.indices.map { row in
      nearest.distances[row] > usualDistances[Int(labels[row])]
    }
    self.warnings = warnings
  }
}
