/// The cells of one piece of a file, one after another.
///
/// A quote opens a quoted cell only at the cell's first byte; elsewhere it is a character like any
/// other. Inside quotes, two quotes mean one. What follows the closing quote up to the delimiter
/// belongs to the cell. Records end with LF, CR LF or CR; empty lines are no records.
struct RecordCursor {
  static let quote: UInt8 = 0x22
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D

  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private(set) var position: Int
  /// The line breaks before ``position``.
  private(set) var lineBreakCount = 0
  /// Cells that are not spelled out in the file: quotes undoubled.
  private var scratch: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, position: Int = 0) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.position = position
  }

  /// Moves to the next record; false when there is none.
  mutating func startRecord() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case Self.lineFeed: position += 1
      case Self.carriageReturn:
        position += 1
        if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
      default: return true
      }
      lineBreakCount += 1
    }
    return false
  }

  /// Calls `body` with the next cell of the record.
  ///
  /// - Returns: Whether the record has more cells.
  @inline(__always)
  mutating func readCell(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    let start = position
    guard start < bytes.count, bytes[start] == Self.quote else {
      skipToCellEnd()
      body(UnsafeBufferPointer(rebasing: bytes[start..<position]))
      return endCell()
    }
    readQuotedCell(body)
    return endCell()
  }

  @inline(__always)
  private mutating func skipToCellEnd() {
    var place = position
    while place < bytes.count {
      let byte = bytes[place]
      if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      place += 1
    }
    position = place
  }

  /// Steps over the delimiter or the line end.
  @inline(__always)
  private mutating func endCell() -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    position += 1
    if byte == delimiter { return true }
    lineBreakCount += 1
    if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed {
      position += 1
    }
    return false
  }

  private mutating func readQuotedCell(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    position += 1
    scratch.removeAll(keepingCapacity: true)
    var start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        scratch.append(contentsOf: bytes[start...position])
        position += 2
        start = position
        continue
      }
      let isPair =
        byte == Self.carriageReturn && position + 1 < bytes.count
        && bytes[position + 1] == Self.lineFeed
      if byte == Self.lineFeed || (byte == Self.carriageReturn && !isPair) { lineBreakCount += 1 }
      position += 1
    }
    let quotedEnd = position
    if position < bytes.count { position += 1 }
    let rest = position
    skipToCellEnd()
    if scratch.isEmpty, rest == position {
      body(UnsafeBufferPointer(rebasing: bytes[start..<quotedEnd]))
      return
    }
    scratch.append(contentsOf: bytes[start..<quotedEnd])
    scratch.append(contentsOf: bytes[rest..<position])
    scratch.withUnsafeBufferPointer(body)
  }
}
