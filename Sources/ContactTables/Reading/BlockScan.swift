import Foundation

/// Where records end in one block of a file, for one assumption about its first byte.
struct BlockScan: Sendable {
  /// Whether a byte is inside quotes.
  enum State: Sendable {
    case outside
    case inside
    /// Just behind a quote inside quotes: the next quote would double it.
    case behindQuote
  }

  var endState: State
  /// The records that end in the block; empty lines are not counted.
  var recordCount = 0
  /// The place behind the last line end outside quotes, in the whole file.
  var lastRecordEnd: Int?
  /// All line breaks, inside and outside quotes.
  var lineBreakCount = 0
  /// The line breaks up to ``lastRecordEnd``.
  var lineBreakCountAtRecordEnd = 0
  /// The last quote that opened a cell, in the whole file.
  var lastOpening: Int?
}

/// The scan of one block, of which some bytes before and after are at hand as well.
struct BlockScanner {
  /// The bytes from ``windowStart`` on.
  let window: UnsafeBufferPointer<UInt8>
  /// The place of the window's first byte in the file.
  let windowStart: Int
  /// The bytes of the block, as places in the window.
  let block: Range<Int>
  /// The place in the window where the table starts; negative when that is before the window.
  let tableStart: Int
  let delimiter: UInt8

  private var hasCarriageReturn: Bool { find(RecordCursor.carriageReturn, in: block) != nil }

  /// Whether quotes can matter in this block.
  var hasQuote: Bool { find(RecordCursor.quote, in: block) != nil }

  private func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = window.baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  func scan(from start: BlockScan.State) -> BlockScan {
    var scan = BlockScan(endState: start)
    let hasReturns = hasCarriageReturn
    var state = start
    var position = block.lowerBound
    var segment = position
    while position < block.upperBound {
      switch state {
      case .behindQuote:
        if window[position] == RecordCursor.quote {
          position += 1
          state = .inside
        } else {
          state = .outside
        }
      case .outside:
        segment = position
        var opening = find(RecordCursor.quote, in: position..<block.upperBound)
        while let place = opening, !startsCell(place) {
          opening = find(RecordCursor.quote, in: place + 1..<block.upperBound)
        }
        let end = opening ?? block.upperBound
        countRecords(in: segment..<end, hasReturns: hasReturns, into: &scan)
        position = end
        if let opening {
          scan.lastOpening = windowStart + opening
          position = opening + 1
          state = .inside
        }
      case .inside:
        let closing = find(RecordCursor.quote, in: position..<block.upperBound)
        let end = closing ?? block.upperBound
        scan.lineBreakCount += lineBreakCount(in: position..<end, hasReturns: hasReturns)
        position = end
        if let closing {
          position = closing + 1
          state = .behindQuote
        }
      }
    }
    scan.endState = state
    return scan
  }

  private func startsCell(_ place: Int) -> Bool {
    guard place > max(tableStart, 0) else { return place == tableStart }
    let before = window[place - 1]
    return before == delimiter || isLineEnd(before)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == RecordCursor.lineFeed || byte == RecordCursor.carriageReturn
  }

  private func lineBreakCount(in range: Range<Int>, hasReturns: Bool) -> Int {
    var count = 0
    forEachLineBreak(in: range, hasReturns: hasReturns) { _ in count += 1 }
    return count
  }

  private func countRecords(in range: Range<Int>, hasReturns: Bool, into scan: inout BlockScan) {
    forEachLineBreak(in: range, hasReturns: hasReturns) { place in
      scan.lineBreakCount += 1
      scan.lineBreakCountAtRecordEnd = scan.lineBreakCount
      scan.lastRecordEnd = windowStart + place + 1
      if !endsEmptyLine(place) { scan.recordCount += 1 }
    }
  }

  /// Whether the line that ends with the break at `place` has no bytes.
  private func endsEmptyLine(_ place: Int) -> Bool {
    var end = place
    if window[place] == RecordCursor.lineFeed, place > max(tableStart, 0),
      window[place - 1] == RecordCursor.carriageReturn
    {
      end -= 1
    }
    guard end > max(tableStart, 0) else { return end == tableStart }
    return isLineEnd(window[end - 1])
  }

  /// Calls `body` with the place of the last byte of each LF, CR LF or CR.
  @inline(__always)
  private func forEachLineBreak(in range: Range<Int>, hasReturns: Bool, _ body: (Int) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let feed = find(RecordCursor.lineFeed, in: position..<range.upperBound)
      let end = feed ?? range.upperBound
      if hasReturns {
        var place = position
        while let found = find(RecordCursor.carriageReturn, in: place..<end) {
          let isPair = found + 1 < window.count && window[found + 1] == RecordCursor.lineFeed
          if !isPair { body(found) }
          place = found + 1
        }
      }
      guard let feed else { return }
      body(feed)
      position = feed + 1
    }
  }
}
