/// Whether bytes are well-formed UTF-8 (Unicode 16, table 3-7).
enum UTF8Validation {
  /// The place of the first byte that is not part of a well-formed character.
  ///
  /// A character that starts before `end` may use the bytes after it, and one that started before
  /// `start` is looked at from its beginning.
  ///
  /// - Parameters:
  ///   - bytes: The text, with three bytes before `start` and after `end` if there are any.
  ///   - start: Where to begin.
  ///   - end: Where the last character to check may start, exclusively.
  /// - Returns: nil when the text is well-formed.
  static func firstFault(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    var position = characterStart(in: bytes, at: start)
    let raw = UnsafeRawBufferPointer(bytes)
    while position < end {
      while position + 8 <= end,
        raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        position += 8
      }
      guard position < end else { break }
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      let length = characterLength(in: bytes, at: position)
      guard length > 0 else { return position }
      position += length
    }
    return nil
  }

  /// Where the character that `position` may be inside of starts; `position` when there is none.
  private static func characterStart(
    in bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Int {
    var start = position
    while start > 0, position - start < 3 {
      start -= 1
      if bytes[start] >= 0xC0 { return start }
      if bytes[start] < 0x80 { return position }
    }
    return position
  }

  /// The length of the multi-byte character at `position`; 0 when there is none.
  private static func characterLength(
    in bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Int {
    let lead = bytes[position]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
