/// The reading of cells as dates, with or without a time of day.
enum DateReader {
  /// Reads a cell without white space around it; nil when it is no date.
  static func read(_ cell: UnsafeBufferPointer<UInt8>) -> DateCell? {
    guard cell.count >= 6, cell.count <= 40 else { return nil }
    var reader = DateScanner(bytes: cell)
    var shape = DateShape()
    guard let (parts, orders) = reader.readDay(&shape) else { return nil }
    guard !reader.isAtEnd else {
      return DateCell(shape: shape, parts: parts, orders: orders, secondsOfDay: 0)
    }
    guard let seconds = reader.readTime(&shape), reader.isAtEnd else { return nil }
    return DateCell(shape: shape, parts: parts, orders: orders, secondsOfDay: seconds)
  }
}

private struct DateScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func skip(_ expected: UInt8) -> Bool {
    guard byte == expected, !isAtEnd else { return false }
    position += 1
    return true
  }

  mutating func readNumber(atMost limit: Int) -> (value: Int, length: Int)? {
    var value = 0
    var length = 0
    while length < limit, byte &- 0x30 < 10, !isAtEnd {
      value = value * 10 + Int(byte - 0x30)
      position += 1
      length += 1
    }
    return length > 0 ? (value, length) : nil
  }

  // MARK: Days

  mutating func readDay(_ shape: inout DateShape) -> (parts: (Int, Int, Int), orders: UInt8)? {
    if let month = readMonthName(&shape) { return readAfterMonthName(month, &shape) }
    guard let first = readNumber(atMost: 8) else { return nil }
    if first.length == 8 {
      let parts = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
      let isDay = Calendar.isDay(year: parts.0, month: parts.1, day: parts.2)
      shape.startsWithYear = true
      return isDay && isAtEnd ? (parts, DateOrder.yearMonthDay.mask) : nil
    }
    guard !isAtEnd, [0x2D, 0x2E, 0x2F, 0x20].contains(byte) else { return nil }
    shape.separator = byte
    position += 1
    if shape.separator == 0x2E { _ = skip(0x20) }
    if let month = readMonthName(&shape) { return readAfterDay(first, month: month, &shape) }
    guard shape.separator != 0x20, first.length == 4 || first.length <= 2,
      let second = readNumber(atMost: 2), skip(shape.separator),
      let third = readNumber(atMost: 4)
    else { return nil }
    if first.length == 4 {
      shape.startsWithYear = true
      guard third.length <= 2,
        Calendar.isDay(year: first.value, month: second.value, day: third.value)
      else { return nil }
      return ((first.value, second.value, third.value), DateOrder.yearMonthDay.mask)
    }
    guard let year = fullYear(third, &shape) else { return nil }
    let parts = (first.value, second.value, year)
    var orders: UInt8 = 0
    if Calendar.isDay(year: year, month: second.value, day: first.value) {
      orders |= DateOrder.dayMonthYear.mask
    }
    // Points are written between day, month and year only in this order.
    if shape.separator != 0x2E, Calendar.isDay(year: year, month: first.value, day: second.value) {
      orders |= DateOrder.monthDayYear.mask
    }
    return orders == 0 ? nil : (parts, orders)
  }

  /// The rest of a day like `Jan 2, 2024`.
  private mutating func readAfterMonthName(
    _ month: Int, _ shape: inout DateShape
  ) -> (parts: (Int, Int, Int), orders: UInt8)? {
    shape.startsWithMonthName = true
    _ = skip(0x2E)
    guard skip(0x20), let day = readNumber(atMost: 2) else { return nil }
    _ = skip(0x2C)
    guard skip(0x20), let year = readNumber(atMost: 4), year.length == 4,
      Calendar.isDay(year: year.value, month: month, day: day.value)
    else { return nil }
    return ((month, day.value, year.value), DateOrder.monthDayYear.mask)
  }

  /// The rest of a day like `2 Jan 2024` or `02-Jan-2024`.
  private mutating func readAfterDay(
    _ day: (value: Int, length: Int), month: Int, _ shape: inout DateShape
  ) -> (parts: (Int, Int, Int), orders: UInt8)? {
    _ = skip(0x2E)
    guard day.length <= 2, skip(shape.separator) || skip(0x20),
      let digits = readNumber(atMost: 4), let year = fullYear(digits, &shape),
      Calendar.isDay(year: year, month: month, day: day.value)
    else { return nil }
    return ((day.value, month, year), DateOrder.dayMonthYear.mask)
  }

  /// Two digits mean 1969...2068, as in POSIX.
  private func fullYear(
    _ digits: (value: Int, length: Int), _ shape: inout DateShape
  ) -> Int? {
    switch digits.length {
    case 4: return digits.value
    case 2:
      shape.hasShortYear = true
      return digits.value + (digits.value < 69 ? 2000 : 1900)
    default: return nil
    }
  }

  private static let monthNames: [[[UInt8]]] = [
    ["january", "january", "januar", "janvier", "enero"],
    ["february", "february", "februar", "février", "febrero"],
    ["march", "march", "märz", "mars", "marzo"], ["april", "april", "april", "avril", "abril"],
    ["may", "may", "mai", "mai", "mayo"], ["june", "june", "juni", "juin", "junio"],
    ["july", "july", "juli", "juillet", "julio"],
    ["august", "august", "august", "août", "agosto"],
    ["september", "sept", "september", "septembre", "septiembre"],
    ["october", "october", "oktober", "octobre", "octubre"],
    ["november", "november", "november", "novembre", "noviembre"],
    ["december", "december", "dezember", "décembre", "diciembre"],
  ].map { names in names.map { Array($0.utf8) } }

  /// Abbreviations of three letters, English and German.
  private static let abbreviations: [[[UInt8]]] = [
    ["jan"], ["feb"], ["mar", "mär", "mrz"], ["apr"], ["may", "mai"], ["jun"], ["jul"], ["aug"],
    ["sep"], ["oct", "okt"], ["nov"], ["dec", "dez"],
  ].map { names in names.map { Array($0.utf8) } }

  private mutating func readMonthName(_ shape: inout DateShape) -> Int? {
    var stop = position
    while stop < bytes.count, bytes[stop] >= 0x41 { stop += 1 }
    guard stop - position >= 3 else { return nil }
    let word = bytes[position..<stop].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if let month = Self.abbreviations.firstIndex(where: { $0.contains(word) }) {
      shape.monthStyle = .abbreviation
      position = stop
      return month + 1
    }
    guard let month = Self.monthNames.firstIndex(where: { $0.contains(word) }) else { return nil }
    shape.monthStyle = .fullName
    position = stop
    return month + 1
  }

  // MARK: Times

  mutating func readTime(_ shape: inout DateShape) -> Double? {
    if skip(0x54) || skip(0x74) {
      shape.hasTimeLetter = true
    } else {
      _ = skip(0x2C)
      guard skip(0x20) else { return nil }
    }
    guard var hour = readNumber(atMost: 2)?.value, skip(0x3A),
      let minute = readNumber(atMost: 2), minute.length == 2, minute.value < 60
    else { return nil }
    var seconds = 0.0
    if skip(0x3A) {
      guard let whole = readNumber(atMost: 2), whole.length == 2, whole.value <= 60 else {
        return nil
      }
      shape.hasSeconds = true
      seconds = Double(whole.value)
      if skip(0x2E) || (byte == 0x2C && skip(0x2C)) {
        guard let fraction = readFraction() else { return nil }
        seconds += fraction
      }
    }
    shape.clock = .hours24
    if let isAfternoon = readHalfOfDay() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
      shape.clock = .hours12
    }
    guard hour < 24 else { return nil }
    seconds += Double(hour * 3600 + minute.value * 60)
    guard !isAtEnd else { return seconds }
    guard let offset = readZone() else { return nil }
    shape.hasZone = true
    return seconds - Double(offset)
  }

  private mutating func readFraction() -> Double? {
    var digits: UInt64 = 0
    var count = 0
    while byte &- 0x30 < 10, !isAtEnd {
      if count < 15 {
        digits = digits * 10 + UInt64(byte - 0x30)
        count += 1
      }
      position += 1
    }
    return count == 0 ? nil : DecimalConversion.nearest(digits: digits, exponent: -count)
  }

  /// Whether it is PM, when AM or PM follows.
  private mutating func readHalfOfDay() -> Bool? {
    var ahead = self
    _ = ahead.skip(0x20)
    let letter = ahead.byte | 0x20
    guard letter == 0x61 || letter == 0x70 else { return nil }
    ahead.position += 1
    _ = ahead.skip(0x2E)
    guard ahead.byte | 0x20 == 0x6D else { return nil }
    ahead.position += 1
    _ = ahead.skip(0x2E)
    self = ahead
    return letter == 0x70
  }

  /// The seconds east of UTC.
  private mutating func readZone() -> Int? {
    _ = skip(0x20)
    if skip(0x5A) || skip(0x7A) { return 0 }
    let word = bytes[min(position, bytes.count)...].prefix(3)
    if word.elementsEqual("UTC".utf8) || word.elementsEqual("GMT".utf8) {
      position += 3
      if isAtEnd { return 0 }
    }
    let isWest = byte == 0x2D
    guard skip(0x2B) || skip(0x2D), let hours = readNumber(atMost: 4) else { return nil }
    if hours.length >= 3 {
      guard hours.value % 100 < 60, hours.value / 100 <= 18 else { return nil }
      return (isWest ? -1 : 1) * (hours.value / 100 * 3600 + hours.value % 100 * 60)
    }
    var minutes = 0
    if skip(0x3A) {
      guard let digits = readNumber(atMost: 2), digits.length == 2, digits.value < 60 else {
        return nil
      }
      minutes = digits.value
    }
    guard hours.value <= 18 else { return nil }
    return (isWest ? -1 : 1) * (hours.value * 3600 + minutes * 60)
  }
}
