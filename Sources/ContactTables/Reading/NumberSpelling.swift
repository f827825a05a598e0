/// The reading of every spelling of a number: signs, parentheses, units, grouped digits,
/// exponents, magnitudes.
enum NumberSpelling {
  /// Reads a cell without white space around it; nil when it is no number.
  static func read(_ cell: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> NumberCell? {
    guard cell.count <= 400 else { return nil }
    var rest = Scanner(bytes: cell, start: 0, end: cell.count)
    var isNegative = false
    var hasSign = false
    var unit: Int?
    if let sign = infinitySign(of: cell) {
      return NumberCell(value: sign * .infinity, traits: [.isInfinite, .isNotBit], unit: -1)
    }

    // From the front: signs, an opening parenthesis and a unit, in any order, up to a digit.
    var isParenthesised = false
    while !rest.isEmpty, !rest.startsNumber(mark: mark) {
      if rest.skipSpace() { continue }
      if rest.skip(0x28) {
        guard !isParenthesised else { return nil }
        isParenthesised = true
      } else if let minus = rest.skipSign() {
        guard !hasSign else { return nil }
        (hasSign, isNegative) = (true, minus)
      } else if unit == nil, let found = rest.skipLeadingUnit() {
        unit = found
      } else {
        return nil
      }
    }
    if isParenthesised {
      guard !hasSign else { return nil }
      isNegative = true
    }

    guard var body = DigitRun(&rest, mark: mark) else { return nil }

    // Behind the digits: a magnitude, a unit, a sign, a closing parenthesis.
    var magnitude = 0
    let leadingUnit = unit
    while !rest.isEmpty {
      if rest.skipSpace() { continue }
      if isParenthesised, rest.skip(0x29) {
        isParenthesised = false
      } else if !hasSign, let minus = rest.skipSign() {
        guard minus, !isNegative else { return nil }
        (hasSign, isNegative) = (true, true)
      } else if let found = rest.skipTrailingUnit() {
        guard unit == nil else { return nil }
        unit = found
      } else if magnitude == 0, unit == leadingUnit, let found = rest.skipMagnitude() {
        magnitude = found
      } else {
        return nil
      }
    }
    guard !isParenthesised else { return nil }

    body.exponent += magnitude
    let value = body.value
    var traits = body.traits.union(.isNotBit)
    if magnitude != 0 { traits.insert(.hasMagnitude) }
    if magnitude == 0, value >= 1000 { traits.insert(.isLargeWithoutMagnitude) }
    if value.isInfinite { traits.insert(.isInfinite) }
    // A sign or a unit makes a whole number an amount rather than a code.
    if hasSign || unit != nil { traits.remove(.hasLeadingZero) }
    return NumberCell(
      value: isNegative ? -value : value, traits: traits, unit: Int8(unit ?? -1))
  }

  /// -1 or 1 for the spellings of infinity.
  private static func infinitySign(of cell: UnsafeBufferPointer<UInt8>) -> Double? {
    guard (3...9).contains(cell.count) else { return nil }
    let isNegative = cell[0] == 0x2D
    let start = isNegative || cell[0] == 0x2B ? 1 : 0
    let word = cell[start...].map { $0 | 0x20 }
    guard
      word == Array("inf".utf8) || word == Array("infinity".utf8)
        || cell[start...].elementsEqual("∞".utf8)
    else { return nil }
    return isNegative ? -1 : 1
  }
}

/// Digits with groups, a decimal mark and an exponent.
private struct DigitRun {
  private var digits: UInt64 = 0
  /// The digits as text, when they are too many for exact arithmetic.
  private var spelling: [UInt8] = []
  private var digitCount = 0
  var exponent = 0
  private(set) var traits: NumberCell.Traits = []

  init?(_ scanner: inout Scanner, mark: DecimalMark) {
    var wholeCount = 0
    var groupLengths: [Int] = []
    var groupSeparator: [UInt8] = []
    var currentGroup = 0
    let startsWithZero = scanner.byte == 0x30
    while !scanner.isEmpty {
      if let digit = scanner.skipDigit() {
        take(digit)
        wholeCount += 1
        currentGroup += 1
      } else if wholeCount > 0, let separator = scanner.groupSeparator(mark: mark) {
        guard groupSeparator.isEmpty || groupSeparator == separator else { return nil }
        groupSeparator = separator
        scanner.start += separator.count
        groupLengths.append(currentGroup)
        currentGroup = 0
      } else {
        break
      }
    }
    if !groupLengths.isEmpty {
      groupLengths.append(currentGroup)
      guard Self.isGrouped(groupLengths), !startsWithZero else { return nil }
    }
    let hasMark = scanner.skip(mark.rawValue)
    var fractionCount = 0
    if hasMark {
      while let digit = scanner.skipDigit() {
        take(digit)
        fractionCount += 1
      }
    }
    guard wholeCount + fractionCount > 0 else { return nil }
    exponent = -fractionCount
    if let power = scanner.skipExponent() {
      exponent += power
      traits.insert(.isFractional)
    }
    if fractionCount > 0 { traits.insert(.isFractional) }
    noteMarks(
      hasMark: hasMark, wholeCount: wholeCount, fractionCount: fractionCount,
      startsWithZero: startsWithZero, groupSeparator: groupSeparator,
      groupCount: groupLengths.count, mark: mark)
    if wholeCount > 15, !traits.contains(.isFractional) { traits.insert(.hasManyDigits) }
    if wholeCount > 1, startsWithZero, !hasMark, exponent == 0 { traits.insert(.hasLeadingZero) }
  }

  /// The last group has three digits; the others three, or two as in India.
  private static func isGrouped(_ lengths: [Int]) -> Bool {
    guard lengths.last == 3, let first = lengths.first, (1...3).contains(first) else {
      return false
    }
    let middle = lengths.dropFirst().dropLast()
    return middle.allSatisfy { $0 == 3 } || (first <= 2 && middle.allSatisfy { $0 == 2 })
  }

  private mutating func noteMarks(
    hasMark: Bool, wholeCount: Int, fractionCount: Int, startsWithZero: Bool,
    groupSeparator: [UInt8], groupCount: Int, mark: DecimalMark
  ) {
    let hasPlainGroups = groupSeparator == [mark.grouping]
    guard hasMark || hasPlainGroups else { return }
    let isAmbiguousFraction =
      hasMark && groupSeparator.isEmpty && wholeCount >= 1 && wholeCount <= 3
      && fractionCount == 3 && !startsWithZero
    let isAmbiguousGroup = hasPlainGroups && !hasMark && groupCount == 2
    traits.insert(isAmbiguousFraction || isAmbiguousGroup ? .hasAmbiguousMark : .hasDecisiveMark)
  }

  private mutating func take(_ digit: UInt8) {
    if digitCount > 0 || digit != 0 { digitCount += 1 }
    if digitCount <= 19 { digits = digits &* 10 &+ UInt64(digit) }
    spelling.append(0x30 + digit)
  }

  /// The nearest double; infinite beyond the range of doubles.
  var value: Double {
    if digitCount <= 19, let value = DecimalConversion.nearest(digits: digits, exponent: exponent) {
      return value
    }
    let text = String(decoding: spelling, as: UTF8.self) + "e\(exponent)"
    return Double(text) ?? .infinity
  }
}

/// A place in a cell, with the steps over what may stand there.
private struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var start: Int
  let end: Int

  var isEmpty: Bool { start >= end }
  var byte: UInt8 { start < end ? bytes[start] : 0 }

  func startsNumber(mark: DecimalMark) -> Bool {
    byte &- 0x30 < 10
      || (byte == mark.rawValue && start + 1 < end && bytes[start + 1] &- 0x30 < 10)
  }

  private func starts(with sequence: [UInt8]) -> Bool {
    start + sequence.count <= end
      && bytes[start..<start + sequence.count].elementsEqual(sequence)
  }

  mutating func skip(_ expected: UInt8) -> Bool {
    guard byte == expected, start < end else { return false }
    start += 1
    return true
  }

  mutating func skipDigit() -> UInt8? {
    let digit = byte &- 0x30
    guard digit < 10, start < end else { return nil }
    start += 1
    return digit
  }

  private static let noBreakSpace: [UInt8] = [0xC2, 0xA0]
  private static let narrowNoBreakSpace: [UInt8] = [0xE2, 0x80, 0xAF]
  private static let thinSpace: [UInt8] = [0xE2, 0x80, 0x89]
  private static let apostrophe: [UInt8] = [0xE2, 0x80, 0x99]
  private static let minus: [UInt8] = [0xE2, 0x88, 0x92]

  mutating func skipSpace() -> Bool {
    for space in [[0x20], Self.noBreakSpace, Self.narrowNoBreakSpace, Self.thinSpace]
    where starts(with: space) {
      start += space.count
      return true
    }
    return false
  }

  /// Whether a sign was negative, when there was one.
  mutating func skipSign() -> Bool? {
    if skip(0x2B) { return false }
    if skip(0x2D) { return true }
    guard starts(with: Self.minus) else { return nil }
    start += Self.minus.count
    return true
  }

  /// What separates groups here: it is followed by a digit.
  func groupSeparator(mark: DecimalMark) -> [UInt8]? {
    let candidates = [
      [mark.grouping], [0x20], [0x27], Self.noBreakSpace, Self.narrowNoBreakSpace, Self.thinSpace,
      Self.apostrophe,
    ]
    return candidates.first { candidate in
      starts(with: candidate) && start + candidate.count < end
        && bytes[start + candidate.count] &- 0x30 < 10
    }
  }

  mutating func skipExponent() -> Int? {
    guard byte | 0x20 == 0x65 else { return nil }
    var ahead = self
    ahead.start += 1
    let isNegative = ahead.skipSign() ?? false
    var power = 0
    var count = 0
    while let digit = ahead.skipDigit() {
      power = min(power * 10 + Int(digit), 100_000)
      count += 1
    }
    guard count > 0 else { return nil }
    self = ahead
    return isNegative ? -power : power
  }

  /// A unit that ends before a digit, a sign, a space or a parenthesis.
  mutating func skipLeadingUnit() -> Int? {
    var stop = start
    while stop < end, bytes[stop] &- 0x30 >= 10, ![0x20, 0x28, 0x2B, 0x2D].contains(bytes[stop]) {
      if stop > start, bytes[stop] == 0xC2, stop + 1 < end, bytes[stop + 1] == 0xA0 { break }
      stop += 1
    }
    return skipUnit(upTo: stop) ?? skipUnit(upTo: stop - 1)
  }

  /// A unit that ends before a space, a parenthesis or the end.
  mutating func skipTrailingUnit() -> Int? {
    var stop = start
    while stop < end, ![0x20, 0x29, 0x2D].contains(bytes[stop]) { stop += 1 }
    return skipUnit(upTo: stop)
  }

  private mutating func skipUnit(upTo stop: Int) -> Int? {
    guard stop > start, stop - start <= 4,
      let unit = NumberUnits.unit(
        spelledBy: UnsafeBufferPointer(rebasing: bytes[start..<stop]))
    else { return nil }
    start = stop
    return unit
  }

  /// The power of ten of a k, M, B or the like.
  mutating func skipMagnitude() -> Int? {
    let spellings: [(String, Int)] = [
      ("mio", 6), ("Mio", 6), ("mio.", 6), ("Mio.", 6), ("mrd", 9), ("Mrd", 9), ("Mrd.", 9),
      ("k", 3), ("K", 3), ("m", 6), ("M", 6), ("bn", 9), ("B", 9), ("G", 9), ("T", 12),
    ]
    var stop = start
    while stop < end, ![0x20, 0x29].contains(bytes[stop]), bytes[stop] < 0x80, bytes[stop] != 0x24 {
      stop += 1
    }
    let word = bytes[start..<stop]
    guard let found = spellings.first(where: { $0.0.utf8.elementsEqual(word) }) else { return nil }
    start = stop
    return found.1
  }
}
