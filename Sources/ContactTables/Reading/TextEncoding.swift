/// How bytes spell text.
public enum TextEncoding: String, Sendable, Hashable, Codable, CaseIterable {
  /// UTF-8, of which ASCII is a part.
  case utf8
  /// UTF-16 with the low byte first.
  case utf16LittleEndian
  /// UTF-16 with the high byte first.
  case utf16BigEndian
  /// Windows code page 1252, of which printable ISO 8859-1 is a part.
  case windows1252
}

extension TextEncoding {
  /// What a byte order mark, or the places of NUL bytes, say about the encoding.
  ///
  /// ASCII text in UTF-16 has a NUL in every second byte: after the character when the low byte
  /// comes first, before it otherwise.
  ///
  /// - Parameter head: The first bytes of a file.
  /// - Returns: nil when nothing speaks for a Unicode encoding; the length of the mark otherwise.
  static func detected(
    in head: UnsafeBufferPointer<UInt8>
  ) -> (encoding: TextEncoding, markLength: Int)? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    let pairCount = min(head.count, 4096) / 2
    guard pairCount >= 2 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairCount {
      if head[2 * pair] == 0 { zeros.even += 1 }
      if head[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    let many = pairCount * 2 / 5
    let few = pairCount / 20
    if zeros.odd > many, zeros.even <= few { return (.utf16LittleEndian, 0) }
    if zeros.even > many, zeros.odd <= few { return (.utf16BigEndian, 0) }
    return nil
  }

  /// The UTF-8 spelling of text in this encoding; nil when the bytes are not such text.
  ///
  /// - Complexity: O(bytes).
  func transcodedToUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    switch self {
    case .utf8: Array(bytes)
    case .windows1252: Windows1252.transcodedToUTF8(bytes)
    case .utf16LittleEndian: Self.utf8(ofUTF16: bytes, lowByteFirst: true)
    case .utf16BigEndian: Self.utf8(ofUTF16: bytes, lowByteFirst: false)
    }
  }

  private static func utf8(
    ofUTF16 bytes: UnsafeBufferPointer<UInt8>, lowByteFirst: Bool
  ) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 2 + bytes.count / 8)
    let low = lowByteFirst ? 0 : 1
    let units = (0..<bytes.count / 2).lazy.map { index in
      UInt16(bytes[2 * index + low]) | UInt16(bytes[2 * index + 1 - low]) << 8
    }
    let hadErrors = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
    ) { output.append($0) }
    return hadErrors ? nil : output
  }
}

/// Windows code page 1252, with the five unassigned bytes as control characters like browsers do.
enum Windows1252 {
  /// The characters of bytes 0x80...0x9F.
  private static let specialCharacters: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  static func transcodedToUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      guard byte >= 0x80 else {
        output.append(byte)
        continue
      }
      let scalar = byte < 0xA0 ? specialCharacters[Int(byte) - 0x80] : UInt32(byte)
      if scalar < 0x800 {
        output.append(UInt8(0xC0 | scalar >> 6))
      } else {
        output.append(UInt8(0xE0 | scalar >> 12))
        output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      }
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
    return output
  }
}
