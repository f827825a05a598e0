internal import ContactTables

/// The learned way from a set of levels for each contact to one flag for each level.
///
/// A contact without a value has none of the levels.
struct SetEncoder: Sendable, Hashable, Codable {
  /// The levels that have a flag, the most frequent first.
  let levels: [String]
  /// The shares of contacts that have each flag: levels, then others.
  let shares: [Double]
  /// Whether rare and unseen levels have a flag.
  let hasOther: Bool
  /// What a flag that is set is.
  let multiplier: Double

  var featureCount: Int { shares.count }
  var otherSlot: Int? { hasOther ? levels.count : nil }
  var otherShare: Double { hasOther ? shares[levels.count] : 0 }

  /// Learns which levels are frequent; at least one contact must have a level.
  init(
    _ values: MultiSelectValues, rows: FittingRows, pooling: LevelPooling, weight: Double,
    votes: VotePolicy
  ) {
    let (weights, _) = rows.levelWeights(values)
    let kept = pooling.keptLevels(values.levels, weights: weights, totalWeight: rows.totalWeight)
    levels = kept.map { values.levels[$0] }
    var isKept = [Bool](repeating: false, count: values.levels.count)
    for level in kept { isKept[level] = true }
    var otherWeight = 0.0
    for row in 0..<rows.rowCount where values[row].contains(where: { !isKept[Int($0)] }) {
      otherWeight += rows.weights?[row] ?? 1
    }
    hasOther = otherWeight > 0
    shares =
      kept.map { weights[$0] / rows.totalWeight }
      + (hasOther ? [otherWeight / rows.totalWeight] : [])
    let variance = shares.reduce(0) { $0 + $1 * (1 - $1) }
    multiplier =
      votes == .equal
      ? Vote.multiplier(weight: weight, variance: variance) : weight.squareRoot()
  }

  var standardDeviations: [Double] {
    shares.map { max(0, $0 * (1 - $0)).squareRoot() * multiplier }
  }
}
