import Foundation

/// Numbers as people read them, the same in every locale.
public enum PlainNumber {
  /// A quantity with three significant digits, or all digits of its whole part, and thousands
  /// separators: `4,870`, `12.3`, `0.00214`, `1.5 billion`.
  public static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    if magnitude == 0 { return "0" }
    if magnitude >= 1e15 || magnitude < 1e-4 { return scientific(value) }
    if magnitude >= 999.5e6 {
      let (unit, name) = magnitude >= 999.5e9 ? (1e12, "trillion") : (1e9, "billion")
      return text(value / unit) + " " + name
    }
    return fixed(value, decimals: decimalCount(for: magnitude))
  }

  /// Two quantities to be compared, with as many decimals as the one that needs more.
  ///
  /// 1 and 1.41 are `1.00` and `1.41`; quantities of different size keep their own decimals.
  static func texts(_ first: Double, _ second: Double) -> (String, String) {
    let own = (text(first), text(second))
    let (low, high) = (min(abs(first), abs(second)), max(abs(first), abs(second)))
    guard low >= 1e-4, high < 999.5e6, high < 10 * low else { return own }
    let decimals = [own.0, own.1].map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }
    func filled(_ value: Double) -> String {
      fixed(value, decimals: decimals.max() ?? 0, keepsZeros: true)
    }
    return (filled(first), filled(second))
  }

  /// The decimals that three significant digits take, for a magnitude above 0.
  private static func decimalCount(for magnitude: Double) -> Int {
    max(0, 2 - Int(log10(magnitude).rounded(.down)))
  }

  /// A number of things: `1 row`, `3,000 rows`.
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(text(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A whole number with thousands separators: `1,000,000`.
  public static func text(_ count: Int) -> String {
    (count < 0 ? "-" : "") + grouped(String(count.magnitude))
  }

  /// A share 0...1 as a percentage: `31%`, `0.4%`, `< 0.1%`; `100%` only when it is all.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share == 0 { return "0%" }
    if share > 0 && share < 0.001 { return "< 0.1%" }
    if share < 1 && share >= 0.995 { return "> 99%" }
    return fixed(100 * share, decimals: share < 0.0095 ? 1 : 0) + "%"
  }

  /// A day, `2026-03-14`, from seconds since 1970-01-01 00:00 UTC.
  public static func day(_ seconds: Double) -> String {
    guard abs(seconds) < 1e14 else { return "–" }
    // Howard Hinnant's civil-from-days, in the proleptic Gregorian calendar.
    let days = Int((seconds / 86_400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// A number with exactly that many decimals: `0.50`.
  public static func decimals(_ value: Double, _ count: Int) -> String {
    value.isFinite ? String(format: "%.\(max(0, count))f", value) : "–"
  }

  /// A number with a fixed number of decimals and thousands separators; trailing zeros of the
  /// fraction are dropped unless they are kept.
  static func fixed(_ value: Double, decimals: Int, keepsZeros: Bool = false) -> String {
    let text = String(format: "%.\(decimals)f", abs(value))
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    while !keepsZeros && fraction.hasSuffix("0") { fraction.removeLast() }
    let number = grouped(String(parts[0])) + (fraction.isEmpty ? "" : "." + fraction)
    return value < 0 && number != "0" ? "-" + number : number
  }

  /// Three significant digits and a power of ten: `1.23e+20`.
  private static func scientific(_ value: Double) -> String { String(format: "%.3g", value) }

  /// Digits in groups of three.
  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A number with leading zeros.
  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
      + digits
  }
}
