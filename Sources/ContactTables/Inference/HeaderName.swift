import Foundation

/// A header cut into words, so that rules can speak of words rather than of spelling.
///
/// `First Name`, `first_name`, `firstName` and `FIRSTNAME` share the ``key`` `firstname`; all but
/// the last have the words `first` and `name`.
struct HeaderName: Sendable, Hashable {
  /// The words in order: lowercase, without diacritics, digits apart from letters.
  let words: [String]
  /// The words without anything between them.
  let key: String

  /// Cuts a header at punctuation, at `camelCase` humps and between letters and digits.
  init(_ header: String) {
    self.init(words: Self.joined(Self.cut(Self.folded(header))))
  }

  /// A name of these words.
  init(words: [String]) {
    self.words = words
    key = words.joined()
  }

  /// Letters without their marks; case is kept because it shows where words begin.
  private static func folded(_ header: String) -> String {
    var result = ""
    for character in header {
      if let plain = unfoldedLetters[character] {
        result += plain
      } else {
        result.append(character)
      }
    }
    return result.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
  }

  /// Letters that are not a plain letter with a mark.
  private static let unfoldedLetters: [Character: String] = [
    "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L",
    "đ": "d", "ı": "i",
  ]

  private enum Kind {
    case lower, upper, digit, other
  }

  private static func kind(of character: Character) -> Kind {
    if character.isNumber { return .digit }
    guard character.isLetter else { return .other }
    return character.isUppercase ? .upper : .lower
  }

  private static func cut(_ header: String) -> [String] {
    let characters = Array(header)
    let kinds = characters.map(kind)
    var words: [String] = []
    var start = 0
    func close(at end: Int) {
      if end > start { words.append(String(characters[start..<end]).lowercased()) }
      start = end
    }
    for index in characters.indices {
      guard kinds[index] != .other else {
        close(at: index)
        start = index + 1
        continue
      }
      guard index > start else { continue }
      switch (kinds[index - 1], kinds[index]) {
      case (.lower, .upper), (.digit, .upper), (.digit, .lower), (.upper, .digit),
        (.lower, .digit):
        close(at: index)
      case (.upper, .lower) where index - start > 1:
        // `HTMLReport` is HTML and Report, but `TVnews` is TV and news.
        let run = String(characters[start..<index]).lowercased()
        close(at: acronyms.contains(run) ? index : index - 1)
      default:
        break
      }
    }
    close(at: characters.count)
    return words
  }

  /// Short words that are often written in capitals with another word right after them.
  private static let acronyms: Set<String> = [
    "aov", "clv", "crm", "id", "ip", "ltv", "nps", "os", "pc", "rfm", "sku", "sms", "tv", "url",
  ]

  /// Joins words that are written apart as often as together.
  private static func joined(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      if let last = result.last, pairs[last]?.contains(word) == true {
        result[result.count - 1] = last + word
      } else {
        result.append(word)
      }
    }
    return result
  }

  private static let pairs: [String: Set<String>] = [
    "e": ["mail", "mails"], "sign": ["up", "ups", "in"], "log": ["in", "ins"],
    "opt": ["in", "out"], "opted": ["in", "out"], "post": ["code"], "user": ["name", "agent"],
    "web": ["site"], "zip": ["code"], "birth": ["day"], "cell": ["phone"],
    "time": ["zone", "stamp"],
    "house": ["hold"], "check": ["out", "outs"],
  ]
}
