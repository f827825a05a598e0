/// A finished column, and what a report says about it.
struct ColumnResolution: Sendable {
  var values: ColumnValues
  var notes: [ColumnNote] = []
  /// Of numbers: how fractions were separated, and whether any cell showed it.
  var mark: DecimalMark?
  var isMarkDecisive = false
  var infiniteCount = 0
  /// Records whose cells stand in the way of a type.
  var obstacleRows: [Int] = []
  var obstacleCount = 0
}

/// The last step for one column: from what a pass left to typed values.
struct ColumnResolver: Sendable {
  let name: String
  let hints: ColumnNameHints
  let forcedType: ColumnType?
  let levelOrder: [String]?
  let options: ReadingOptions
  let preferredMark: DecimalMark
  let missing: MissingSpellings

  /// What the type must be, if anything was said about it.
  private var demandedType: ColumnType? {
    forcedType ?? (levelOrder == nil ? nil : .orderedCategory)
  }

  /// The plan for the whole file that a sample of the column suggests.
  func plan(sample: TextValues) -> ColumnPlan {
    let column = LevelColumn(sample)
    let facts = ColumnCellFacts(column, missing: missing)
    let plan = decider(facts).decision().decision.plan
    switch (demandedType, plan) {
    case (nil, .number) where hints.isCode || hints.isIdentifier || hints.mayBeIdentifier:
      return .text
    case (.identifier, _): return .verbatim
    case (nil, _), (.number, .number), (.date, .date): return plan
    case (.category, _), (.orderedCategory, _), (.multiSelect, _), (.flag, _): return .levels
    default: return .text
    }
  }

  private func decider(_ facts: ColumnCellFacts) -> ColumnDecider {
    ColumnDecider(
      hints: hints, facts: facts.facts, distinctCount: facts.distinctCount,
      dayFirst: options.dayFirst, preferredMark: preferredMark)
  }

  /// The finished column; nil when its bytes are needed, which is what a further pass gets.
  func resolution(
    of column: PassColumn, plan: ColumnPlan
  ) throws(ColumnMismatch) -> ColumnResolution? {
    switch column.content {
    case .none: nil
    case .doubles(let values, let facts):
      column.contradictionCount > 0 ? nil : resolution(values, facts, plan)
    case .levels(let levels): try resolution(of: levels, texts: nil)
    case .text(let texts): try resolution(of: texts)
    }
  }

  private func resolution(
    _ values: [Double], _ facts: NumberFacts, _ plan: ColumnPlan
  ) -> ColumnResolution? {
    if case .date(let shape, let order) = plan {
      let dates = DateValues(
        seconds: values, format: shape.pattern(order: order), hasTime: shape.clock != .none)
      return ColumnResolution(values: .dates(dates))
    }
    guard case .number(let mark) = plan, facts.isConsistent else { return nil }
    if demandedType == nil {
      if facts.areCodes { return nil }
      if facts.areBits {
        let states = values.map { $0.isNaN ? FlagValues.missing : UInt8($0) }
        return ColumnResolution(
          values: .flags(FlagValues(states: states, noSpelling: "0", yesSpelling: "1")))
      }
    }
    return numbers(values, facts, mark)
  }

  private func numbers(
    _ values: [Double], _ facts: NumberFacts, _ mark: DecimalMark
  ) -> ColumnResolution {
    ColumnResolution(
      values: .numbers(NumberValues(values: values, unit: facts.unit)),
      notes: facts.isAmbiguous ? [.ambiguousDecimalMark] : [], mark: mark,
      isMarkDecisive: facts.traits.contains(.hasDecisiveMark), infiniteCount: facts.infiniteCount)
  }

  // MARK: Bytes

  private func resolution(of texts: TextValues) throws(ColumnMismatch) -> ColumnResolution {
    let facts = ColumnCellFacts(texts, parallelism: options.parallelism)
    let keepsNA = facts.facts.keepsNA(name: hints)
    let (decision, notes) = decider(facts).decision()
    switch (demandedType, decision) {
    case (.text, _), (nil, .text):
      return with(notes, facts, .texts(Self.final(texts, keepsNA: keepsNA)), texts)
    case (.identifier, _):
      return with(notes, facts, .identifiers(texts), texts)
    case (nil, .identifier):
      return with(notes, facts, .identifiers(Self.final(texts, keepsNA: keepsNA)), texts)
    default: break
    }
    if let resolution = try resolution(of: LevelColumn(texts), texts: texts) { return resolution }
    let values = Self.final(texts, keepsNA: keepsNA)
    let isIdentifier = decider(facts).withoutLevels == .identifier
    return with(notes, facts, isIdentifier ? .identifiers(values) : .texts(values), texts)
  }

  private func with(
    _ notes: [ColumnNote], _ facts: ColumnCellFacts, _ values: ColumnValues, _ texts: TextValues
  ) -> ColumnResolution {
    var resolution = ColumnResolution(values: values, notes: notes)
    if notes.contains(.almostNumbers) || notes.contains(.almostDates) {
      noteObstacles(in: LevelColumn(texts), facts, &resolution)
    }
    return resolution
  }

  /// The column without `NA` where it means a missing value.
  private static func final(_ texts: TextValues, keepsNA: Bool) -> TextValues {
    guard !keepsNA else { return texts }
    var bytes: [UInt8]?
    var offsets = texts.offsets
    for row in 0..<texts.count {
      let range = texts.offsets[row]..<texts.offsets[row + 1]
      let isNA = texts.bytes.withUnsafeBufferPointer {
        range.count >= 2 && CountryCodes.isNamibia(UnsafeBufferPointer(rebasing: $0[range]).trimmed)
      }
      if isNA, bytes == nil { bytes = Array(texts.bytes[..<range.lowerBound]) }
      if bytes != nil {
        if !isNA { bytes?.append(contentsOf: texts.bytes[range]) }
        offsets[row + 1] = bytes?.count ?? 0
      }
    }
    return bytes.map { TextValues(bytes: $0, offsets: offsets) } ?? texts
  }

  // MARK: Levels

  private func resolution(
    of column: LevelColumn, texts: TextValues?
  ) throws(ColumnMismatch) -> ColumnResolution? {
    let facts = ColumnCellFacts(column, missing: missing)
    let typer = LevelTyper(
      column: column, missing: missing, keepsNA: facts.facts.keepsNA(name: hints))
    let decider = decider(facts)
    if let demandedType {
      return try typer.forced(
        to: demandedType, facts: facts.facts, levelOrder: levelOrder, dayFirst: options.dayFirst,
        decimalMark: options.decimalComma.map { $0 ? .comma : .point })
    }
    let (decision, notes) = decider.decision()
    var resolution: ColumnResolution
    switch decision {
    case .number(let mark):
      let numberFacts = mark == .point ? facts.facts.point : facts.facts.comma
      if numberFacts.areBits {
        resolution = ColumnResolution(values: typer.flags(no: "0", yes: "1"))
      } else {
        resolution = numbers(typer.numbers(mark: mark).values, numberFacts, mark)
      }
    case .date(let shape, let order):
      resolution = ColumnResolution(values: typer.dates(shape: shape, order: order).values)
    case .text, .identifier: return nil
    case .levels:
      let meaning = typer.meaning(facts: facts.facts)
      if meaning == .plain, facts.facts.count > 0, !facts.facts.point.isConsistent,
        !decider.hasUsefulLevels
      {
        return nil
      }
      resolution = ColumnResolution(values: typer.values(meaning))
    }
    resolution.notes += notes.filter { !resolution.notes.contains($0) }
    if notes.contains(.almostNumbers) || notes.contains(.almostDates) {
      noteObstacles(in: column, facts, &resolution)
    }
    return resolution
  }

  private func noteObstacles(
    in column: LevelColumn, _ facts: ColumnCellFacts, _ resolution: inout ColumnResolution
  ) {
    let typer = LevelTyper(column: column, missing: missing, keepsNA: false)
    let obstacles: [Bool]
    if resolution.notes.contains(.almostDates), let shape = facts.facts.date.shape {
      obstacles = typer.dates(shape: shape, order: nil).failures
    } else {
      let isPoint = facts.facts.point.failureCount <= facts.facts.comma.failureCount
      obstacles = typer.numbers(mark: isPoint ? .point : .comma).failures
    }
    (resolution.obstacleRows, resolution.obstacleCount) = typer.rows(where: obstacles)
  }
}

/// Cells that are not of the type that a column must have.
struct ColumnMismatch: Error {
  /// What was expected, and what to do.
  var expectation: String
  /// The first records with such cells.
  var rows: [Int]
  var count: Int
}
