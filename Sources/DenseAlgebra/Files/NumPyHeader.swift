/// The text in front of the data of a `.npy` file: a Python dictionary of three entries.
///
/// The format is NEP 1, https://numpy.org/neps/nep-0001-npy-format.html.
struct NumPyHeader: Equatable {
  /// The type of the elements, for example `<f8`; `nil` for a record of several fields.
  var elementType: String?
  /// Whether the first index varies fastest.
  var isColumnMajor: Bool
  /// The length of each dimension.
  var shape: [Int]

  /// Reads the dictionary; `nil` when it is none, or lacks an entry.
  init?(parsing text: some StringProtocol) {
    var parser = Parser(text: Array(text.unicodeScalars))
    guard case .dictionary(let entries)? = parser.value(), parser.isAtEnd else { return nil }
    guard let descr = entries["descr"],
      case .boolean(let isColumnMajor)? = entries["fortran_order"],
      case .sequence(let lengths)? = entries["shape"]
    else { return nil }
    var shape: [Int] = []
    for length in lengths {
      guard case .number(let length) = length else { return nil }
      shape.append(length)
    }
    if case .text(let name) = descr { elementType = name }
    self.isColumnMajor = isColumnMajor
    self.shape = shape
  }

  private enum Value {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case sequence([Value])
    case dictionary([String: Value])
  }

  /// Reads the few kinds of Python literals that NumPy writes.
  private struct Parser {
    let text: [Unicode.Scalar]
    var position = 0
    var depth = 0

    var isAtEnd: Bool {
      mutating get {
        skipBlanks()
        return position == text.count
      }
    }

    mutating func value() -> Value? {
      skipBlanks()
      guard position < text.count, depth < 16 else { return nil }
      depth += 1
      defer { depth -= 1 }
      switch text[position] {
      case "{": return dictionary()
      case "(": return sequence(closedBy: ")")
      case "[": return sequence(closedBy: "]")
      case "'", "\"": return quoted().map(Value.text)
      case "0"..."9": return number()
      default: return word()
      }
    }

    private mutating func skipBlanks() {
      while position < text.count, text[position].properties.isWhitespace { position += 1 }
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard position < text.count, text[position] == scalar else { return false }
      position += 1
      return true
    }

    private mutating func quoted() -> String? {
      let quote = text[position]
      guard let end = text[(position + 1)...].firstIndex(of: quote) else { return nil }
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text[position + 1..<end])
      position = end + 1
      return String(string)
    }

    /// Digits, and the `L` that Python 2 put after them.
    private mutating func number() -> Value? {
      let end = text[position...].firstIndex { !("0"..."9").contains($0) } ?? text.count
      var digits = String.UnicodeScalarView()
      digits.append(contentsOf: text[position..<end])
      position = end
      _ = skip("L")
      return Int(String(digits)).map(Value.number)
    }

    private mutating func word() -> Value? {
      for (word, value) in [("True", true), ("False", false)]
      where text[position...].starts(with: word.unicodeScalars) {
        position += word.unicodeScalars.count
        return .boolean(value)
      }
      return nil
    }

    private mutating func sequence(closedBy end: Unicode.Scalar) -> Value? {
      position += 1
      var values: [Value] = []
      while !skip(end) {
        guard let value = value() else { return nil }
        values.append(value)
        guard skip(",") else { return skip(end) ? .sequence(values) : nil }
      }
      return .sequence(values)
    }

    private mutating func dictionary() -> Value? {
      position += 1
      var entries: [String: Value] = [:]
      while !skip("}") {
        guard case .text(let key)? = value(), skip(":"), let value = value() else { return nil }
        entries[key] = value
        guard skip(",") else { return skip("}") ? .dictionary(entries) : nil }
      }
      return .dictionary(entries)
    }
  }
}
