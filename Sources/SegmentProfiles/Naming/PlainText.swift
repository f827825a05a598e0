/// Words from column names and levels, made fit to be read in a sentence.
public enum PlainText {
  /// A text without line breaks, control characters and repeated spaces.
  public static func oneLine(_ text: String) -> String {
    var result = ""
    var isBetweenWords = false
    for character in text {
      if character.isWhitespace || character.unicodeScalars.allSatisfy(isInvisible) {
        isBetweenWords = !result.isEmpty
        continue
      }
      if isBetweenWords { result.append(" ") }
      isBetweenWords = false
      result.append(character)
    }
    return result
  }

  /// Whether a scalar steers a terminal or the direction of text instead of showing anything.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// A text of at most `limit` characters, cut between words where possible.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    var head = text.prefix(limit - 1)
    if let space = head.lastIndex(of: " "), head[..<space].count >= limit / 2 {
      head = head[..<space]
    }
    while let last = head.last, last == " " || ",;:/-(".contains(last) { head.removeLast() }
    return head + "…"
  }

  /// A column name as words: `credit_amount`, `creditAmount` and `Credit Amount` are all
  /// "credit amount"; names in capitals such as `NPS` stay.
  public static func humanized(_ columnName: String) -> String {
    let words = words(of: columnName)
    guard !words.isEmpty else { return oneLine(columnName) }
    return shortened(words.map(lowercasedUnlessAcronym).joined(separator: " "), to: 32)
  }

  /// The words of a column name, split at separators and at humps.
  static func words(of columnName: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous: Character?
    for character in oneLine(columnName) {
      let isHump = character.isUppercase && (previous?.isLowercase ?? false)
      if isSeparator(character) || isHump {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !isSeparator(character) { word.append(character) }
      previous = character
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "_" || character == " " || character == "." || character == "-"
  }

  private static func lowercasedUnlessAcronym(_ word: String) -> String {
    if word.count > 1 && word.count <= 4 && !word.contains(where: \.isLowercase) { return word }
    let word = word.lowercased()
    return acronyms.contains(word) ? word.uppercased() : word
  }

  /// Words that nobody writes in small letters, whatever a header does.
  private static let acronyms: Set<String> = [
    "aov", "arr", "clv", "crm", "csat", "gdp", "ltv", "mrr", "nps", "os", "rfm", "sms", "url",
  ]

  /// A text with its first letter in capitals.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
