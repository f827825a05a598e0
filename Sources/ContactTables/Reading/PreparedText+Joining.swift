extension PreparedText {
  private static let lineFeed = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")

  /// Joins the parts of one table: the header of the first, and the contacts of all.
  ///
  /// - Throws: ``TableReadingError`` when a part cannot be read or has another header.
  init(
    joining parts: [TableSource], encoding: TextEncoding?, hasHeader: Bool, name: String
  ) throws(TableReadingError) {
    var joined: [UInt8] = []
    var header: ArraySlice<UInt8> = []
    for (index, part) in parts.enumerated() {
      let bytes = try PreparedText(part, encoding: encoding, hasHeader: hasHeader).bytes()
      let end = hasHeader ? bytes.firstIndex(of: Self.lineFeed).map { $0 + 1 } ?? bytes.count : 0
      let ownHeader = bytes[..<end].prefix { $0 != Self.lineFeed && $0 != UInt8(ascii: "\r") }
      guard ownHeader.count(where: { $0 == Self.quote }).isMultiple(of: 2) else {
        throw TableReadingError(
          .invalidOption,
          "\(part.name) has a line break inside its header; such files cannot be read together.")
      }
      if index == 0 {
        header = ownHeader
        joined = bytes
        continue
      }
      guard ownHeader == header else {
        throw TableReadingError(
          .invalidOption,
          "\(part.name) has another header than \(parts[0].name); files that are read together need "
            + "the same columns in the same order.")
      }
      if joined.last != Self.lineFeed { joined.append(Self.lineFeed) }
      joined.append(contentsOf: bytes[end...])
    }
    try self.init(
      TableSource(bytes: joined, name: name), encoding: .utf8, hasHeader: hasHeader)
  }

  /// The text without its byte order mark.
  private func bytes() throws(TableReadingError) -> [UInt8] {
    guard let bytes = store.withBytes(in: start..<store.count, { Array($0) }) else {
      throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
    }
    return bytes
  }
}
