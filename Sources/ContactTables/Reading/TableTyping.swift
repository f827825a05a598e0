import ParallelBlocks

/// The reading of all wanted columns: a sample, a pass by its suggestions, and a pass for the
/// columns that contradicted them.
struct TableTyping: Sendable {
  let layout: TableLayout
  let options: ReadingOptions
  let name: String
  private let missing: MissingSpellings
  private let pass: TablePass

  /// A sample is this many records from the start of each of some pieces.
  private static let sampledRecordCount = 500
  private static let sampledPieceCount = 8

  init(layout: TableLayout, store: ByteStore, options: ReadingOptions, name: String) {
    self.layout = layout
    self.options = options
    self.name = name
    missing = MissingSpellings(additional: options.additionalMissingSpellings)
    pass = TablePass(
      store: store, index: layout.index,
      reader: PieceReader(delimiter: layout.delimiter, missing: missing),
      parallelism: options.parallelism, name: name)
  }

  func table(_ report: inout ReadingReport) throws(TableReadingError) -> ContactTable {
    let wanted = try wantedColumns()
    var plans = try suggestedPlans(wanted)
    var resolutions = [ColumnResolution?](repeating: nil, count: layout.names.count)
    let ragged = try read(&plans, .point, into: &resolutions)
    report.shortRows = .init(count: ragged.shortCount, first: ragged.shortLines)
    report.longRows = .init(count: ragged.longCount, first: ragged.longLines)
    try readContradictions(wanted, &resolutions)
    try settleMarks(&resolutions)

    var columns: [Column] = []
    for index in layout.names.indices {
      guard let resolution = resolutions[index] else { continue }
      let column = Column(name: layout.names[index], values: resolution.values)
      columns.append(column)
      try note(resolution, column, &report)
    }
    let found = columns
    report.suspiciousValues = options.parallelism.mapBlocks(count: found.count, blockSize: 1) {
      index, _ in SuspiciousValues.found(in: found[index])
    }.flatMap { $0 }
    return ContactTable(columns: columns)
  }

  // MARK: Which columns

  private func wantedColumns() throws(TableReadingError) -> [Bool] {
    let names = Set(layout.names)
    let asked =
      (options.selectedColumns ?? []) + options.excludedColumns
      + options.columnTypes.keys.sorted() + options.levelOrders.keys.sorted()
    for column in asked where !names.contains(column) {
      let known = layout.names.prefix(20).joined(separator: ", ")
      let rest = layout.names.count > 20 ? " and \(layout.names.count - 20) more" : ""
      throw TableReadingError(
        .unknownColumn, "\(name) has no column \(column); its columns are \(known)\(rest).")
    }
    let selected = options.selectedColumns.map(Set.init)
    let excluded = Set(options.excludedColumns)
    let wanted = layout.names.map { (selected?.contains($0) ?? true) && !excluded.contains($0) }
    guard wanted.contains(true) else {
      throw TableReadingError(
        .invalidOption, "No column of \(name) is left to read; select more or exclude fewer.")
    }
    return wanted
  }

  private func resolver(_ column: Int, _ preferredMark: DecimalMark) -> ColumnResolver {
    let name = layout.names[column]
    return ColumnResolver(
      name: name, hints: ColumnNameHints(name), forcedType: forcedType(of: name),
      levelOrder: options.levelOrders[name], options: options,
      preferredMark: options.decimalComma.map { $0 ? .comma : .point } ?? preferredMark,
      missing: missing)
  }

  private func forcedType(of name: String) -> ColumnType? {
    options.identifierColumns.contains(name) ? .identifier : options.columnTypes[name]
  }

  // MARK: Passes

  private func suggestedPlans(_ wanted: [Bool]) throws(TableReadingError) -> [ColumnPlan] {
    let sample = TablePass(
      store: pass.store, index: sampledIndex, reader: pass.reader, parallelism: options.parallelism,
      name: name)
    let (columns, _) = try sample.columns(wanted.map { $0 ? .text : .skip })
    return columns.indices.map { column in
      guard case .text(let texts) = columns[column].content else { return .skip }
      return resolver(column, .point).plan(sample: texts)
    }
  }

  /// The first records of some pieces that are spread over the file.
  private var sampledIndex: RecordIndex {
    let pieces = layout.index.pieces
    let step = max(1, (pieces.count + Self.sampledPieceCount - 1) / Self.sampledPieceCount)
    var sample = RecordIndex()
    for number in stride(from: 0, to: pieces.count, by: step) {
      var piece = pieces[number]
      let count = min(piece.records.count, Self.sampledRecordCount)
      piece.records = sample.recordCount..<sample.recordCount + count
      sample.recordCount += count
      sample.pieces.append(piece)
    }
    return sample
  }

  @discardableResult
  private func read(
    _ plans: inout [ColumnPlan], _ preferredMark: DecimalMark,
    into resolutions: inout [ColumnResolution?]
  ) throws(TableReadingError) -> RaggedRecords {
    var (columns, ragged) = try pass.columns(plans)
    for column in columns.indices where plans[column] != .skip {
      do throws(ColumnMismatch) {
        resolutions[column] = try resolver(column, preferredMark).resolution(
          of: columns[column], plan: plans[column])
      } catch {
        throw try typeMismatch(column, error)
      }
      columns[column] = PassColumn()
    }
    return ragged
  }

  private func readContradictions(
    _ wanted: [Bool], _ resolutions: inout [ColumnResolution?]
  ) throws(TableReadingError) {
    var plans = wanted.indices.map {
      wanted[$0] && resolutions[$0] == nil ? ColumnPlan.text : .skip
    }
    guard plans.contains(.text) else { return }
    try read(&plans, .point, into: &resolutions)
  }

  /// Columns whose marks may separate thousands or fractions follow the columns that are clear.
  private func settleMarks(
    _ resolutions: inout [ColumnResolution?]
  ) throws(TableReadingError) {
    guard options.decimalComma == nil else { return }
    let decided = resolutions.compactMap { $0 }.filter(\.isMarkDecisive)
    guard decided.contains(where: { $0.mark == .comma }),
      !decided.contains(where: { $0.mark == .point })
    else { return }
    var plans = resolutions.map { resolution in
      resolution?.notes.contains(.ambiguousDecimalMark) == true ? ColumnPlan.text : .skip
    }
    guard plans.contains(.text) else { return }
    try read(&plans, .comma, into: &resolutions)
  }

  // MARK: Reports

  private func lines(_ rows: [Int]) throws(TableReadingError) -> [Int] {
    var lines: [Int] = []
    for row in rows {
      guard let piece = layout.index.pieces.first(where: { $0.records.contains(row) }) else {
        continue
      }
      let line = pass.store.withBytes(in: piece.bytes) { bytes in
        var cursor = RecordCursor(bytes, delimiter: layout.delimiter)
        for _ in piece.records.lowerBound..<row where cursor.startRecord() {
          while cursor.readCell({ _ in }) {}
        }
        _ = cursor.startRecord()
        return piece.firstLine + cursor.lineBreakCount
      }
      if let line { lines.append(line) }
    }
    return lines
  }

  private func typeMismatch(
    _ column: Int, _ mismatch: ColumnMismatch
  ) throws(TableReadingError) -> TableReadingError {
    var message = "\(name): column \(layout.names[column]) \(mismatch.expectation)"
    if !mismatch.rows.isEmpty {
      let lines = try lines(mismatch.rows).map(String.init).joined(separator: ", ")
      message +=
        mismatch.count == 1
        ? " (1 cell, on line \(lines))" : " (\(mismatch.count) cells, first on lines \(lines))"
    }
    return TableReadingError(.typeMismatch, message + ".")
  }

  private func note(
    _ resolution: ColumnResolution, _ column: Column, _ report: inout ReadingReport
  ) throws(TableReadingError) {
    let name = column.name
    if resolution.infiniteCount > 0 { report.infiniteCounts[name] = resolution.infiniteCount }
    if resolution.mark == .comma,
      resolution.isMarkDecisive || resolution.notes.contains(.ambiguousDecimalMark)
    {
      report.decimalCommaColumns.append(name)
    }
    for note in resolution.notes {
      switch note {
      case .ambiguousDate: report.ambiguousDateColumns.append(name)
      case .ambiguousDecimalMark:
        if options.decimalComma == nil { report.ambiguousDecimalColumns.append(name) }
      case .mixedUnits: report.mixedUnitColumns.append(name)
      case .almostNumbers, .almostDates:
        report.almostTypedColumns[name] = .init(
          count: resolution.obstacleCount, first: try lines(resolution.obstacleRows))
      }
    }
  }
}
