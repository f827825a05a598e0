/// A recursive parser of JSON that keeps places and never shows what the text says.
struct PlacedJSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private var depth = 0

  /// Deeper texts are refused before they exhaust the stack.
  private static let depthLimit = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
  }

  /// The one value of the text, with nothing but space around it.
  mutating func document() throws(TableReadingError) -> PlacedJSON {
    skipSpace()
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fault("the end of the text is expected") }
    return value
  }

  private var place: PlacedJSON.Place {
    PlacedJSON.Place(line: line, column: position - lineStart + 1)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func fault(_ expectation: String) -> TableReadingError {
    TableReadingError(
      .invalidSchema, "The schema is not valid JSON at \(place): \(expectation).")
  }

  private mutating func skipSpace() {
    while let byte = next {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = position + 1
      default: return
      }
      position += 1
    }
  }

  private mutating func value() throws(TableReadingError) -> PlacedJSON {
    let start = place
    let content: PlacedJSON.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try members())
    case UInt8(ascii: "["): content = .array(try elements())
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "t"): content = try word("true", .bool(true))
    case UInt8(ascii: "f"): content = try word("false", .bool(false))
    case UInt8(ascii: "n"): content = try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
      content = .number(try number())
    default: throw fault("a value is expected")
    }
    return PlacedJSON(content: content, place: start)
  }

  private mutating func word(
    _ word: StaticString, _ content: PlacedJSON.Content
  ) throws(TableReadingError) -> PlacedJSON.Content {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else {
      throw fault("a value is expected; words other than true, false and null need quotes")
    }
    position += text.count
    return content
  }

  /// Passes an opening bracket.
  private mutating func open() throws(TableReadingError) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw fault("at most \(Self.depthLimit) levels of nesting are accepted")
    }
    position += 1
    skipSpace()
  }

  /// Passes the closing bracket, if it is next.
  private mutating func closes(_ bracket: UInt8) -> Bool {
    guard next == bracket else { return false }
    depth -= 1
    position += 1
    return true
  }

  private mutating func elements() throws(TableReadingError) -> [PlacedJSON] {
    try open()
    var elements: [PlacedJSON] = []
    if closes(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value())
      skipSpace()
      if closes(UInt8(ascii: "]")) { return elements }
      try passComma(or: "]")
    }
  }

  private mutating func members() throws(TableReadingError) -> [PlacedJSON.Member] {
    try open()
    var members: [PlacedJSON.Member] = []
    var keys: Set<String> = []
    if closes(UInt8(ascii: "}")) { return members }
    while true {
      let keyPlace = place
      guard next == UInt8(ascii: "\"") else { throw fault("a key in double quotes is expected") }
      let key = try string()
      guard keys.insert(key).inserted else {
        throw TableReadingError(
          .invalidSchema, "The schema has the same key twice in one object, at \(keyPlace).")
      }
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw fault("a colon is expected after the key") }
      position += 1
      skipSpace()
      members.append(PlacedJSON.Member(key: key, keyPlace: keyPlace, value: try value()))
      skipSpace()
      if closes(UInt8(ascii: "}")) { return members }
      try passComma(or: "}")
    }
  }

  private mutating func passComma(or bracket: Character) throws(TableReadingError) {
    guard next == UInt8(ascii: ",") else { throw fault("a comma or \(bracket) is expected") }
    position += 1
    skipSpace()
  }

  private mutating func number() throws(TableReadingError) -> Double {
    let start = position
    while let byte = next,
      Self.isDigit(byte) || "+-.eE".utf8.contains(byte)
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      position = start
      throw fault("a number is expected")
    }
    return number
  }

  private mutating func string() throws(TableReadingError) -> String {
    position += 1
    var units: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        units.append(contentsOf: String(try escaped()).utf8)
      case 0..<0x20:
        throw fault("a string must end on its line")
      default:
        units.append(byte)
        position += 1
      }
    }
    throw fault("a closing quote is expected")
  }

  private mutating func escaped() throws(TableReadingError) -> Unicode.Scalar {
    let plain: [UInt8: Unicode.Scalar] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    guard let byte = next else { throw fault("a closing quote is expected") }
    if let scalar = plain[byte] {
      position += 1
      return scalar
    }
    guard byte == UInt8(ascii: "u") else { throw fault("an escape such as \\n is expected") }
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), next == UInt8(ascii: "\\") else {
      throw fault("the second half of a surrogate pair is expected")
    }
    position += 1
    guard next == UInt8(ascii: "u") else { throw fault("an escape such as \\u00e9 is expected") }
    let low = try codeUnit()
    let combined = 0x10000 + ((high - 0xD800) << 10) + (low &- 0xDC00)
    guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(combined) else {
      throw fault("the second half of a surrogate pair is expected")
    }
    return scalar
  }

  /// The four hexadecimal digits after a `u`.
  private mutating func codeUnit() throws(TableReadingError) -> UInt32 {
    let digits = bytes.dropFirst(position + 1).prefix(4)
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt32(text, radix: 16)
    else { throw fault("four hexadecimal digits are expected") }
    position += 5
    return unit
  }
}
