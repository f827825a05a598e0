/// The day from which ages are counted back, to the second.
///
/// Its text is `2024-03-13`, or `2024-03-13T10:21:14Z` when it is not midnight; always UTC.
public struct AsOfDate: Sendable, Hashable {
  /// Whole seconds since 1970-01-01 00:00 UTC, within the years 1 to 9999.
  public let seconds: Double

  /// Creates a date; a part of a second counts as a whole one, and other years as the nearest.
  ///
  /// - Parameter seconds: Since 1970-01-01 00:00 UTC; NaN counts as 0.
  public init(seconds: Double) {
    self.seconds =
      seconds.isNaN ? 0 : min(253_402_300_799, max(-62_135_596_800, seconds.rounded(.up)))
  }

  /// Reads `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ssZ` (a space may stand for `T`, `Z` may be absent).
  ///
  /// - Parameter text: Anything else gives nil.
  public init?(_ text: String) {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard let day = parts.first.flatMap({ Self.numbers($0, widths: [4, 2, 2], separator: "-") })
    else { return nil }
    var time = [0, 0, 0]
    if parts.count == 2 {
      let clock = parts[1].hasSuffix("Z") ? parts[1].dropLast() : parts[1]
      guard let numbers = Self.numbers(clock, widths: [2, 2, 2], separator: ":"),
        numbers[0] < 24, numbers[1] < 60, numbers[2] < 60
      else { return nil }
      time = numbers
    }
    let days = Self.days(year: day[0], month: day[1], day: day[2])
    guard Self.civil(days: days) == (day[0], day[1], day[2]), day[0] >= 1 else { return nil }
    self.init(seconds: Double(days * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]))
  }

  private static func numbers(
    _ text: Substring, widths: [Int], separator: Character
  ) -> [Int]? {
    let fields = text.split(separator: separator, omittingEmptySubsequences: false)
    guard fields.map(\.count) == widths,
      fields.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    return fields.compactMap { Int($0) }
  }
}

extension AsOfDate: CustomStringConvertible {
  /// The date as text, with the time of day when it is not midnight.
  public var description: String {
    let whole = Int(seconds)
    let days = whole >= 0 ? whole / 86_400 : -((86_399 - whole) / 86_400)
    let second = whole - days * 86_400
    let (year, month, day) = Self.civil(days: days)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    guard second != 0 else { return date }
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }
    return "\(date)T\(clock.joined(separator: ":"))Z"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension AsOfDate: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = AsOfDate(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a date must read like 2024-03-13")
    }
    self = date
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

// Howard Hinnant's days-from-civil algorithm for the proleptic Gregorian calendar, with years that
// begin in March so that the leap day comes last: howardhinnant.github.io/date_algorithms.html.
extension AsOfDate {
  static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
