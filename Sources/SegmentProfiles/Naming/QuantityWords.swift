/// Adjectives that go with a quantity's name.
struct QuantityWords {
  let veryHigh: String
  let high: String
  let low: String
  let higher: String
  let lower: String
  let noun: String

  init(
    high: String, low: String, higher: String, lower: String, veryHigh: String? = nil,
    _ noun: String
  ) {
    self.veryHigh = veryHigh ?? "very " + high
    self.high = high
    self.low = low
    self.higher = higher
    self.lower = lower
    self.noun = noun
  }

  /// Durations are long, numbers of things are many, years are late, everything else is high.
  init(_ name: QuantityName) {
    let words = name.words
    let last = words.split(separator: " ").last.map { $0.lowercased() } ?? ""
    if words.hasPrefix("number of "), words.count > 10 {
      self.init(counting: String(words.dropFirst(10)))
    } else if Self.things.contains(last) {
      self.init(counting: words)
    } else if name.isYear {
      self.init(high: "late", low: "early", higher: "later", lower: "earlier", words)
    } else if ["duration", "tenure", "length", "term"].contains(last) {
      self.init(high: "long", low: "short", higher: "longer", lower: "shorter", words)
    } else {
      self.init(high: "high", low: "low", higher: "higher", lower: "lower", words)
    }
  }

  /// How long ago something was.
  static func ages(of noun: String) -> QuantityWords {
    QuantityWords(
      high: "older", low: "recent", higher: "older", lower: "more recent", veryHigh: "much older",
      noun)
  }

  private init(counting noun: String) {
    self.init(high: "many", low: "few", higher: "more", lower: "fewer", noun)
  }

  /// What is counted; of a plural that is not here ("sales", "savings") nobody knows.
  private static let things: Set<String> = [
    "accounts", "bookings", "calls", "cards", "children", "clicks", "contacts", "credits",
    "customers", "deals", "dependents", "emails", "employees", "events", "items", "kids",
    "licenses",
    "loans", "logins", "members", "messages", "nights", "opens", "orders", "pages", "people",
    "products", "purchases", "referrals", "returns", "reviews", "seats", "sessions", "stores",
    "subscriptions", "tickets", "transactions", "trips", "users", "views", "visits",
  ]
}
