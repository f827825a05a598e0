/// How many contacts of each segment something holds for.
struct LevelCounts {
  /// The number of contacts, by segment.
  var counts: [Int]
  /// Their weight, by segment.
  var weights: [Double]

  /// Nobody yet.
  init(segmentCount: Int) {
    counts = Array(repeating: 0, count: segmentCount)
    weights = Array(repeating: 0, count: segmentCount)
  }

  /// Counts one contact.
  mutating func add(_ weight: Double, to segment: Int) {
    counts[segment] += 1
    weights[segment] += weight
  }

  /// The number of contacts in all segments.
  var total: Int { counts.reduce(0, +) }

  /// The weight of all segments.
  var totalWeight: Double { weights.reduce(0, +) }

  /// Compares the share of each segment with that of all and of the rest.
  ///
  /// - Parameters:
  ///   - base: Of whom the counted contacts are a part.
  ///   - isTested: Whether p-values mean anything.
  /// - Returns: One comparison for each segment.
  func comparisons(in base: LevelCounts, isTested: Bool) -> [ShareComparison] {
    let population = base.totalWeight
    let marked = totalWeight
    let overallShare = population > 0 ? marked / population : 0
    return counts.indices.map { segment in
      let size = base.weights[segment]
      let held = weights[segment]
      let share = size > 0 ? held / size : nil
      let hasRest = size > 0 && base.total > base.counts[segment] && population > size
      let test = hasRest ? Self.test(held, of: marked, drawn: size, from: population) : nil
      return ShareComparison(
        count: counts[segment], segmentShare: share,
        levelShare: marked > 0 ? held / marked : 0, overallShare: overallShare,
        restShare: hasRest ? min(1, max(0, (marked - held) / (population - size))) : nil,
        index: Self.index(share, overallShare),
        shrunkIndex: share == nil
          ? nil : Self.index((held + 20 * overallShare) / (size + 20), overallShare),
        vTest: test?.vTest, pValue: isTested ? test?.pValue : nil,
        baseCount: base.counts[segment])
    }
  }

  /// The association of a table of levels (one element each) with the segments.
  ///
  /// - Returns: Bergsma's corrected V and the p-value of the chi-square test; nil where a table has
  ///   fewer than two levels or two segments.
  static func association(_ levels: [LevelCounts]) -> (cramersV: Double?, pValue: Double?) {
    guard let segmentCount = levels.first?.weights.count else { return (nil, nil) }
    let rows = levels.map(\.totalWeight)
    let columns = (0..<segmentCount).map { segment in
      levels.reduce(0) { $0 + $1.weights[segment] }
    }
    let total = rows.reduce(0, +)
    let rowCount = Double(rows.count { $0 > 0 })
    let columnCount = Double(columns.count { $0 > 0 })
    guard rowCount > 1, columnCount > 1, total > 1 else { return (nil, nil) }
    var chiSquare = 0.0
    for (level, row) in zip(levels, rows) where row > 0 {
      for segment in 0..<segmentCount where columns[segment] > 0 {
        let expected = row * (columns[segment] / total)
        let difference = level.weights[segment] - expected
        chiSquare += difference * difference / expected
      }
    }
    let freedom = (rowCount - 1) * (columnCount - 1)
    let phiSquare = max(0, chiSquare / total - freedom / (total - 1))
    let rowRank = rowCount - (rowCount - 1) * (rowCount - 1) / (total - 1)
    let columnRank = columnCount - (columnCount - 1) * (columnCount - 1) / (total - 1)
    let rank = min(rowRank, columnRank) - 1
    return (
      rank > 0 ? min(1, (phiSquare / rank).squareRoot()) : nil,
      ChiSquareDistribution.upperTail(chiSquare, degreesOfFreedom: freedom)
    )
  }

  /// 100 × a share / the overall share.
  private static func index(_ share: Double?, _ overallShare: Double) -> Double? {
    guard let share, overallShare > 0 else { return nil }
    return 100 * (share / overallShare)
  }

  /// The exact test on whole numbers; weights with fractions are rounded to what is possible.
  private static func test(
    _ held: Double, of marked: Double, drawn: Double, from population: Double
  ) -> (vTest: Double, pValue: Double)? {
    let population = population.rounded()
    let distribution = HypergeometricDistribution(
      population: population, marked: min(population, marked.rounded()),
      drawn: min(population, drawn.rounded()))
    guard population > 0, distribution.drawn > 0, distribution.drawn < population else {
      return nil
    }
    let support = distribution.support
    return distribution.midPTest(
      min(support.upperBound, max(support.lowerBound, held.rounded())))
  }
}
