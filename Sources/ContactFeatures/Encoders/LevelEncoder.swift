internal import ContactTables

/// The learned way from one level for each contact to one feature for each level.
struct LevelEncoder: Sendable, Hashable, Codable {
  /// The levels that have a feature, the most frequent first.
  let levels: [String]
  /// The shares of the features after imputation: levels, then others, then missing.
  let shares: [Double]
  /// Whether rare and unseen levels have a feature.
  let hasOther: Bool
  /// Whether missing values have a feature; otherwise they count as the most frequent level.
  let hasMissing: Bool
  /// What the feature of a contact's level is; the others are 0.
  let multiplier: Double

  var featureCount: Int { shares.count }
  var missingSlot: Int { hasMissing ? featureCount - 1 : 0 }
  /// The feature of a level without one of its own; nil: all features are 0.
  var otherSlot: Int? { hasOther ? levels.count : nil }
  var otherShare: Double { hasOther ? shares[levels.count] : 0 }

  /// Learns which levels are frequent; at least one contact must have a level.
  init(
    _ readings: LevelReadings, rows: FittingRows, pooling: LevelPooling, indicatorShare: Double?,
    weight: Double, votes: VotePolicy
  ) {
    let (weights, missing) = rows.levelWeights(readings.codes, levelCount: readings.levels.count)
    let kept = pooling.keptLevels(readings.levels, weights: weights, totalWeight: rows.totalWeight)
    levels = kept.map { readings.levels[$0] }
    var shares = kept.map { weights[$0] / rows.totalWeight }
    let keptSet = Set(kept)
    let otherWeight = weights.indices.reduce(0) { keptSet.contains($1) ? $0 : $0 + weights[$1] }
    hasOther = otherWeight > 0
    if hasOther { shares.append(otherWeight / rows.totalWeight) }
    let missingShare = missing / rows.totalWeight
    hasMissing = indicatorShare.map { missingShare >= max($0, .ulpOfOne) } ?? false
    if hasMissing { shares.append(missingShare) } else { shares[0] += missingShare }
    self.shares = shares
    let variance = 1 - shares.reduce(0) { $0 + $1 * $1 }
    multiplier =
      votes == .equal
      ? Vote.multiplier(weight: weight, variance: variance, smallest: 2 * Vote.smallestVariance)
      : weight.squareRoot()
  }

  var standardDeviations: [Double] {
    shares.map { max(0, $0 * (1 - $0)).squareRoot() * multiplier }
  }
}

extension LevelPooling {
  /// The levels that get a feature, the most frequent first, ties in the order of their spelling.
  ///
  /// - Complexity: O(levels · log levels).
  func keptLevels(_ levels: [String], weights: [Double], totalWeight: Double) -> [Int] {
    let order = weights.indices.filter { weights[$0] > 0 }.sorted {
      weights[$0] != weights[$1] ? weights[$0] > weights[$1] : levels[$0] < levels[$1]
    }
    let frequent = order.prefix { level in
      weights[level] >= rareCount && weights[level] >= rareShare * totalWeight
    }
    return Array((frequent.isEmpty ? order.prefix(1) : frequent).prefix(levelLimit))
  }
}
