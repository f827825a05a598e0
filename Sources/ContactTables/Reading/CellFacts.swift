/// What is true of the cells of a column, or of a part of them, read as numbers.
struct NumberFacts: Sendable {
  var count = 0
  var failureCount = 0
  var traits: NumberCell.Traits = []
  var infiniteCount = 0
  /// The units seen, one bit each.
  var units: UInt64 = 0
  var unitCount = 0

  @inline(__always)
  mutating func add(_ cell: NumberCell, times: Int = 1) {
    count += times
    traits.formUnion(cell.traits)
    if cell.unit >= 0 {
      units |= 1 << UInt64(cell.unit)
      unitCount += times
    }
    if cell.value.isInfinite { infiniteCount += times }
  }

  mutating func merge(_ other: NumberFacts) {
    count += other.count
    failureCount += other.failureCount
    traits.formUnion(other.traits)
    infiniteCount += other.infiniteCount
    units |= other.units
    unitCount += other.unitCount
  }

  /// Whether the cells carry different units, so that they must not be added up.
  var hasMixedUnits: Bool { units.nonzeroBitCount > 1 }

  /// Whether all cells are numbers that may be compared.
  var isConsistent: Bool {
    guard failureCount == 0, count > infiniteCount, !hasMixedUnits else { return false }
    let isPercent = units == 1 << UInt64(NumberUnits.percent)
    if isPercent, unitCount < count { return false }
    return !traits.isSuperset(of: [.hasMagnitude, .isLargeWithoutMagnitude])
  }

  /// Whether a mark was seen, and nothing tells whether it separates fractions or thousands.
  var isAmbiguous: Bool {
    traits.contains(.hasAmbiguousMark) && !traits.contains(.hasDecisiveMark)
  }

  /// Whether the cells are codes written in digits, which a number would not keep.
  var areCodes: Bool {
    !traits.isDisjoint(with: [.hasLeadingZero, .hasManyDigits])
  }

  /// Whether exactly the digits 0 and 1 appear.
  var areBits: Bool {
    !traits.contains(.isNotBit) && traits.isSuperset(of: [.isOne, .isZero])
  }

  /// The unit that every cell carries.
  var unit: String? {
    guard unitCount == count, units.nonzeroBitCount == 1 else { return nil }
    return NumberUnits.names[units.trailingZeroBitCount]
  }
}

/// What is true of the cells of a column, or of a part of them, read as dates.
struct DateFacts: Sendable {
  var count = 0
  var failureCount = 0
  var shape: DateShape?
  /// The orders of day and month that no cell contradicts.
  var orders: UInt8 = 7
  /// Whether every cell has the same date under each order.
  var isSameInAnyOrder = true
  var years: ClosedRange<Int>?

  mutating func add(_ cell: DateCell, times: Int = 1) {
    if shape == nil { shape = cell.shape }
    guard shape == cell.shape else {
      failureCount += times
      return
    }
    count += times
    orders &= cell.orders
    if cell.parts.0 != cell.parts.1 { isSameInAnyOrder = false }
    let year = cell.shape.startsWithYear ? cell.parts.0 : cell.parts.2
    years = min(years?.lowerBound ?? year, year)...max(years?.upperBound ?? year, year)
  }

  mutating func merge(_ other: DateFacts) {
    failureCount += other.failureCount
    guard let otherShape = other.shape else { return }
    guard let shape, shape != otherShape else {
      let lower = min(years?.lowerBound ?? 9999, other.years?.lowerBound ?? 9999)
      let upper = max(years?.upperBound ?? 0, other.years?.upperBound ?? 0)
      years = lower <= upper ? lower...upper : nil
      shape = otherShape
      count += other.count
      orders &= other.orders
      isSameInAnyOrder = isSameInAnyOrder && other.isSameInAnyOrder
      return
    }
    failureCount += other.count
  }
}

/// What is true of the cells of a column, or of a part of them.
///
/// Facts of parts can be merged.
struct CellFacts: Sendable {
  /// Cells with a value.
  var count = 0
  var missingCount = 0
  var point = NumberFacts()
  var comma = NumberFacts()
  var date = DateFacts()
  /// Words, parted by white space.
  var wordCount = 0
  var byteCount = 0
  /// Cells that start with an apostrophe and a digit, as spreadsheets mark codes.
  var apostropheCount = 0
  /// Cells with each of ``MultiSelectSeparator``.
  var separatorCounts = [0, 0, 0]
  /// Cells of two capital letters, those that are a country's code, and those that are `NA`.
  var letterPairCount = 0
  var countryCount = 0
  var namibiaCount = 0

  /// Adds a cell with a value, without white space around it.
  mutating func add(_ cell: UnsafeBufferPointer<UInt8>, times: Int = 1) {
    count += times
    addNumber(cell, times)
    addDate(cell, times)
    addWords(cell, times)
    if cell.count >= 2, cell[0] == 0x27, cell[1] &- 0x30 < 10 { apostropheCount += times }
    if CountryCodes.isLetterPair(cell) {
      letterPairCount += times
      if CountryCodes.contains(cell) { countryCount += times }
    }
  }

  /// Adds `NA`, which is a missing value or Namibia.
  mutating func addNA(times: Int = 1) {
    missingCount += times
    namibiaCount += times
  }

  private mutating func addNumber(_ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    if Self.isWorthTrying(point.count, point.failureCount) {
      if let number = NumberReader.read(cell, mark: .point) {
        point.add(number, times: times)
      } else {
        point.failureCount += times
      }
    } else {
      point.failureCount += times
    }
    if Self.isWorthTrying(comma.count, comma.failureCount) {
      if let number = NumberReader.read(cell, mark: .comma) {
        comma.add(number, times: times)
      } else {
        comma.failureCount += times
      }
    } else {
      comma.failureCount += times
    }
  }

  private mutating func addDate(_ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    if Self.isWorthTrying(date.count, date.failureCount), let day = DateReader.read(cell) {
      date.add(day, times: times)
    } else {
      date.failureCount += times
    }
  }

  /// Most cells of most text columns are neither numbers nor dates: after many failures no more are
  /// tried.
  ///
  /// It cannot change a decision, because one failure excludes the type.
  private static func isWorthTrying(_ successes: Int, _ failures: Int) -> Bool {
    failures < 100 || failures < successes / 10
  }

  private mutating func addWords(_ cell: UnsafeBufferPointer<UInt8>, _ times: Int) {
    byteCount += cell.count * times
    var words = 1
    var hasSemicolon = false
    var hasBar = false
    var hasComma = false
    for index in 0..<cell.count {
      switch cell[index] {
      case 0x20: if index > 0, cell[index - 1] != 0x20 { words += 1 }
      case 0x3B: hasSemicolon = true
      case 0x7C: hasBar = true
      case 0x2C: if index + 1 < cell.count, cell[index + 1] == 0x20 { hasComma = true }
      default: break
      }
    }
    wordCount += words * times
    if hasSemicolon { separatorCounts[0] += times }
    if hasBar { separatorCounts[1] += times }
    if hasComma { separatorCounts[2] += times }
  }

  mutating func merge(_ other: CellFacts) {
    count += other.count
    missingCount += other.missingCount
    point.merge(other.point)
    comma.merge(other.comma)
    date.merge(other.date)
    wordCount += other.wordCount
    byteCount += other.byteCount
    apostropheCount += other.apostropheCount
    for index in separatorCounts.indices { separatorCounts[index] += other.separatorCounts[index] }
    letterPairCount += other.letterPairCount
    countryCount += other.countryCount
    namibiaCount += other.namibiaCount
  }

  var meanWordCount: Double { count == 0 ? 0 : Double(wordCount) / Double(count) }
}
