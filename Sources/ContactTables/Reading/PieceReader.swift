import ParallelBlocks

/// What a pass over one piece of the file found in one column.
struct PieceColumn: Sendable {
  var plan: ColumnPlan
  var destination: ColumnDestination
  /// Of a number column.
  var numbers = NumberFacts()
  /// Cells that contradict the plan.
  var contradictionCount = 0
  /// Of a column of levels.
  var levels = LevelTable()
  /// Of a column of bytes.
  var bytes: [UInt8] = []
}

/// Records with too few or too many cells.
struct RaggedRecords: Sendable {
  static let lineLimit = 10
  var shortCount = 0
  var longCount = 0
  /// The first lines on which such a record starts.
  var shortLines: [Int] = []
  var longLines: [Int] = []

  mutating func addShort(line: Int) {
    shortCount += 1
    if shortLines.count < Self.lineLimit { shortLines.append(line) }
  }

  mutating func addLong(line: Int) {
    longCount += 1
    if longLines.count < Self.lineLimit { longLines.append(line) }
  }

  mutating func merge(_ other: RaggedRecords) {
    shortCount += other.shortCount
    longCount += other.longCount
    shortLines = Array((shortLines + other.shortLines).prefix(Self.lineLimit))
    longLines = Array((longLines + other.longLines).prefix(Self.lineLimit))
  }
}

/// The reading of one piece into its part of the columns.
struct PieceReader: Sendable {
  let delimiter: UInt8
  let missing: MissingSpellings

  /// Reads records until there are no more, or `recordLimit` of them.
  func read(
    _ bytes: UnsafeBufferPointer<UInt8>, firstRow: Int, recordLimit: Int, firstLine: Int,
    columns: inout [PieceColumn]
  ) -> RaggedRecords {
    var ragged = RaggedRecords()
    var cursor = RecordCursor(bytes, delimiter: delimiter)
    var row = firstRow
    let end = firstRow + recordLimit
    columns.withUnsafeMutableBufferPointer { columns in
      while row < end, cursor.startRecord() {
        let line = firstLine + cursor.lineBreakCount
        var column = 0
        var hasExtraValue = false
        var hasMore = true
        while hasMore {
          hasMore = cursor.readCell { cell in
            if column < columns.count {
              columns[column].take(cell, row: row, missing: missing)
            } else if !cell.trimmed.isEmpty {
              hasExtraValue = true
            }
          }
          column += 1
        }
        if hasExtraValue { ragged.addLong(line: line) }
        if column < columns.count {
          ragged.addShort(line: line)
          let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
          for rest in column..<columns.count {
            columns[rest].take(empty, row: row, missing: missing)
          }
        }
        row += 1
      }
    }
    return ragged
  }
}

extension PieceColumn {
  @inline(__always)
  mutating func take(_ cell: UnsafeBufferPointer<UInt8>, row: Int, missing: MissingSpellings) {
    switch plan {
    case .skip: break
    case .number(let mark): takeNumber(cell.trimmed, row, mark, missing)
    case .date(let shape, let order): takeDate(cell.trimmed, row, shape, order, missing)
    case .levels: takeLevel(cell.trimmed, row)
    case .text: takeBytes(cell, row, missing)
    case .verbatim: takeBytes(cell, row, nil)
    }
  }

  @inline(__always)
  private mutating func takeNumber(
    _ cell: UnsafeBufferPointer<UInt8>, _ row: Int, _ mark: DecimalMark,
    _ missing: MissingSpellings
  ) {
    guard case .doubles(let values) = destination else { return }
    guard !cell.isEmpty else { return values.initialize(at: row, to: .nan) }
    if let number = NumberReader.read(cell, mark: mark) {
      numbers.add(number)
      values.initialize(at: row, to: number.value.isInfinite ? .nan : number.value)
      return
    }
    if !missing.contains(cell) { contradictionCount += 1 }
    values.initialize(at: row, to: .nan)
  }

  private mutating func takeDate(
    _ cell: UnsafeBufferPointer<UInt8>, _ row: Int, _ shape: DateShape, _ order: DateOrder,
    _ missing: MissingSpellings
  ) {
    guard case .doubles(let values) = destination else { return }
    guard !cell.isEmpty else { return values.initialize(at: row, to: .nan) }
    if let day = DateReader.read(cell), day.shape == shape, day.orders & order.mask != 0 {
      values.initialize(at: row, to: day.seconds(order: order))
      return
    }
    if !missing.contains(cell) { contradictionCount += 1 }
    values.initialize(at: row, to: .nan)
  }

  private mutating func takeLevel(_ cell: UnsafeBufferPointer<UInt8>, _ row: Int) {
    guard case .codes(let codes) = destination else { return }
    let code = cell.isEmpty ? ColumnOutput.emptyCode : UInt32(levels.code(of: cell))
    codes.initialize(at: row, to: code)
  }

  /// Keeps the cell to the byte, white space included.
  ///
  /// `NA` is kept until it is clear what it is.
  private mutating func takeBytes(
    _ cell: UnsafeBufferPointer<UInt8>, _ row: Int, _ missing: MissingSpellings?
  ) {
    guard case .lengths(let lengths) = destination else { return }
    let value = cell.trimmed
    let isMissing = missing?.contains(value) == true && !CountryCodes.isNamibia(value)
    if value.isEmpty || isMissing {
      return lengths.initialize(at: row, to: 0)
    }
    bytes.append(contentsOf: cell)
    lengths.initialize(at: row, to: cell.count)
  }
}
