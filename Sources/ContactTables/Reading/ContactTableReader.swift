/// Reads contacts from CSV files as they are: any usual delimiter, encoding, number and date.
///
/// A type is decided once for each column, from all of its cells. A sample only suggests how to
/// read the file first; a column that contradicts the suggestion is read again.
public struct ContactTableReader: Sendable {
  /// What is known beforehand.
  public var options: ReadingOptions
  /// The number of bytes that are scanned or read at a time, by one thread.
  var blockSize = 1 << 20

  /// Creates a reader.
  public init(options: ReadingOptions = ReadingOptions()) {
    self.options = options
  }

  /// Reads a table.
  ///
  /// - Throws: ``TableReadingError`` when there is no file or no contact in it, when bytes are not
  ///   text, when a quote is never closed, or when a column is unknown or not of its given type.
  /// - Complexity: O(bytes).
  public func read(_ source: TableSource) throws(TableReadingError) -> ReadResult {
    var report = ReadingReport()
    let delimiter = try givenDelimiter
    var text = try PreparedText(
      source, encoding: options.encoding, hasHeader: options.hasHeader)
    let layout = try TableLayout(
      &text, delimiter: delimiter, options: options, blockSize: blockSize)
    report.encoding = text.encoding
    report.isCompressed = text.isCompressed
    report.nulByteCount = text.nulByteCount
    report.delimiter = String(UnicodeScalar(layout.delimiter))
    report.rowCount = layout.index.recordCount
    report.columnCount = layout.names.count
    report.renamedColumns = layout.renamed
    report.lacksHeader = layout.lacksHeader
    report.surveyHeaderCount = layout.surveyHeaderCount
    let table = try TableTyping(
      layout: layout, store: text.store, options: options, name: source.name
    )
    .table(&report)
    report.warnings = report.warnings(firstFault: text.firstFault)
    return ReadResult(table: table, report: report)
  }

  private var givenDelimiter: UInt8? {
    get throws(TableReadingError) {
      guard let character = options.delimiter else { return nil }
      guard let byte = character.asciiValue, character != "\r\n",
        DelimiterDetection.isUsable(byte)
      else {
        throw TableReadingError(
          .invalidOption,
          "The delimiter must be one ASCII character other than a quote or a line end.")
      }
      return byte
    }
  }
}
