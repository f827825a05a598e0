/// What a column of quantities is called, told apart from the unit that its header ends with.
///
/// `flipper_length_mm` is a "flipper length" in "mm", `tenure_months` a "tenure" in "months".
public struct QuantityName: Sendable, Hashable {
  /// The name in words.
  public let words: String
  /// The unit; nil when the header does not end with one.
  public let unit: String?
  /// Whether the header speaks of calendar years.
  let isYear: Bool

  /// Reads a header.
  public init(_ columnName: String) {
    let name = PlainText.humanized(columnName)
    let words = name.split(separator: " ")
    isYear = words.contains { Self.years.contains($0.lowercased()) }
    guard let last = words.last, words.count > 1, Self.isUnit(last, of: words.dropLast()) else {
      self.words = name
      unit = nil
      return
    }
    self.words = words.dropLast().joined(separator: " ")
    unit = Self.currencies.contains(last.lowercased()) ? last.uppercased() : last.lowercased()
  }

  /// Whether a word is a unit that stays on one line with the number before it.
  public static func isUnit(_ word: some StringProtocol) -> Bool {
    let word = word.lowercased()
    return measures.contains(word) || times.contains(word) || currencies.contains(word)
      || ["million", "billion", "trillion"].contains(word)
  }

  /// A unit of time is one only after what lasts: "active days" are days, not an activity.
  private static func isUnit(_ word: Substring, of words: ArraySlice<Substring>) -> Bool {
    let word = word.lowercased()
    if measures.contains(word) || currencies.contains(word) { return true }
    return times.contains(word) && words.contains { durations.contains($0.lowercased()) }
  }

  private static let measures: Set<String> = [
    "mm", "cm", "km", "km2", "g", "kg", "lb", "lbs", "kwh",
  ]
  private static let currencies: Set<String> = ["eur", "usd", "gbp", "chf", "sek", "jpy"]
  private static let times: Set<String> = [
    "seconds", "minutes", "hours", "days", "weeks", "months", "years",
  ]
  private static let durations: Set<String> = [
    "age", "delay", "duration", "interval", "lag", "length", "recency", "tenure", "term", "time",
  ]
  private static let years: Set<String> = ["year", "yr", "jahr", "année", "año", "anno"]
}
