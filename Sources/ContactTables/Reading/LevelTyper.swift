/// Typed values from a column whose distinct cells are numbered.
struct LevelTyper: Sendable {
  let column: LevelColumn
  /// Which levels mean "no value".
  private let isMissing: [Bool]

  init(column: LevelColumn, missing: MissingSpellings, keepsNA: Bool) {
    self.column = column
    isMissing = (0..<column.table.count).map { code in
      column.table.withLevel(code) { cell in
        missing.contains(cell) && !(keepsNA && CountryCodes.isNamibia(cell))
      }
    }
  }

  /// The numbers of the levels that are values.
  private var valueCodes: [Int] { isMissing.indices.filter { !isMissing[$0] } }

  private func mapped<Value>(_ values: [Value], missing: Value) -> [Value] {
    column.codes.map { $0 == ColumnOutput.emptyCode ? missing : values[Int($0)] }
  }

  // MARK: Numbers and dates

  /// The numbers, infinite ones as missing, and which levels are none.
  func numbers(mark: DecimalMark) -> (values: [Double], failures: [Bool], facts: NumberFacts) {
    var facts = NumberFacts()
    var failures = [Bool](repeating: false, count: isMissing.count)
    var values = [Double](repeating: .nan, count: isMissing.count)
    for code in valueCodes {
      guard let number = column.table.withLevel(code, { NumberReader.read($0, mark: mark) }) else {
        failures[code] = true
        continue
      }
      facts.add(number, times: column.table.counts[code])
      if number.value.isFinite { values[code] = number.value }
    }
    return (mapped(values, missing: .nan), failures, facts)
  }

  /// The dates, and which levels are none.
  ///
  /// Without an order only the failures mean something.
  func dates(shape: DateShape, order: DateOrder?) -> (values: ColumnValues, failures: [Bool]) {
    var failures = [Bool](repeating: false, count: isMissing.count)
    var seconds = [Double](repeating: .nan, count: isMissing.count)
    let mask = order?.mask ?? 7
    for code in valueCodes {
      guard let day = column.table.withLevel(code, { DateReader.read($0) }), day.shape == shape,
        day.orders & mask != 0
      else {
        failures[code] = true
        continue
      }
      if let order { seconds[code] = day.seconds(order: order) }
    }
    let dates = DateValues(
      seconds: mapped(seconds, missing: .nan), format: shape.pattern(order: order ?? .yearMonthDay),
      hasTime: shape.clock != .none)
    return (.dates(dates), failures)
  }

  /// The first records whose level is marked, and the number of all.
  func rows(where isMarked: [Bool]) -> (first: [Int], count: Int) {
    var first: [Int] = []
    var count = 0
    guard isMarked.contains(true) else { return (first, count) }
    for (row, code) in column.codes.enumerated()
    where code != ColumnOutput.emptyCode && isMarked[Int(code)] {
      if first.count < RaggedRecords.lineLimit { first.append(row) }
      count += 1
    }
    return (first, count)
  }

  // MARK: Levels

  /// What the levels are, seen together.
  func meaning(facts: CellFacts) -> LevelMeaning {
    let codes = valueCodes
    if codes.count <= 1000 {
      let names = codes.map(column.table.name)
      if let pair = FlagSpellings.meaning(of: names) {
        return .flag(noSpelling: pair.no, yesSpelling: pair.yes)
      }
      if let order = LevelOrder.order(of: names) { return .ordered(order.map { codes[$0] }) }
    }
    for (separator, count) in zip(MultiSelectSeparator.allCases, facts.separatorCounts)
    where count > 0 && 20 * count >= facts.count {
      var vocabulary = LevelTable()
      for code in codes {
        column.table.withLevel(code) { cell in
          separator.forEachLevel(in: cell) { _ = vocabulary.code(of: $0) }
        }
      }
      if 2 * vocabulary.count < codes.count { return .multiSelect(separator) }
    }
    return .plain
  }

  func values(_ meaning: LevelMeaning) -> ColumnValues {
    switch meaning {
    case .flag(let no, let yes): flags(no: no, yes: yes)
    case .ordered(let order): categories(order: order)
    case .multiSelect(let separator): multiSelect(separator)
    case .plain: categories(order: nil)
    }
  }

  func flags(no: String, yes: String) -> ColumnValues {
    var states = [UInt8](repeating: FlagValues.missing, count: isMissing.count)
    for code in valueCodes {
      states[code] = column.table.name(code).lowercased() == yes.lowercased() ? 1 : 0
    }
    return .flags(
      FlagValues(
        states: mapped(states, missing: FlagValues.missing), noSpelling: no, yesSpelling: yes))
  }

  /// Levels in the order of first appearance, or in the given order of level numbers.
  func categories(order: [Int]?) -> ColumnValues {
    let kept = order ?? valueCodes
    let names = kept.map(column.table.name)
    let codes: CategoryCodes
    if kept.count <= Int(UInt8.max) {
      codes = .narrow(translated(kept))
    } else if kept.count <= Int(UInt16.max) {
      codes = .medium(translated(kept))
    } else {
      codes = .wide(translated(kept))
    }
    return .categories(CategoryValues(codes: codes, levels: names, isOrdered: order != nil))
  }

  private func translated<Code: FixedWidthInteger>(_ kept: [Int]) -> [Code] {
    var translation = [Code](repeating: .max, count: isMissing.count)
    for (new, old) in kept.enumerated() { translation[old] = Code(new) }
    return mapped(translation, missing: .max)
  }

  func multiSelect(_ separator: MultiSelectSeparator) -> ColumnValues {
    var vocabulary = LevelTable()
    var sets = [[UInt32]](repeating: [], count: isMissing.count)
    for code in valueCodes {
      column.table.withLevel(code) { cell in
        separator.forEachLevel(in: cell) { level in
          let number = UInt32(vocabulary.code(of: level))
          if !sets[code].contains(number) { sets[code].append(number) }
        }
      }
      sets[code].sort()
    }
    var offsets = [0]
    offsets.reserveCapacity(column.codes.count + 1)
    var members: [UInt32] = []
    for code in column.codes {
      if code != ColumnOutput.emptyCode { members.append(contentsOf: sets[Int(code)]) }
      offsets.append(members.count)
    }
    let levels = (0..<vocabulary.count).map(vocabulary.name)
    return .multiSelect(MultiSelectValues(levels: levels, offsets: offsets, members: members))
  }
}

extension LevelTyper {
  var levelCodes: [Int] { valueCodes }
}
