/// What the levels of a column are, seen together.
enum LevelMeaning: Sendable, Hashable {
  case flag(noSpelling: String, yesSpelling: String)
  /// Level numbers from low to high.
  case ordered([Int])
  case multiSelect(MultiSelectSeparator)
  case plain
}

/// What separates the levels of one cell.
enum MultiSelectSeparator: String, Sendable, Hashable, CaseIterable {
  case semicolon = ";"
  case bar = "|"
  case comma = ", "

  private var byte: UInt8 { self == .semicolon ? 0x3B : self == .bar ? 0x7C : 0x2C }

  /// Calls `body` with the levels of a cell, without white space around them.
  func forEachLevel(
    in cell: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start = 0
    for position in 0...cell.count {
      let isEnd = position == cell.count
      let isSeparator =
        !isEnd && cell[position] == byte
        && (self != .comma || (position + 1 < cell.count && cell[position + 1] == 0x20))
      guard isEnd || isSeparator else { continue }
      let level = UnsafeBufferPointer(rebasing: cell[start..<position]).trimmed
      if !level.isEmpty { body(level) }
      start = position + 1
    }
  }
}

/// Spellings of no and yes.
enum FlagSpellings {
  private static let pairs: [(no: String, yes: String)] = [
    ("no", "yes"), ("false", "true"), ("n", "y"), ("off", "on"), ("nein", "ja"), ("non", "oui"),
    ("no", "sí"), ("no", "si"), ("não", "sim"), ("nee", "ja"), ("nej", "ja"), ("falsch", "wahr"),
    ("faux", "vrai"), ("nie", "tak"), ("unchecked", "checked"), ("inactive", "active"), ("f", "t"),
    ("0", "1"),
  ]

  /// Spellings that are flags without their opposite.
  private static let clearAlone: Set<String> = ["no", "yes", "false", "true", "y", "n"]

  /// The pair that the levels belong to, whatever their letter case.
  ///
  /// A spelling that is not clear alone must be met by its opposite.
  static func meaning(of levels: [String]) -> (no: String, yes: String)? {
    let distinct = Set(levels.map { $0.lowercased() })
    guard (1...2).contains(distinct.count) else { return nil }
    for pair in pairs where distinct.isSubset(of: [pair.no, pair.yes]) {
      if distinct.count == 1, distinct.isDisjoint(with: clearAlone) { continue }
      let no = levels.first { $0.lowercased() == pair.no }
      let yes = levels.first { $0.lowercased() == pair.yes }
      return (no ?? pair.no, yes ?? pair.yes)
    }
    return nil
  }
}
