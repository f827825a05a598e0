import Foundation

/// JSON whose keys stand in the order in which they are encoded.
///
/// The bytes are the same each time. Foundation's encoder promises neither unless keys are sorted.
public enum OrderedJSON {
  /// Encodes a value, indented by two spaces, with a line break at the end.
  ///
  /// - Throws: ``ReportError`` when a number is not finite.
  public static func bytes(of value: some Encodable) throws(ReportError) -> [UInt8] {
    let encoder = OrderedEncoder(codingPath: [])
    do {
      try value.encode(to: encoder)
      var output: [UInt8] = []
      try encoder.node.append(to: &output, indentation: 0)
      output.append(0x0A)
      return output
    } catch let error as ReportError {
      throw error
    } catch {
      throw ReportError(.invalidNumber, "the document cannot be written as JSON")
    }
  }
}

/// A JSON value under construction.
final class JSONNode {
  enum Content {
    case null
    case literal(String)
    case text(String)
    case array([JSONNode])
    case object([(key: String, value: JSONNode)])
  }

  var content: Content

  init(_ content: Content = .null) { self.content = content }

  /// Adds an element.
  func append(_ node: JSONNode) {
    if case .array(var elements) = content {
      content = .null
      elements.append(node)
      content = .array(elements)
    }
  }

  /// Sets a member; a key keeps its first place.
  func set(_ key: String, _ node: JSONNode) {
    if case .object(var members) = content {
      content = .null
      if let index = members.firstIndex(where: { $0.key == key }) {
        members[index].value = node
      } else {
        members.append((key, node))
      }
      content = .object(members)
    }
  }

  /// Writes the value.
  func append(to output: inout [UInt8], indentation: Int) throws(ReportError) {
    switch content {
    case .null: output.append(contentsOf: "null".utf8)
    case .literal(let text): output.append(contentsOf: text.utf8)
    case .text(let text): Self.appendQuoted(text, to: &output)
    case .array(let elements):
      try Self.appendList("[", "]", elements, to: &output, indentation) {
        element, output throws(ReportError) in
        try element.append(to: &output, indentation: indentation + 1)
      }
    case .object(let members):
      try Self.appendList("{", "}", members, to: &output, indentation) {
        member, output throws(ReportError) in
        Self.appendQuoted(member.key, to: &output)
        output.append(contentsOf: ": ".utf8)
        try member.value.append(to: &output, indentation: indentation + 1)
      }
    }
  }

  private static func appendList<Element>(
    _ open: String, _ close: String, _ elements: [Element], to output: inout [UInt8],
    _ indentation: Int,
    _ append: (Element, inout [UInt8]) throws(ReportError) -> Void
  ) throws(ReportError) {
    output.append(contentsOf: open.utf8)
    for (index, element) in elements.enumerated() {
      output.append(contentsOf: (index == 0 ? "\n" : ",\n").utf8)
      output.append(contentsOf: repeatElement(0x20, count: 2 * indentation + 2))
      try append(element, &output)
    }
    if !elements.isEmpty {
      output.append(0x0A)
      output.append(contentsOf: repeatElement(0x20, count: 2 * indentation))
    }
    output.append(contentsOf: close.utf8)
  }

  private static func appendQuoted(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0x00...0x1F, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        output.append(contentsOf: "\\u00".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
