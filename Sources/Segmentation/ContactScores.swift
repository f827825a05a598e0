/// Where contacts were placed, and how sure that is.
public struct ContactScores: Sendable, Hashable {
  /// The segment of each contact, counted from 0.
  public let assignments: Assignments
  /// The nearest other segment of each contact, counted from 0; nil when there is only one.
  public let secondSegments: [Int32]?
  /// For each contact 1 - 2 d₁ / (d₁ + d₂), from the distances to the center of its segment and to the
  /// nearest other one: 1 at a center, 0 on the border between two segments (Leisch's shadow value,
  /// turned around) and where a tree was cut so that another center is nearer.
  ///
  /// Leisch 2010, https://doi.org/10.1007/s11222-009-9137-8.
  public let confidences: [Double]
  /// How many contacts are nearer to the center of another segment than to that of their own.
  ///
  /// It is 0 but for the cut of a tree, which never takes a merge back.
  public let nearerToOthersCount: Int
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
      return sum > 0 ? max(0, (second - nearest.distances[row]) / sum) : 0
    }
    nearerToOthersCount = nearest.distances.indices.count { row in
      seconds.map { $0[row] < nearest.distances[row] } ?? false
    }
    let labels = nearest.assignments.labels
    isUnusual = nearest.distances.indices.map { row in
      nearest.distances[row] > usualDistances[Int(labels[row])]
    }
    self.warnings = warnings
  }
}

extension ContactScores {
  /// What an analyst should know of how these contacts, and new ones, are placed.
  var placementWarnings: [String] {
    guard nearerToOthersCount > 0 else { return [] }
    let count = PlainNumber.text(nearerToOthersCount)
    return [
      "\(count) of \(PlainNumber.text(assignments.labels.count)) contacts are nearer to the center "
        + "of another segment than to that of their own, because a tree never takes a merge back; "
        + "'segment assign' places contacts by the nearest center."
    ]
  }
}
