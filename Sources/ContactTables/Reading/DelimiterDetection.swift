/// What separates the cells of a file.
enum DelimiterDetection {
  /// In order of preference.
  static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  private static let recordLimit = 500

  /// The candidate under which most records have as many cells as the first one.
  ///
  /// - Parameters:
  ///   - head: The first bytes of the table.
  ///   - isWhole: Whether the table ends there; otherwise the last record is left out.
  /// - Returns: The first of ``candidates`` when no record has two cells.
  static func delimiter(of head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> UInt8 {
    var best = (score: 0.0, delimiter: candidates[0])
    for candidate in candidates {
      let score = score(candidate, head, isWhole)
      if score > best.score { best = (score, candidate) }
    }
    return best.delimiter
  }

  /// 0 when the first record is one cell.
  ///
  /// Consistency counts most, then the number of columns.
  private static func score(
    _ delimiter: UInt8, _ head: UnsafeBufferPointer<UInt8>, _ isWhole: Bool
  ) -> Double {
    var counts: [Int] = []
    var cursor = RecordCursor(head, delimiter: delimiter)
    while counts.count < recordLimit, cursor.startRecord() {
      var count = 1
      while cursor.readCell({ _ in }) { count += 1 }
      counts.append(count)
    }
    if !isWhole, counts.count > 1, cursor.position == head.count { counts.removeLast() }
    guard let first = counts.first, first > 1 else { return 0 }
    let share = Double(counts.count { $0 == first }) / Double(counts.count)
    var columnWeight = 1.0
    var rest = first
    while rest > 1 {
      rest /= 2
      columnWeight += 0.25
    }
    return share * share * columnWeight
  }

  /// The delimiter that a first line `sep=;` names, and the length of that line.
  static func declared(in head: UnsafeBufferPointer<UInt8>) -> (delimiter: UInt8, length: Int)? {
    var start = 0
    if head.first == RecordCursor.quote { start = 1 }
    guard head.count > start + 4,
      head[start..<start + 4].map({ $0 | 0x20 }) == [0x73, 0x65, 0x70, 0x3D]
    else { return nil }
    let delimiter = head[start + 4]
    guard isUsable(delimiter) else { return nil }
    var end = start + 5
    if start == 1, end < head.count, head[end] == RecordCursor.quote { end += 1 }
    if end < head.count, head[end] == RecordCursor.carriageReturn { end += 1 }
    if end < head.count, head[end] == RecordCursor.lineFeed { end += 1 }
    guard end == head.count || end > start + 5 else { return nil }
    return (delimiter, end)
  }

  static func isUsable(_ delimiter: UInt8) -> Bool {
    delimiter < 0x80 && delimiter != 0 && delimiter != RecordCursor.quote
      && delimiter != RecordCursor.lineFeed && delimiter != RecordCursor.carriageReturn
  }
}
