/// Words in a header, and what a header with them means.
///
/// A pattern is a list of words, all of which the header must have, in any order. `|` separates
/// alternatives, `*` stands for any letters at the end or the beginning of a word, and a plural
/// `s` needs no mention: `number|count order|purchase` matches `orders_count`.
struct HeaderRule: Sendable {
  private let groups: [[Word]]
  private let exceptions: [Word]
  /// What a matching header means.
  let concept: ColumnConcept

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - pattern: The words that a header must have.
  ///   - exceptions: Alternatives, none of which it may have.
  ///   - concept: What it means then.
  init(_ pattern: String, unless exceptions: String = "", _ concept: ColumnConcept) {
    groups = pattern.split(separator: " ").map(Self.alternatives)
    self.exceptions = Self.alternatives(exceptions[...])
    self.concept = concept
  }

  private static func alternatives(_ text: Substring) -> [Word] {
    text.split(separator: "|").map(Word.init)
  }

  /// Whether the header has the words of the rule and none of its exceptions.
  func matches(_ header: HeaderName) -> Bool {
    !header.words.contains { word in exceptions.contains { $0.matches(word) } }
      && Self.matches(groups[...], header.words)
  }

  /// Whether each group finds a word of its own.
  private static func matches(_ groups: ArraySlice<[Word]>, _ words: [String]) -> Bool {
    guard let group = groups.first else { return true }
    return words.indices.contains { index in
      guard group.contains(where: { $0.matches(words[index]) }) else { return false }
      var rest = words
      rest.remove(at: index)
      return matches(groups.dropFirst(), rest)
    }
  }

  private enum Word: Sendable {
    case whole(String, plural: String)
    case prefix(String)
    case suffix(String)

    init(_ text: Substring) {
      if text.hasSuffix("*") {
        self = .prefix(String(text.dropLast()))
      } else if text.hasPrefix("*") {
        self = .suffix(String(text.dropFirst()))
      } else {
        self = .whole(String(text), plural: text + "s")
      }
    }

    func matches(_ word: String) -> Bool {
      switch self {
      case .whole(let whole, let plural): word == whole || word == plural
      case .prefix(let prefix): word.hasPrefix(prefix)
      case .suffix(let suffix): word.hasSuffix(suffix)
      }
    }
  }
}

extension HeaderRule {
  /// Every rule; the first that matches holds.
  ///
  /// What is done with a thing goes before the thing (`email_opens` before `email`), and what
  /// must stay private before what may be used.
  static let all: [HeaderRule] =
    outcomes + permissions + activities + money + bookkeeping + identifiers + protectedTraits
    + personalDetails + journeys + minds + demographics + companies + places + technologies
}
