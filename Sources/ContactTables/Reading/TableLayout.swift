import ParallelBlocks

/// Where the cells of a table are, before any is read.
struct TableLayout: Sendable {
  let delimiter: UInt8
  let names: [String]
  let renamed: [ReadingReport.RenamedColumn]
  /// The records without the header.
  let index: RecordIndex

  private static let headSize = 1 << 18

  /// Finds delimiter, records and header, and repairs the text as far as that is needed.
  init(
    _ text: inout PreparedText, delimiter givenDelimiter: UInt8?, options: ReadingOptions,
    blockSize: Int
  ) throws(TableReadingError) {
    var index = RecordIndex()
    var delimiter: UInt8 = 0x2C
    var isSettled = false
    while !isSettled {
      let (start, found) = try Self.start(of: text, givenDelimiter)
      delimiter = found
      let indexer = RecordIndexer(
        store: text.store, start: start, firstLine: start > text.start ? 2 : 1,
        delimiter: delimiter, blockSize: blockSize, parallelism: options.parallelism,
        name: text.name)
      let (candidate, findings) = try indexer.index()
      isSettled = findings.nulCount == 0 && findings.firstFault == nil
      if isSettled {
        index = candidate
      } else {
        try text.repair(findings, givenEncoding: options.encoding)
      }
    }
    guard let first = index.pieces.first else { throw PreparedText.empty(text.name) }
    let record = try Self.firstRecord(of: first, in: text, delimiter: delimiter)
    if options.hasHeader {
      index.dropHeader(
        endingAt: first.bytes.lowerBound + record.length, lineBreakCount: record.lineBreakCount)
      guard index.recordCount > 0 else {
        throw TableReadingError(
          .emptyFile,
          "\(text.name) has a header but no contacts; at least one record must follow it.")
      }
      (names, renamed) = HeaderNames.distinct(record.cells)
    } else {
      names = record.cells.indices.map { "column \($0 + 1)" }
      renamed = []
    }
    self.delimiter = delimiter
    self.index = index
  }

  /// Where the table starts, behind a `sep=` line, and what separates its cells.
  private static func start(
    of text: PreparedText, _ givenDelimiter: UInt8?
  ) throws(TableReadingError) -> (start: Int, delimiter: UInt8) {
    let end = min(text.store.count, text.start + headSize)
    let isWhole = end == text.store.count
    let result = text.store.withBytes(in: text.start..<end) { head in
      if let declared = DelimiterDetection.declared(in: head) {
        return (text.start + declared.length, givenDelimiter ?? declared.delimiter)
      }
      return (
        text.start, givenDelimiter ?? DelimiterDetection.delimiter(of: head, isWhole: isWhole)
      )
    }
    guard let result else {
      throw TableReadingError(
        .unreadableFile, "\(text.name) changed or vanished while it was read.")
    }
    guard result.0 < text.store.count else { throw PreparedText.empty(text.name) }
    return result
  }

  private static func firstRecord(
    of piece: RecordIndex.Piece, in text: PreparedText, delimiter: UInt8
  ) throws(TableReadingError) -> (cells: [String], length: Int, lineBreakCount: Int) {
    let record = text.store.withBytes(in: piece.bytes) { bytes in
      var cursor = RecordCursor(bytes, delimiter: delimiter)
      var cells: [String] = []
      _ = cursor.startRecord()
      var hasMore = true
      while hasMore {
        hasMore = cursor.readCell { cells.append(String(decoding: $0.trimmed, as: UTF8.self)) }
      }
      return (cells, cursor.position, cursor.lineBreakCount)
    }
    guard let record else {
      throw TableReadingError(
        .unreadableFile, "\(text.name) changed or vanished while it was read.")
    }
    return record
  }
}
