/// How a column spells its dates, except for the order of day and month.
struct DateShape: Sendable, Hashable {
  enum MonthStyle: UInt8, Sendable { case digits, abbreviation, fullName }
  enum Clock: UInt8, Sendable { case none, hours24, hours12 }

  /// What stands between day, month and year; 0 when nothing does.
  var separator: UInt8 = 0
  /// Whether the year comes first.
  var startsWithYear = false
  /// Whether a month name comes first, as in `Jan 2, 2024`.
  var startsWithMonthName = false
  /// Whether the year has two digits.
  var hasShortYear = false
  var monthStyle = MonthStyle.digits
  var clock = Clock.none
  var hasSeconds = false
  /// Whether a `T` stands before the time.
  var hasTimeLetter = false
  /// Whether a zone or an offset from UTC follows.
  var hasZone = false

  /// The format in Unicode's letters (UTS 35).
  func pattern(order: DateOrder) -> String {
    let year = hasShortYear ? "yy" : "yyyy"
    let month = monthStyle == .digits ? "MM" : monthStyle == .abbreviation ? "MMM" : "MMMM"
    let mark = separator == 0 ? "" : String(UnicodeScalar(separator))
    var text: String
    if startsWithMonthName {
      text = "\(month) d, \(year)"
    } else {
      let day = monthStyle == .digits ? "dd" : "d"
      switch order {
      case .yearMonthDay: text = [year, month, day].joined(separator: mark)
      case .dayMonthYear: text = [day, month, year].joined(separator: mark)
      case .monthDayYear: text = [month, day, year].joined(separator: mark)
      }
    }
    guard clock != .none else { return text }
    text += hasTimeLetter ? "'T'" : " "
    text += clock == .hours24 ? "HH:mm" : "h:mm"
    if hasSeconds { text += ":ss" }
    if clock == .hours12 { text += " a" }
    if hasZone { text += hasTimeLetter ? "XXX" : " Z" }
    return text
  }
}

/// The order of the parts of a date.
enum DateOrder: UInt8, Sendable {
  case yearMonthDay, dayMonthYear, monthDayYear

  var mask: UInt8 { 1 << rawValue }
}

/// One cell read as a date.
struct DateCell {
  var shape: DateShape
  /// The first three numbers, in the order of the cell; a month name is a number.
  var parts: (Int, Int, Int)
  /// The orders under which the parts are a day of the calendar, one bit each.
  var orders: UInt8
  /// Seconds since midnight, UTC.
  var secondsOfDay: Double

  /// Seconds since 1970-01-01 00:00 UTC, under one of ``orders``.
  func seconds(order: DateOrder) -> Double {
    let (year, month, day) = Calendar.ordered(parts, order: order)
    return Double(Calendar.daysSince1970(year: year, month: month, day: day)) * 86_400
      + secondsOfDay
  }
}

/// The Gregorian calendar.
enum Calendar {
  static func ordered(_ parts: (Int, Int, Int), order: DateOrder) -> (Int, Int, Int) {
    switch order {
    case .yearMonthDay: parts
    case .dayMonthYear: (parts.2, parts.1, parts.0)
    case .monthDayYear: (parts.2, parts.0, parts.1)
    }
  }

  static func isDay(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1, year >= 1, year <= 9999 else { return false }
    switch month {
    case 2: return day <= (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }

  /// Days in the proleptic Gregorian calendar, counted in years that begin in March.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
