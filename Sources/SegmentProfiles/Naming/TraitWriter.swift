import ContactTables

/// Puts what marks a segment into words.
struct TraitWriter {
  /// The smallest difference of a quantity that marks a segment; "medium" for Cliff's delta.
  static let deltaGate = 0.33

  /// What codes mean.
  let levelNames: LevelNames

  // MARK: Numbers

  /// The trait of a column of numbers; nil when it does not mark the segment.
  func trait(of number: NumericDistinction) -> Trait? {
    guard let delta = number.cliffsDelta, abs(delta) >= Self.deltaGate,
      (number.qValue ?? 0) <= 0.05,
      number.median != nil
    else { return nil }
    let name = PlainText.humanized(number.column)
    let phrase: String
    var kind = Trait.Kind.quantity
    switch number.scale {
    case .quantity: phrase = self.phrase(number, delta, QuantityWords(name))
    case .orderedLevels(let levels):
      let isTypical = number.median == number.overallMedian
      phrase =
        isTypical
        ? self.phrase(number, delta, QuantityWords(name))
        : name + ": " + readable(level(number.median, of: levels), in: number.column)
    case .daysBefore:
      kind = .date
      phrase = self.phrase(
        number, delta,
        QuantityWords(high: "older", low: "recent", higher: "older", lower: "more recent", name))
    }
    return Trait(
      column: number.column, level: nil, kind: kind, effect: delta, phrase: phrase,
      evidence: evidence(of: number))
  }

  /// Level words by where the segment's median stands among all contacts.
  private func phrase(
    _ number: NumericDistinction, _ delta: Double, _ words: QuantityWords
  ) -> String {
    let rank = number.medianRank ?? 0.5
    let word =
      switch (delta > 0, rank) {
      case (true, 0.8...): "very " + words.high
      case (true, 0.6...): words.high
      case (true, _): words.higher
      case (false, ..<0.2): "very " + words.low
      case (false, ..<0.4): words.low
      case (false, _): words.lower
      }
    return word + " " + words.noun
  }

  /// The evidence of a column of numbers, in its own units: medians, or means where medians agree.
  func evidence(of number: NumericDistinction) -> String {
    let name = PlainText.humanized(number.column)
    guard let median = number.median, let mean = number.mean else { return "no \(name) known" }
    let areMediansEqual = median == number.overallMedian
    let (own, overall) =
      areMediansEqual ? (mean, number.overallMean) : (median, number.overallMedian)
    let measure = areMediansEqual ? "mean" : "median"
    let (ownText, overallText) = (text(own, on: number.scale), text(overall, on: number.scale))
    return "\(measure) \(name) \(ownText) vs \(overallText) overall"
  }

  /// A number of a column as people read it.
  func text(_ value: Double, on scale: NumericScale) -> String {
    switch scale {
    case .quantity(let unit):
      guard let unit, !unit.isEmpty else { return PlainNumber.text(value) }
      return PlainNumber.text(value) + " " + PlainText.oneLine(unit)
    case .daysBefore(let reference): return PlainNumber.day(reference - 86_400 * value)
    case .orderedLevels(let levels):
      guard value == value.rounded() else { return PlainNumber.text(value) }
      return PlainText.shortened(PlainText.oneLine(level(value, of: levels)), to: 32)
    }
  }

  /// The level with a score; the lower one between two.
  private func level(_ score: Double?, of levels: [String]) -> String {
    let index = Int((score ?? 1).rounded(.down)) - 1
    return levels.indices.contains(index) ? levels[index] : ""
  }

  // MARK: Levels

  /// The trait of a level; nil when it does not mark the segment.
  func trait(of level: LevelDistinction) -> Trait? {
    guard level.comparison.isMarked, let effect = level.comparison.effect,
      let share = level.comparison.segmentShare
    else { return nil }
    let isFlag = level.type == .flag
    return Trait(
      column: level.column, level: level.level, kind: isFlag ? .flag : .level, effect: effect,
      phrase: phrase(of: level, share: share, isMore: effect > 0), evidence: evidence(of: level))
  }

  /// The words of a level; empty where a name would mislead, because the level is that of few.
  private func phrase(of level: LevelDistinction, share: Double, isMore: Bool) -> String {
    let name = PlainText.humanized(level.column)
    let word = readable(level.level, in: level.column)
    let truth = level.type == .flag ? true : Self.truth(of: word)
    guard let truth else {
      guard isMore, share >= 0.25 else { return "" }
      return (share >= 0.5 ? "" : "often ") + name + ": " + word
    }
    let shareOfYes = truth ? share : 1 - share
    let isMoreYes = truth == isMore
    return switch (isMoreYes, shareOfYes) {
    case (true, 0.5...): "with " + name
    case (true, 0.25...): "often with " + name
    case (true, _): ""
    case (false, ...0.1): "without " + name
    case (false, ...0.5): "mostly without " + name
    case (false, _): "less often with " + name
    }
  }

  /// The evidence of a level: its share here and overall, and the index.
  func evidence(of level: LevelDistinction) -> String {
    "\(text(of: level)) \(shares(level.comparison))"
  }

  /// A level in words: its meaning before its code, and "with" for a flag.
  func text(of level: LevelDistinction) -> String {
    let name = PlainText.humanized(level.column)
    if level.type == .flag { return "with \(name)" }
    let spelled = PlainText.shortened(PlainText.oneLine(level.level), to: 48)
    guard let meaning = levelNames.meaning(of: level.level, in: level.column) else {
      return "\(name): \(spelled)"
    }
    return "\(name): \(PlainText.shortened(meaning, to: 48)) [\(spelled)]"
  }

  /// The evidence of missing values.
  func evidence(of missing: MissingDistinction) -> String {
    "no \(PlainText.humanized(missing.column)) known \(shares(missing.comparison))"
  }

  /// "31 % vs 11 % overall (index 289)"; fewer than 10 contacts are told as "under 4 %".
  private func shares(_ comparison: ShareComparison) -> String {
    if comparison.count < 10, comparison.baseCount > 0 {
      let limit = PlainNumber.text(max(1, (1_000 / Double(comparison.baseCount)).rounded(.up)))
      return "under \(limit) % vs \(PlainNumber.percent(comparison.overallShare)) overall"
    }
    let own = PlainNumber.percent(comparison.segmentShare ?? .nan)
    let index = comparison.index.map { " (index \(PlainNumber.text($0.rounded())))" } ?? ""
    return "\(own) vs \(PlainNumber.percent(comparison.overallShare)) overall\(index)"
  }

  /// A level in words short enough for a name.
  private func readable(_ level: String, in column: String) -> String {
    var text = levelNames.meaning(of: level, in: column) ?? PlainText.oneLine(level)
    while text.hasPrefix(".") || text.hasPrefix(" ") { text.removeFirst() }
    if text.count > 32, let open = text.firstIndex(of: "("), text[..<open].count >= 8 {
      text = String(text[..<open])
    }
    return PlainText.shortened(PlainText.oneLine(text), to: 32)
  }

  /// What a level says when it is nothing but a yes or a no.
  private static func truth(of word: String) -> Bool? {
    switch word.lowercased() {
    case "true", "yes", "y", "ja", "oui", "sí", "si": true
    case "false", "no", "n", "nein", "non", "none": false
    default: nil
    }
  }
}

/// Adjectives that go with a quantity's name.
struct QuantityWords {
  let high: String
  let low: String
  let higher: String
  let lower: String
  let noun: String

  init(high: String, low: String, higher: String, lower: String, _ noun: String) {
    self.high = high
    self.low = low
    self.higher = higher
    self.lower = lower
    self.noun = noun
  }

  /// Durations are long, numbers of things are many, everything else is high.
  init(_ name: String) {
    if name.hasPrefix("number of "), name.count > 10 {
      let noun = String(name.dropFirst(10))
      self.init(high: "many", low: "few", higher: "more", lower: "fewer", noun)
    } else if ["duration", "tenure", "length"].contains(where: name.hasSuffix) {
      self.init(high: "long", low: "short", higher: "longer", lower: "shorter", name)
    } else {
      self.init(high: "high", low: "low", higher: "higher", lower: "lower", name)
    }
  }
}
