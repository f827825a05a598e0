extension LevelTyper {
  /// The column as the type that it must have.
  func forced(
    to type: ColumnType, facts: CellFacts, levelOrder: [String]?, dayFirst: Bool?,
    decimalMark: DecimalMark?
  ) throws(ColumnMismatch) -> ColumnResolution? {
    switch type {
    case .number: try forcedNumbers(facts, decimalMark)
    case .date: try forcedDates(facts, dayFirst)
    case .flag: try forcedFlags()
    case .category: ColumnResolution(values: categories(order: nil))
    case .orderedCategory: try forcedOrder(levelOrder)
    case .multiSelect: ColumnResolution(values: multiSelect(commonSeparator(facts)))
    case .text, .identifier: nil
    }
  }

  private func mismatch(_ expectation: String, _ failures: [Bool]) -> ColumnMismatch {
    let (first, count) = rows(where: failures)
    return ColumnMismatch(expectation: expectation, rows: first, count: count)
  }

  private func forcedNumbers(
    _ facts: CellFacts, _ decimalMark: DecimalMark?
  ) throws(ColumnMismatch) -> ColumnResolution {
    let isPoint = facts.point.failureCount <= facts.comma.failureCount
    let mark = decimalMark ?? (isPoint ? .point : .comma)
    let (values, failures, numbers) = numbers(mark: mark)
    guard !failures.contains(true) else {
      throw mismatch(
        "must be numbers; correct these cells, empty them, or name their spelling as missing",
        failures)
    }
    guard !numbers.hasMixedUnits else {
      throw ColumnMismatch(
        expectation: "must be numbers, but has several units or currencies; convert them to one",
        rows: [], count: numbers.unitCount)
    }
    return ColumnResolution(
      values: .numbers(NumberValues(values: values, unit: numbers.unit)),
      notes: numbers.isAmbiguous && decimalMark == nil ? [.ambiguousDecimalMark] : [], mark: mark,
      isMarkDecisive: numbers.traits.contains(.hasDecisiveMark),
      infiniteCount: numbers.infiniteCount)
  }

  private func forcedDates(
    _ facts: CellFacts, _ dayFirst: Bool?
  ) throws(ColumnMismatch) -> ColumnResolution {
    guard let shape = facts.date.shape else {
      guard facts.count > 0 else {
        let nothing = [Double](repeating: .nan, count: column.codes.count)
        return ColumnResolution(
          values: .dates(DateValues(seconds: nothing, format: "yyyy-MM-dd", hasTime: false)))
      }
      var all = [Bool](repeating: false, count: column.table.count)
      for code in levelCodes { all[code] = true }
      throw mismatch("must be dates, such as 2024-12-31", all)
    }
    var orders = [DateOrder.yearMonthDay, .dayMonthYear, .monthDayYear].filter {
      facts.date.orders & $0.mask != 0
    }
    if orders.count > 1 {
      guard let dayFirst else {
        throw ColumnMismatch(
          expectation:
            "must be dates, but day and month cannot be told apart; say which comes first",
          rows: [], count: facts.date.count)
      }
      orders = [dayFirst ? .dayMonthYear : .monthDayYear]
    }
    let order = orders.first ?? .dayMonthYear
    let (values, failures) = dates(shape: shape, order: order)
    guard !failures.contains(true) else {
      throw mismatch("must be dates of one format; correct or empty these cells", failures)
    }
    return ColumnResolution(values: values)
  }

  private func forcedFlags() throws(ColumnMismatch) -> ColumnResolution {
    let names = levelCodes.map(column.table.name)
    if let pair = FlagSpellings.meaning(of: names) {
      return ColumnResolution(values: flags(no: pair.no, yes: pair.yes))
    }
    if names.isEmpty { return ColumnResolution(values: flags(no: "no", yes: "yes")) }
    // A one, or a cross, against nothing.
    if names.count == 1 {
      return ColumnResolution(
        values: names[0] == "0" ? flags(no: "0", yes: "1") : flags(no: "no", yes: names[0]))
    }
    throw ColumnMismatch(
      expectation: "must be flags, such as yes and no, but has \(names.count) levels", rows: [],
      count: column.codes.count)
  }

  private func forcedOrder(_ levelOrder: [String]?) throws(ColumnMismatch) -> ColumnResolution {
    let codes = levelCodes
    let names = codes.map(column.table.name)
    guard let levelOrder else {
      if let order = LevelOrder.order(of: names) ?? Self.numericOrder(of: names) {
        return ColumnResolution(values: categories(order: order.map { codes[$0] }))
      }
      if names.count < 2 { return ColumnResolution(values: categories(order: codes)) }
      throw ColumnMismatch(
        expectation:
          "must be an ordered category, but has no known order; give the levels from low to high",
        rows: [], count: column.codes.count)
    }
    var failures = [Bool](repeating: false, count: column.table.count)
    for (code, name) in zip(codes, names) where !levelOrder.contains(name) { failures[code] = true }
    guard !failures.contains(true) else {
      throw mismatch(
        "must be one of the levels in the given order; add the missing levels", failures)
    }
    let order = levelOrder.compactMap { level in
      names.firstIndex(of: level).map { codes[$0] }
    }
    return ColumnResolution(values: categories(order: order))
  }

  private static func numericOrder(of names: [String]) -> [Int]? {
    let numbers = names.compactMap { name in
      var bytes = Array(name.utf8)
      return bytes.withUnsafeMutableBufferPointer {
        NumberReader.read(UnsafeBufferPointer($0), mark: .point)?.value
      }
    }
    guard numbers.count == names.count else { return nil }
    return names.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }

  private func commonSeparator(_ facts: CellFacts) -> MultiSelectSeparator {
    var best = (separator: MultiSelectSeparator.semicolon, count: 0)
    for (separator, count) in zip(MultiSelectSeparator.allCases, facts.separatorCounts)
    where count > best.count {
      best = (separator, count)
    }
    return best.separator
  }
}
