/// The order of levels that name sizes or degrees.
enum LevelOrder {
  /// The numbers of the levels from low to high; nil when they have no known order.
  static func order(of levels: [String]) -> [Int]? {
    guard levels.count >= 2 else { return nil }
    return bandOrder(levels) ?? scaleOrder(levels)
  }

  // MARK: Bands

  private static func bandOrder(_ levels: [String]) -> [Int]? {
    var bounds: [(lower: Double, upper: Double)] = []
    var hasRange = false
    for level in levels {
      guard let band = Band(level) else { return nil }
      if band.lower != band.upper { hasRange = true }
      bounds.append((band.lower, band.upper))
    }
    guard hasRange else { return nil }
    return levels.indices.sorted {
      (bounds[$0].lower, bounds[$0].upper, $0) < (bounds[$1].lower, bounds[$1].upper, $1)
    }
  }

  // MARK: Scales

  private static let scales: [[[String]]] = [
    [
      ["none", "no"], ["very low", "extremely low"], ["low", "small"],
      ["medium", "moderate", "mid", "average", "normal"], ["high", "large"],
      ["very high", "extremely high", "critical"],
    ],
    [
      ["xxs"], ["xs", "extra small"], ["s", "small"], ["m", "medium"], ["l", "large"],
      ["xl", "extra large"], ["xxl", "2xl"], ["xxxl", "3xl"],
    ],
    [
      ["strongly disagree"], ["disagree"], ["somewhat disagree"],
      ["neutral", "neither agree nor disagree", "neither"], ["somewhat agree"], ["agree"],
      ["strongly agree"],
    ],
    [
      ["very dissatisfied"], ["dissatisfied"], ["neutral", "neither"], ["satisfied"],
      ["very satisfied"],
    ],
    [
      ["never"], ["rarely", "seldom"], ["sometimes", "occasionally"], ["often", "frequently"],
      ["very often", "usually"], ["always"],
    ],
    [
      ["very poor"], ["poor", "bad"], ["fair", "average"], ["good"], ["very good"], ["excellent"],
    ],
    [["bronze"], ["silver"], ["gold"], ["platinum"], ["diamond"]],
    [["cold"], ["warm"], ["hot"]],
    [["beginner", "novice"], ["intermediate"], ["advanced"], ["expert"]],
    [["daily"], ["weekly"], ["monthly"], ["quarterly"], ["yearly", "annually"]],
    [["niedrig"], ["mittel"], ["hoch"]],
  ]

  private static func scaleOrder(_ levels: [String]) -> [Int]? {
    let names = levels.map { $0.lowercased() }
    for scale in scales {
      let ranks = names.compactMap { name in scale.firstIndex { $0.contains(name) } }
      guard ranks.count == levels.count, Set(ranks).count >= 2 else { continue }
      return levels.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    }
    return nil
  }
}

/// A range of quantities, such as `11-50`, `1,000 to 5,000`, `10k+`, `< 10` or `more than 500`.
private struct Band {
  private(set) var lower: Double
  private(set) var upper: Double

  private static let openBelow = [
    "<=", "<", "≤", "up to ", "under ", "less than ", "below ", "bis ",
  ]
  private static let openAbove = [
    ">=", ">", "≥", "over ", "more than ", "above ", "from ", "über ", "ab ",
  ]
  private static let unitsBehind = [
    " employees", " people", " years", " yrs", " y", " users", " seats", " mitarbeiter",
    " days", " months",
  ]

  init?(_ level: String) {
    var text = level.lowercased()
    for unit in Self.unitsBehind where text.hasSuffix(unit) { text.removeLast(unit.count) }
    for prefix in Self.openBelow where text.hasPrefix(prefix) {
      guard let bound = Self.number(text.dropFirst(prefix.count)) else { return nil }
      (lower, upper) = (-.infinity, bound)
      return
    }
    for prefix in Self.openAbove where text.hasPrefix(prefix) {
      guard let bound = Self.number(text.dropFirst(prefix.count)) else { return nil }
      (lower, upper) = (bound, .infinity)
      return
    }
    for suffix in ["+", " or more", " and more", " and over", " plus"] where text.hasSuffix(suffix)
    {
      guard let bound = Self.number(text.dropLast(suffix.count)) else { return nil }
      (lower, upper) = (bound, .infinity)
      return
    }
    for separator in [" to ", "–", "—", " - ", "-", "..", " bis "] {
      let parts = Self.split(text, at: separator)
      guard parts.count == 2, let first = Self.number(parts[0]), let second = Self.number(parts[1])
      else { continue }
      guard first < second else { return nil }
      (lower, upper) = (first, second)
      return
    }
    guard let value = Self.number(text[...]) else { return nil }
    (lower, upper) = (value, value)
  }

  private static func split(_ text: String, at separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = text[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(separator) }) {
      parts.append(rest[..<start])
      rest = rest[rest.index(start, offsetBy: separator.count)...]
    }
    return parts + [rest]
  }

  private static func number(_ text: Substring) -> Double? {
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      let cell = UnsafeBufferPointer(buffer).trimmed
      let number = NumberReader.read(cell, mark: .point) ?? NumberReader.read(cell, mark: .comma)
      guard let value = number?.value, value.isFinite, value >= 0 else { return nil }
      return value
    }
  }
}
