/// Which mark separates whole from fractional digits.
enum DecimalMark: UInt8, Sendable {
  /// `1,234.56`
  case point = 0x2E
  /// `1.234,56`
  case comma = 0x2C

  /// The mark that groups thousands under this convention.
  var grouping: UInt8 { self == .point ? 0x2C : 0x2E }
}

/// One cell read as a number.
struct NumberCell {
  /// Facts about the spelling; those of a column's cells are united.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    /// Has a mark that would mean something else under the other convention.
    static let hasAmbiguousMark = Traits(rawValue: 1)
    /// Has a mark that makes sense only under this convention.
    static let hasDecisiveMark = Traits(rawValue: 2)
    /// Is a whole number whose first digit is a superfluous zero.
    static let hasLeadingZero = Traits(rawValue: 4)
    /// Has more than 15 digits before the mark: a double would not keep them all.
    static let hasManyDigits = Traits(rawValue: 8)
    /// Is something other than 0 and 1 spelled with one digit.
    static let isNotBit = Traits(rawValue: 16)
    /// Ends in k, M or the like.
    static let hasMagnitude = Traits(rawValue: 32)
    /// Is 1000 or more without ending in k, M or the like.
    static let isLargeWithoutMagnitude = Traits(rawValue: 64)
    /// Is beyond the range of doubles.
    static let isInfinite = Traits(rawValue: 128)
    /// Has digits after the mark, or an exponent.
    static let isFractional = Traits(rawValue: 256)
    /// Is the digit 1.
    static let isOne = Traits(rawValue: 512)
    /// Is the digit 0.
    static let isZero = Traits(rawValue: 1024)
  }

  var value: Double
  var traits: Traits
  /// The number of the unit among ``NumberUnits/names``, or -1.
  var unit: Int8
}

/// The reading of cells as numbers.
enum NumberReader {
  /// Reads a cell without white space around it; nil when it is no number.
  ///
  /// The common spelling, digits with at most one decimal mark, is read in one run over the bytes.
  @inline(__always)
  static func read(_ cell: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> NumberCell? {
    readPlain(cell, mark: mark) ?? NumberSpelling.read(cell, mark: mark)
  }

  @inline(__always)
  private static func readPlain(
    _ cell: UnsafeBufferPointer<UInt8>, mark: DecimalMark
  ) -> NumberCell? {
    let count = cell.count
    guard count > 0, count <= 20 else { return nil }
    var position = 0
    let isNegative = cell[0] == 0x2D
    if isNegative { position = 1 }
    let firstDigit = position
    var digits: UInt64 = 0
    while position < count {
      let digit = cell[position] &- 0x30
      guard digit < 10 else { break }
      digits = digits &* 10 &+ UInt64(digit)
      position += 1
    }
    let wholeCount = position - firstDigit
    guard wholeCount > 0, wholeCount <= 15 else { return nil }
    var traits: NumberCell.Traits = []
    if position == count {
      if wholeCount == 1, !isNegative, digits <= 1 {
        return NumberCell(
          value: Double(digits), traits: digits == 1 ? .isOne : .isZero, unit: -1)
      }
      traits = .isNotBit
      if wholeCount > 1, cell[firstDigit] == 0x30 { traits.insert(.hasLeadingZero) }
      if digits >= 1000 { traits.insert(.isLargeWithoutMagnitude) }
      let value = Double(digits)
      return NumberCell(value: isNegative ? -value : value, traits: traits, unit: -1)
    }
    guard cell[position] == mark.rawValue else { return nil }
    position += 1
    let firstFraction = position
    while position < count {
      let digit = cell[position] &- 0x30
      guard digit < 10 else { return nil }
      digits = digits &* 10 &+ UInt64(digit)
      position += 1
    }
    let fractionCount = position - firstFraction
    guard fractionCount > 0, wholeCount + fractionCount <= 19,
      var value = DecimalConversion.nearest(digits: digits, exponent: -fractionCount)
    else { return nil }
    if isNegative { value = -value }
    traits = [.isNotBit, .isFractional]
    if fractionCount == 3, wholeCount <= 3, cell[firstDigit] != 0x30 {
      traits.insert(.hasAmbiguousMark)
    } else {
      traits.insert(.hasDecisiveMark)
    }
    if value >= 1000 || value <= -1000 { traits.insert(.isLargeWithoutMagnitude) }
    return NumberCell(value: value, traits: traits, unit: -1)
  }
}
