/// How much of the expected squared distance between two contacts each original column carries.
///
/// Two contacts drawn at random differ by `2 · Σ variance` of the features, so a column's share is
/// the sum of the variances of its features over that of all features. It is known as soon as a
/// recipe is fitted, before anything is clustered.
public struct DistanceShares: Sendable, Hashable, Codable {
  /// The share of one column.
  public struct ColumnShare: Sendable, Hashable, Codable {
    /// The header.
    public let column: String
    /// The part of the expected squared distance, 0...1.
    public let share: Double
  }

  /// The shares, in the order of the matrix; they add up to 1, or are all 0 when contacts are equal.
  public let columns: [ColumnShare]

  /// The share of each column if all had the same.
  public var fairShare: Double { columns.isEmpty ? 0 : 1 / Double(columns.count) }

  /// The column that decides alone: more than half of the distance, and more than three times its
  /// fair share; nil when there is none.
  public var dominant: ColumnShare? {
    columns.first { $0.share > 0.5 && $0.share > 3 * fairShare }
  }

  /// What an analyst should know, as sentences; empty when no column dominates.
  public var warnings: [String] {
    guard let dominant else { return [] }
    let percent = Int((100 * dominant.share).rounded())
    return [
      "\(dominant.column) carries \(percent)% of the distance between contacts, so segments "
        + "will mostly be slices of it; give it a smaller weight, or scale it"
    ]
  }
}

extension Vectorizer {
  /// How much of the distance between the contacts it was fitted to each column carries.
  ///
  /// - Complexity: O(features).
  public func distanceShares() -> DistanceShares {
    let deviations = columns.map(\.encoder.standardDeviations)
    // Deviations of raw amounts may be too large to square, so they are measured in the largest.
    let unit = deviations.joined().max() ?? 0
    let variances = deviations.map { deviations in
      unit > 0 ? deviations.reduce(0) { $0 + ($1 / unit) * ($1 / unit) } : 0
    }
    let total = variances.reduce(0, +)
    return DistanceShares(
      columns: zip(columns, variances).map { column, variance in
        DistanceShares.ColumnShare(
          column: column.name, share: total > 0 ? variance / total : 0)
      })
  }
}
