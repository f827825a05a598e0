/// A JSON value with its place in the text, so that errors can say where.
struct PlacedJSON: Sendable {
  /// What the value is.
  enum Content: Sendable {
    /// Members in the order of the text, with distinct keys.
    case object([Member])
    /// Elements in order.
    case array([PlacedJSON])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null
  }

  /// A key with its value.
  struct Member: Sendable {
    let key: String
    let keyPlace: Place
    let value: PlacedJSON
  }

  /// A line and a column of a text, both from 1; columns are counted in bytes.
  struct Place: Sendable, Hashable, CustomStringConvertible {
    let line: Int
    let column: Int
    var description: String { "line \(line), column \(column)" }
  }

  /// What the value is.
  let content: Content
  /// Where it begins.
  let place: Place

  /// What the value is, in a word.
  var kind: String {
    switch content {
    case .object: "an object"
    case .array: "a list"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  /// Parses a whole text (RFC 8259).
  ///
  /// - Throws: ``TableReadingError`` with the place of the first fault.
  /// - Complexity: O(bytes).
  static func parsed(_ bytes: [UInt8]) throws(TableReadingError) -> PlacedJSON {
    var parser = PlacedJSONParser(bytes)
    return try parser.document()
  }
}
