import ContactTables

extension SegmentProfiler {
  /// What a column of levels says about the segments; ordered levels also speak as scores.
  func categoryDistinctions(
    _ values: CategoryValues, of column: ProfiledColumn, _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let codes = values.codes.indices
    let missing = missingDistinctions(of: column, membership) { codes[$0] < 0 }
    var base = LevelCounts(segmentCount: membership.segmentCount)
    var totals = [Double](repeating: 0, count: values.levels.count)
    for (row, code) in codes.enumerated() where code >= 0 && membership.labels[row] >= 0 {
      let weight = membership.weight(row)
      base.add(weight, to: Int(membership.labels[row]))
      totals[Int(code)] += weight
    }
    let told = mostFrequent(totals)
    guard base.total > 0 else { return .omitted(column, "it has no values") }
    guard totals.count(where: { $0 > 0 }) > 1 else {
      var said = Distinctions.OfColumn.omitted(column, "all its values are the same")
      said.missing = missing.distinctions
      return said
    }

    // Slot 0 pools the levels that are not told; the others follow in the order of the levels.
    var slots = [Int](repeating: 0, count: values.levels.count)
    for (slot, level) in told.enumerated() { slots[level] = slot + 1 }
    var counts = [LevelCounts](
      repeating: LevelCounts(segmentCount: membership.segmentCount), count: told.count + 1)
    for (row, code) in codes.enumerated() where code >= 0 && membership.labels[row] >= 0 {
      counts[slots[Int(code)]].add(membership.weight(row), to: Int(membership.labels[row]))
    }

    let association = LevelCounts.association(counts)
    var said = Distinctions.OfColumn()
    said.levels = told.enumerated().map { slot, level in
      levelDistinctions(values.levels[level], counts[slot + 1], in: base, of: column)
    }
    var epsilonSquared: Double?
    if values.isOrdered {
      let scores = numberDistinctions(
        codes.map { $0 < 0 ? .nan : Double($0 + 1) }, scale: .orderedLevels(values.levels),
        of: column, membership)
      said.numbers = scores.numbers
      epsilonSquared = scores.columns.first?.epsilonSquared
    }
    said.missing = missing.distinctions
    said.columns = [
      ColumnDistinction(
        column: column.name, level: nil, type: column.type, role: column.role, etaSquared: nil,
        epsilonSquared: epsilonSquared, cramersV: association.cramersV,
        pValue: column.isSegmentationVariable ? nil : association.pValue,
        missingShare: missing.share,
        pooledLevelCount: totals.count { $0 > 0 } - told.count)
    ]
    return said
  }

  /// What a column of yes and no says about the segments, told of "yes".
  func flagDistinctions(
    _ flags: FlagValues, of column: ProfiledColumn, _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let states = flags.states
    let missing = missingDistinctions(of: column, membership) { states[$0] > 1 }
    var base = LevelCounts(segmentCount: membership.segmentCount)
    var yes = base
    for (row, state) in states.enumerated() where state <= 1 && membership.labels[row] >= 0 {
      let weight = membership.weight(row)
      base.add(weight, to: Int(membership.labels[row]))
      if state == 1 { yes.add(weight, to: Int(membership.labels[row])) }
    }
    guard base.total > 0 else { return .omitted(column, "it has no values") }
    var said = Distinctions.OfColumn()
    said.missing = missing.distinctions
    guard yes.total > 0, yes.total < base.total else {
      said.omission = OmittedColumn(column: column.name, reason: "all its values are the same")
      return said
    }
    said.levels = [levelDistinctions(flags.yesSpelling, yes, in: base, of: column)]
    said.columns = [
      presence(of: nil, yes, in: base, of: column, missingShare: missing.share, pooledCount: 0)
    ]
    return said
  }

  /// What a column of many choices says about the segments: each choice is a yes or no of those
  /// who chose anything.
  func choiceDistinctions(
    _ choices: MultiSelectValues, of column: ProfiledColumn, _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let missing = missingDistinctions(of: column, membership) { choices[$0].isEmpty }
    var base = LevelCounts(segmentCount: membership.segmentCount)
    var totals = [Double](repeating: 0, count: choices.levels.count)
    for row in 0..<choices.count where membership.labels[row] >= 0 && !choices[row].isEmpty {
      let weight = membership.weight(row)
      base.add(weight, to: Int(membership.labels[row]))
      for level in choices[row] { totals[Int(level)] += weight }
    }
    guard base.total > 0 else { return .omitted(column, "it has no values") }
    let told = mostFrequent(totals)
    var slots = [Int](repeating: -1, count: choices.levels.count)
    for (slot, level) in told.enumerated() { slots[level] = slot }
    var counts = [LevelCounts](
      repeating: LevelCounts(segmentCount: membership.segmentCount), count: told.count)
    for row in 0..<choices.count where membership.labels[row] >= 0 {
      for level in choices[row] where slots[Int(level)] >= 0 {
        counts[slots[Int(level)]].add(membership.weight(row), to: Int(membership.labels[row]))
      }
    }
    var said = Distinctions.OfColumn()
    said.missing = missing.distinctions
    let pooledCount = totals.count { $0 > 0 } - told.count
    for (slot, level) in told.enumerated() where counts[slot].total < base.total {
      said.levels.append(
        levelDistinctions(choices.levels[level], counts[slot], in: base, of: column))
      said.columns.append(
        presence(
          of: choices.levels[level], counts[slot], in: base, of: column,
          missingShare: missing.share, pooledCount: pooledCount))
    }
    if said.levels.isEmpty {
      said.omission = OmittedColumn(column: column.name, reason: "all its values are the same")
    }
    return said
  }

  // MARK: Parts

  /// The levels that are told one by one, in order: the most frequent ones, ties to the first.
  private func mostFrequent(_ totals: [Double]) -> [Int] {
    totals.indices.filter { totals[$0] > 0 }
      .sorted { (-totals[$0], $0) < (-totals[$1], $1) }
      .prefix(levelLimit).sorted()
  }

  /// One level in every segment.
  private func levelDistinctions(
    _ level: String, _ counts: LevelCounts, in base: LevelCounts, of column: ProfiledColumn
  ) -> [LevelDistinction] {
    counts.comparisons(in: base, isTested: !column.isSegmentationVariable).map {
      LevelDistinction(
        column: column.name, type: column.type, level: level,
        isSegmentationVariable: column.isSegmentationVariable, comparison: $0)
    }
  }

  /// How strongly a yes or no differs across the segments.
  private func presence(
    of level: String?, _ yes: LevelCounts, in base: LevelCounts, of column: ProfiledColumn,
    missingShare: Double, pooledCount: Int
  ) -> ColumnDistinction {
    var no = base
    for segment in no.counts.indices {
      no.counts[segment] -= yes.counts[segment]
      no.weights[segment] =
        no.counts[segment] == 0 ? 0 : max(0, no.weights[segment] - yes.weights[segment])
    }
    let association = LevelCounts.association([yes, no])
    return ColumnDistinction(
      column: column.name, level: level, type: column.type, role: column.role, etaSquared: nil,
      epsilonSquared: nil, cramersV: association.cramersV,
      pValue: column.isSegmentationVariable ? nil : association.pValue,
      missingShare: missingShare, pooledLevelCount: pooledCount)
  }

  /// How often each segment has no value in a column; nothing when all have one.
  func missingDistinctions(
    of column: ProfiledColumn, _ membership: SegmentMembership, isMissing: (Int) -> Bool
  ) -> (distinctions: [MissingDistinction], share: Double) {
    var base = LevelCounts(segmentCount: membership.segmentCount)
    var missing = base
    for (row, label) in membership.labels.enumerated() where label >= 0 {
      let weight = membership.weight(row)
      base.add(weight, to: Int(label))
      if isMissing(row) { missing.add(weight, to: Int(label)) }
    }
    guard missing.total > 0 else { return ([], 0) }
    let distinctions = missing.comparisons(in: base, isTested: !column.isSegmentationVariable).map {
      MissingDistinction(
        column: column.name, isSegmentationVariable: column.isSegmentationVariable, comparison: $0)
    }
    return (distinctions, missing.totalWeight / base.totalWeight)
  }
}

extension CategoryCodes {
  /// The level index of each contact, -1 where it has none.
  fileprivate var indices: [Int32] {
    switch self {
    case .narrow(let codes): codes.map { $0 == .max ? -1 : Int32($0) }
    case .medium(let codes): codes.map { $0 == .max ? -1 : Int32($0) }
    case .wide(let codes): codes.map { $0 == .max ? -1 : Int32(truncatingIfNeeded: $0) }
    }
  }
}
