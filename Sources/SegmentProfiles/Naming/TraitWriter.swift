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
    let name = QuantityName(number.column)
    let phrase: String
    var kind = Trait.Kind.quantity
    switch number.scale {
    case .quantity, .years: phrase = self.phrase(number, delta, QuantityWords(name))
    case .orderedLevels(let levels):
      let isTypical = number.median == number.overallMedian
      phrase =
        isTypical
        ? self.phrase(number, delta, QuantityWords(name))
        : name.words + ": " + readable(level(number.median, of: levels), in: number.column)
    case .daysBefore:
      kind = .date
      phrase = self.phrase(number, delta, .ages(of: name.words))
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
      case (true, 0.8...): words.veryHigh
      case (true, 0.6...): words.high
      case (true, _): words.higher
      case (false, ..<0.2): "very " + words.low
      case (false, ..<0.4): words.low
      case (false, _): words.lower
      }
    return word + " " + words.noun
  }

  /// The evidence of a column of numbers, in its own units: medians; means where medians agree.
  ///
  /// Many equal values can leave the overall median at that of the segment; then the median of the
  /// rest speaks, or the means do. What marks a segment is never told by numbers that point the
  /// other way.
  func evidence(of number: NumericDistinction) -> String {
    let name = QuantityName(number.column).words
    guard let median = number.median, let mean = number.mean else { return "no \(name) known" }
    let delta = number.cliffsDelta ?? 0
    func agrees(_ own: Double, _ other: Double) -> Bool {
      own != other && (abs(delta) < Self.deltaGate || (own > other) == (delta > 0))
    }
    let (measure, own, other, others) =
      if agrees(median, number.overallMedian) {
        ("median", median, number.overallMedian, "overall")
      } else if let rest = number.medianOfRest, agrees(median, rest) {
        ("median", median, rest, "in the rest")
      } else {
        ("mean", mean, number.overallMean, "overall")
      }
    let (ownText, otherText) = texts(own, other, on: number.scale)
    return "\(measure) \(name) \(ownText) vs \(otherText) \(others)"
  }

  /// Two numbers of a column to be compared, with the same number of decimals.
  private func texts(_ own: Double, _ other: Double, on scale: NumericScale) -> (String, String) {
    if case .quantity(let unit) = scale {
      let (first, second) = PlainNumber.texts(own, other)
      return (withUnit(first, unit), withUnit(second, unit))
    }
    return (text(own, on: scale), text(other, on: scale))
  }

  private func withUnit(_ number: String, _ unit: String?) -> String {
    guard let unit, !unit.isEmpty else { return number }
    let sign = PlainText.oneLine(unit)
    return sign == "%" ? number + sign : number + " " + sign
  }

  /// A number of a column as people read it.
  func text(_ value: Double, on scale: NumericScale) -> String {
    switch scale {
    case .quantity(let unit): return withUnit(PlainNumber.text(value), unit)
    case .years: return PlainNumber.decimals(value.rounded(), 0)
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
    if let truth = truth(of: level) {
      return FlagWords(name).phrase(share: truth ? share : 1 - share, isMore: truth == isMore)
    }
    guard isMore, share >= 0.25 else { return "" }
    return (share >= 0.5 ? "" : "often ") + name + ": " + word
  }

  /// The words of a level that a segment hardly has; nil when it has it.
  func absence(of level: LevelDistinction) -> String? {
    guard level.comparison.isMarked, truth(of: level) == nil,
      let share = level.comparison.segmentShare, share <= 0.1, level.comparison.overallShare > share
    else { return nil }
    return PlainText.humanized(level.column) + ": not " + readable(level.level, in: level.column)
  }

  /// The evidence of a level: its share here and overall, and the index.
  func evidence(of level: LevelDistinction) -> String {
    "\(text(of: level)) \(shares(level.comparison))"
  }

  /// A level in words: its meaning before its code, and "with" for a flag.
  func text(of level: LevelDistinction) -> String {
    let name = PlainText.humanized(level.column)
    if level.type == .flag { return FlagWords(name).yes }
    let spelled = PlainText.shortened(PlainText.oneLine(level.level), to: 48)
    let meaning = levelNames.meaning(of: level.level, in: level.column)
    let code = meaning == nil ? "" : " [\(spelled)]"
    if let truth = truth(of: level) {
      return (truth ? FlagWords(name).yes : FlagWords(name).no) + code
    }
    return "\(name): \(Self.brief(meaning ?? level.level, limit: 48))\(code)"
  }

  /// The evidence of missing values.
  func evidence(of missing: MissingDistinction) -> String {
    "no \(PlainText.humanized(missing.column)) known \(shares(missing.comparison))"
  }

  /// "31% vs 11% overall (index 289)"; fewer than 10 contacts are told as "under 4%".
  private func shares(_ comparison: ShareComparison) -> String {
    if comparison.count < 10, comparison.baseCount > 0 {
      let limit = PlainNumber.text(max(1, (1_000 / Double(comparison.baseCount)).rounded(.up)))
      return "under \(limit)% vs \(PlainNumber.percent(comparison.overallShare)) overall"
    }
    let own = PlainNumber.percent(comparison.segmentShare ?? .nan)
    let index = comparison.index.map { " (index \(PlainNumber.text($0.rounded())))" } ?? ""
    return "\(own) vs \(PlainNumber.percent(comparison.overallShare)) overall\(index)"
  }

  /// A level in words short enough for a name.
  private func readable(_ level: String, in column: String) -> String {
    Self.brief(levelNames.meaning(of: level, in: column) ?? level, limit: 32)
  }

  /// A text without leading dots; a long one ends before a bracket or the next of several things.
  private static func brief(_ text: String, limit: Int) -> String {
    var text = PlainText.oneLine(text)
    while text.hasPrefix(".") || text.hasPrefix(" ") { text.removeFirst() }
    for ends in ["(", ";,", "/"] where text.count > limit {
      guard let end = text.firstIndex(where: ends.contains), text[..<end].count >= 8 else {
        continue
      }
      text = PlainText.oneLine(String(text[..<end]))
    }
    return PlainText.shortened(text, to: limit)
  }

  /// What a level says when it is nothing but a yes or a no; a flag is told of its yes.
  private func truth(of level: LevelDistinction) -> Bool? {
    if level.type == .flag { return true }
    return switch readable(level.level, in: level.column).lowercased() {
    case "true", "yes", "y", "ja", "oui", "sí", "si": true
    case "false", "no", "n", "nein", "non", "none": false
    default: nil
    }
  }
}
