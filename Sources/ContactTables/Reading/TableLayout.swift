import ParallelBlocks

/// Where the cells of a table are, before any is read.
struct TableLayout: Sendable {
  let delimiter: UInt8
  let names: [String]
  let renamed: [ReadingReport.RenamedColumn]
  /// Whether the first line was taken for a contact, though a header was expected.
  let lacksHeader: Bool
  /// How many lines of question texts and codes stood below the header.
  let surveyHeaderCount: Int
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
    let record = try Self.firstRecord(of: index, in: text, delimiter: delimiter)
    lacksHeader = options.hasHeader && HeaderNames.areContact(record.cells)
    if options.hasHeader, !lacksHeader {
      index.dropFirstRecord(endingAt: record.end, lineBreakCount: record.lineBreakCount)
      surveyHeaderCount = try Self.dropSurveyHeaders(of: &index, in: text, delimiter: delimiter)
      guard index.recordCount > 0 else {
        throw TableReadingError(
          .emptyFile,
          "\(text.name) has a header but no contacts; at least one record must follow it.")
      }
      (names, renamed) = HeaderNames.distinct(record.cells)
    } else {
      names = record.cells.indices.map { "column \($0 + 1)" }
      renamed = []
      surveyHeaderCount = 0
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

  /// Drops the two lines that Qualtrics writes below its header: question texts and import codes.
  private static func dropSurveyHeaders(
    of index: inout RecordIndex, in text: PreparedText, delimiter: UInt8
  ) throws(TableReadingError) -> Int {
    var rest = index
    for line in 1...2 {
      guard rest.recordCount > 0 else { return 0 }
      let record = try firstRecord(of: rest, in: text, delimiter: delimiter)
      if line == 2 {
        let marked = record.cells.count { $0.hasPrefix("{\"ImportId\"") }
        guard marked > 0, 2 * marked >= record.cells.count else { return 0 }
      }
      rest.dropFirstRecord(endingAt: record.end, lineBreakCount: record.lineBreakCount)
    }
    index = rest
    return 2
  }

  /// The cells of the first record, where it ends, and its number of line breaks.
  private static func firstRecord(
    of index: RecordIndex, in text: PreparedText, delimiter: UInt8
  ) throws(TableReadingError) -> (cells: [String], end: Int, lineBreakCount: Int) {
    guard let piece = index.pieces.first else { throw PreparedText.empty(text.name) }
    let record = text.store.withBytes(in: piece.bytes) { bytes in
      var cursor = RecordCursor(bytes, delimiter: delimiter)
      var cells: [String] = []
      _ = cursor.startRecord()
      var hasMore = true
      while hasMore {
        hasMore = cursor.readCell { cells.append(String(decoding: $0.trimmed, as: UTF8.self)) }
      }
      return (cells, piece.bytes.lowerBound + cursor.position, cursor.lineBreakCount)
    }
    guard let record else {
      throw TableReadingError(
        .unreadableFile, "\(text.name) changed or vanished while it was read.")
    }
    return record
  }
}
