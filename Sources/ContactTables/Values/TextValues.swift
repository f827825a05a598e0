/// A column of strings, kept as the UTF-8 bytes of the file in one buffer.
public struct TextValues: Sendable, Hashable {
  /// The bytes of all contacts, one after another.
  public let bytes: [UInt8]
  /// Contact `i` has `bytes[offsets[i]..<offsets[i + 1]]`; one more than contacts.
  public let offsets: [Int]

  /// Creates a column of strings.
  public init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count, "offsets do not span the bytes")
    self.bytes = bytes
    self.offsets = offsets
  }

  /// Creates a column from strings; nil and empty strings are missing.
  ///
  /// - Complexity: O(bytes).
  public init(_ strings: [String?]) {
    var bytes: [UInt8] = []
    var offsets = [0]
    offsets.reserveCapacity(strings.count + 1)
    for string in strings {
      bytes.append(contentsOf: (string ?? "").utf8)
      offsets.append(bytes.count)
    }
    self.init(bytes: bytes, offsets: offsets)
  }

  /// The number of contacts.
  public var count: Int { offsets.count - 1 }

  /// The string of one contact, or nil when it has none.
  ///
  /// - Complexity: O(bytes of the string).
  public subscript(row: Int) -> String? {
    let range = offsets[row]..<offsets[row + 1]
    return range.isEmpty ? nil : String(decoding: bytes[range], as: UTF8.self)
  }

  /// The number of contacts without a string.
  ///
  /// - Complexity: O(contacts).
  public var missingCount: Int { (0..<count).count { offsets[$0] == offsets[$0 + 1] } }
}
