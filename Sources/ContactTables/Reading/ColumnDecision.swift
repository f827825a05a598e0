/// What the cells of a column are, as far as it can be told without comparing them.
enum ColumnDecision: Sendable, Hashable {
  case number(DecimalMark)
  case date(DateShape, DateOrder)
  /// One or several of some levels; which, only the levels can tell.
  case levels
  case text
  case identifier

  /// The plan for a pass over the file that this decision, made from a sample, suggests.
  var plan: ColumnPlan {
    switch self {
    case .number(let mark): .number(mark)
    case .date(let shape, let order): .date(shape, order)
    case .levels: .levels
    case .text, .identifier: .text
    }
  }
}

/// Something about a column that a person should know.
enum ColumnNote: Sendable, Hashable {
  case ambiguousDate
  case ambiguousDecimalMark
  case mixedUnits
  case almostNumbers
  case almostDates
}

/// The decision about one column, from facts about all of its cells.
struct ColumnDecider: Sendable {
  static let levelLimit = 100_000
  static let fewLevels = 50

  let hints: ColumnNameHints
  let facts: CellFacts
  let distinctCount: Int
  let dayFirst: Bool?
  /// Which mark separates fractions where the column does not tell.
  let preferredMark: DecimalMark

  func decision() -> (decision: ColumnDecision, notes: [ColumnNote]) {
    guard facts.count > 0 else { return (.levels, []) }
    var notes: [ColumnNote] = []
    if let date = date(&notes) { return (date, notes) }
    if isNamedIdentifier || 2 * facts.apostropheCount >= facts.count { return (.identifier, notes) }
    if let number = number(&notes) { return (number, notes) }
    return (words(), notes)
  }

  /// A single cell in a hundred that is no number is worth a word.
  private func isAlmost(_ count: Int, failures: Int) -> Bool {
    failures > 0 && count >= 19 && count >= 19 * failures
  }

  private var isMostlyDistinct: Bool { 10 * distinctCount >= 9 * facts.count }

  /// Whether there are so few levels that they must repeat, or so few cells that it is no wonder
  /// when they do not.
  private var hasFewLevels: Bool {
    distinctCount <= Self.fewLevels && 10 * distinctCount <= facts.count
  }

  // MARK: Dates

  private func date(_ notes: inout [ColumnNote]) -> ColumnDecision? {
    let date = facts.date
    guard let shape = date.shape else { return nil }
    guard date.failureCount == 0 else {
      if isAlmost(date.count, failures: date.failureCount),
        shape.separator != 0 || shape.startsWithMonthName
      {
        notes.append(.almostDates)
      }
      return nil
    }
    if shape.separator == 0, !shape.startsWithMonthName {
      guard isCompactDate else { return nil }
      return .date(shape, .yearMonthDay)
    }
    let orders = [DateOrder.yearMonthDay, .dayMonthYear, .monthDayYear].filter {
      date.orders & $0.mask != 0
    }
    if orders.count == 1 { return .date(shape, orders[0]) }
    guard orders.count > 1 else { return nil }
    if let dayFirst { return .date(shape, dayFirst ? .dayMonthYear : .monthDayYear) }
    if date.isSameInAnyOrder { return .date(shape, .dayMonthYear) }
    notes.append(.ambiguousDate)
    return nil
  }

  /// Eight digits are a date when the name says so, or when all of many are plausible days.
  private var isCompactDate: Bool {
    guard !hints.isIdentifier, let years = facts.date.years else { return false }
    if hints.isDate { return years.lowerBound >= 1800 && years.upperBound <= 2200 }
    return facts.count >= 10 && distinctCount >= 3 && years.lowerBound >= 1900
      && years.upperBound <= 2100
  }

  // MARK: Numbers

  /// The convention under which all cells are numbers.
  private var decimalMark: (mark: DecimalMark, isAmbiguous: Bool)? {
    switch (facts.point.isConsistent, facts.comma.isConsistent) {
    case (false, false): nil
    case (true, false): (.point, false)
    case (false, true): (.comma, false)
    case (true, true): facts.point.isAmbiguous ? (preferredMark, true) : (.point, false)
    }
  }

  private func number(_ notes: inout [ColumnNote]) -> ColumnDecision? {
    guard let (mark, isAmbiguous) = decimalMark else {
      if facts.point.hasMixedUnits, facts.point.failureCount == 0 || facts.comma.failureCount == 0 {
        notes.append(.mixedUnits)
      } else if isAlmost(facts.point.count, failures: facts.point.failureCount)
        || isAlmost(facts.comma.count, failures: facts.comma.failureCount)
      {
        notes.append(.almostNumbers)
      }
      return nil
    }
    let numbers = mark == .point ? facts.point : facts.comma
    let isFractional = numbers.traits.contains(.isFractional)
    let isCode = hints.isCode && !isFractional && numbers.unitCount == 0
    if isCode || numbers.areCodes { return hasFewLevels ? .levels : .identifier }
    if hints.mayBeIdentifier, !isFractional, distinctCount == facts.count { return .identifier }
    if isAmbiguous { notes.append(.ambiguousDecimalMark) }
    return .number(mark)
  }

  // MARK: Words

  private var isNamedIdentifier: Bool {
    guard hints.isIdentifier, distinctCount > Self.fewLevels || isMostlyDistinct else {
      return false
    }
    let isFractional = facts.point.isConsistent && facts.point.traits.contains(.isFractional)
    return !isFractional && facts.meanWordCount < 2
  }

  private func words() -> ColumnDecision {
    let mayBeMultiSelect = facts.separatorCounts.contains { 20 * $0 >= facts.count }
    guard distinctCount <= Self.levelLimit, !mayBeMultiSelect else {
      return distinctCount <= Self.levelLimit ? .levels : withoutLevels
    }
    return hasUsefulLevels ? .levels : withoutLevels
  }

  /// Whether the levels repeat often enough to be levels.
  var hasUsefulLevels: Bool {
    if facts.meanWordCount >= 6, !hasFewLevels { return false }
    if 2 * distinctCount <= facts.count { return distinctCount <= Self.levelLimit }
    if isMostlyDistinct, facts.count >= 10 { return false }
    return distinctCount <= Self.fewLevels
  }

  /// What cells are that hardly repeat.
  var withoutLevels: ColumnDecision {
    isMostlyDistinct && facts.meanWordCount < 1.5 ? .identifier : .text
  }
}
