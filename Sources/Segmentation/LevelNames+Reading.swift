extension LevelNames {
  /// Reads a code book: a CSV file with the columns `column`, `code` and `meaning`.
  ///
  /// - Throws: `TableReadingError` when the file cannot be read or lacks one of the columns.
  /// - Complexity: O(bytes).
  public init(readingCodebook source: TableSource) throws(TableReadingError) {
    var options = ReadingOptions()
    let headers = ["column", "code", "meaning"]
    options.columnTypes = Dictionary(uniqueKeysWithValues: headers.map { ($0, .text) })
    let table = try ContactTableReader(options: options).read(source).table
    let cells = headers.map { header -> TextValues? in
      guard case .texts(let values) = table.column(named: header)?.values else { return nil }
      return values
    }
    guard let columns = cells[0], let codes = cells[1], let meanings = cells[2] else {
      throw TableReadingError(
        .unknownColumn,
        "\(source.name) is not a code book: it needs the columns \(headers.joined(separator: ", "))."
      )
    }
    self.init(
      (0..<table.rowCount).compactMap { row in
        guard let column = columns[row], let code = codes[row], let meaning = meanings[row] else {
          return nil
        }
        return (column: column, code: code, meaning: meaning)
      })
  }

  /// Reads a code book file; see ``init(readingCodebook:)``.
  public init(contentsOf path: String) throws(TableReadingError) {
    try self.init(readingCodebook: TableSource(path: path))
  }
}
