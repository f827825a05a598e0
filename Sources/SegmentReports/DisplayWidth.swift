import SegmentProfiles

/// How many columns of a terminal a text takes.
enum DisplayWidth {
  /// The width of a text: 2 for East Asian wide characters and emoji, 0 for combining marks.
  static func width(of text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  /// The width of one character.
  static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    return isWide(scalar) ? 2 : 1
  }

  /// The wide blocks of Unicode's East Asian Width, and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }

  /// A text in lines of at most `limit` columns, broken between words where possible.
  static func lines(_ text: String, limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
      var word = word
      if line.isEmpty == false, width(of: line) + 1 + width(of: word) <= limit {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while width(of: word) > limit {
        var head = ""
        while let next = word.first, head.isEmpty || width(of: head) + width(of: next) <= limit {
          head.append(word.removeFirst())
        }
        lines.append(head)
      }
      line = word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The words of a text; a unit or a sign stays with its number.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in PlainText.oneLine(text).split(separator: " ") {
      if let last = words.last, belongs(word, to: last) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// Whether a word stays on the line of the word before it: `23 €`, `191 mm`, `> 99%`.
  private static func belongs(_ word: Substring, to last: String) -> Bool {
    if last == "<" || last == ">" { return true }
    guard last.last?.isNumber == true else { return false }
    let bare = word.prefix { $0 != ";" && $0 != "," && $0 != "." }
    return bare == "%" || bare.count == 1 && bare.first?.isCurrencySymbol == true
      || QuantityName.isUnit(bare)
  }

  /// A text filled up with spaces.
  static func padded(_ text: String, to width: Int, isTrailing: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - Self.width(of: text)))
    return isTrailing ? spaces + text : text + spaces
  }
}
