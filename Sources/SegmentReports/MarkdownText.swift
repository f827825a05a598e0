import SegmentProfiles

/// A Markdown document as it grows.
///
/// All text is escaped: a level may hold anything.
struct MarkdownText {
  /// The document.
  private(set) var text = ""

  /// Adds a heading.
  mutating func heading(_ level: Int, _ words: String) {
    begin()
    text += String(repeating: "#", count: level) + " " + Self.escaped(words) + "\n"
  }

  /// Adds a paragraph.
  mutating func paragraph(_ words: String) {
    begin()
    text += Self.escapedBlock(words) + "\n"
  }

  /// Adds a list; nothing when it has no items.
  mutating func list(_ items: [String]) {
    guard !items.isEmpty else { return }
    begin()
    for item in items { text += "- " + Self.escapedBlock(item) + "\n" }
  }

  /// Adds a table; nothing when it has no rows.
  mutating func table(_ header: [String], alignRight: Set<Int>, rows: [[String]]) {
    guard !rows.isEmpty else { return }
    begin()
    line(header.map(Self.escaped))
    line(header.indices.map { alignRight.contains($0) ? "---:" : "---" })
    for row in rows { line(row.map(Self.escaped)) }
  }

  private mutating func line(_ cells: [String]) {
    text += "| " + cells.joined(separator: " | ") + " |\n"
  }

  private mutating func begin() {
    if !text.isEmpty { text += "\n" }
  }

  /// A text that does not begin a list, a quotation or a rule.
  private static func escapedBlock(_ text: String) -> String {
    let escaped = escaped(text)
    guard let first = escaped.first, ">-+=".contains(first) else { return escaped }
    return "\\" + escaped
  }

  /// A text that Markdown and HTML take for nothing but itself, on one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    var previous: Character = " "
    let characters = Array(PlainText.oneLine(text))
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      switch character {
      case "\\", "`", "*", "[", "]", "<", "|", "#", "~", "&": result += "\\" + String(character)
      case "_" where !(isWord(previous) && isWord(next)): result += "\\_"
      default: result.append(character)
      }
      previous = character
    }
    return result
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
