import ContactTables

extension SegmentProfiler {
  /// What a column of numbers says about the segments; what is not finite is missing.
  func numberDistinctions(
    _ values: [Double], scale: NumericScale, of column: ProfiledColumn,
    _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let values = values.contains { $0.isInfinite } ? values.map { $0.isFinite ? $0 : .nan } : values
    let missing = missingDistinctions(of: column, membership) { values[$0].isNaN }
    let ranked = RankedValues(values, of: membership)
    guard let lowest = ranked.values.first, let highest = ranked.values.last,
      let overallMedian = ranked.median
    else { return .omitted(column, "it has no values") }
    guard !ranked.isConstant else {
      var said = Distinctions.OfColumn.omitted(column, "all its values are the same")
      said.missing = missing.distinctions
      return said
    }
    let moments = Moments(values, of: membership, largest: max(abs(lowest), abs(highest)))
    let dominance = ranked.dominance()

    let numbers = (0..<membership.segmentCount).map { segment in
      let median = ranked.median(of: segment)
      let vTest = moments.vTest(of: segment)
      return NumericDistinction(
        column: column.name, scale: scale, isSegmentationVariable: column.isSegmentationVariable,
        count: ranked.count(of: segment),
        mean: moments.mean(of: segment), overallMean: moments.mean,
        median: median, overallMedian: overallMedian,
        medianOfRest: ranked.medianOutside(segment),
        medianRank: median.map(ranked.rank), vTest: vTest,
        pValue: column.isSegmentationVariable
          ? nil : vTest.map(NormalDistribution.twoSidedTail),
        hedgesG: moments.hedgesG(of: segment), cliffsDelta: dominance.deltas[segment])
    }
    return Distinctions.OfColumn(
      numbers: numbers, missing: missing.distinctions,
      columns: [
        numberColumn(
          column, moments, epsilonSquared: dominance.epsilonSquared, missingShare: missing.share)
      ])
  }

  /// How strongly a column of numbers differs across the segments.
  private func numberColumn(
    _ column: ProfiledColumn, _ moments: Moments, epsilonSquared: Double?, missingShare: Double
  ) -> ColumnDistinction {
    let between = moments.between
    let within = moments.within
    let groupFreedom = Double(moments.occupiedCount - 1)
    let errorFreedom = moments.totalWeight - Double(moments.occupiedCount)
    let isDefined = between + within > 0
    let isTestable =
      isDefined && groupFreedom > 0 && errorFreedom > 0 && !column.isSegmentationVariable
    return ColumnDistinction(
      column: column.name, level: nil, type: column.type, role: column.role,
      etaSquared: isDefined ? between / (between + within) : nil,
      epsilonSquared: epsilonSquared, cramersV: nil,
      pValue: isTestable
        ? FDistribution.upperTail(
          between: between, within: within, groupDegreesOfFreedom: groupFreedom,
          errorDegreesOfFreedom: errorFreedom)
        : nil,
      missingShare: missingShare, pooledLevelCount: 0)
  }

  /// What a column of dates says about the segments: how many days ago they are.
  func dateDistinctions(
    _ dates: DateValues, of column: ProfiledColumn, _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let newest = dates.seconds.reduce(-Double.infinity) { $1.isFinite ? max($0, $1) : $0 }
    guard newest.isFinite else { return .omitted(column, "it has no values") }
    let reference = asOf ?? newest
    return numberDistinctions(
      dates.seconds.map { (reference - $0) / 86_400 }, scale: .daysBefore(reference: reference),
      of: column, membership)
  }
}
