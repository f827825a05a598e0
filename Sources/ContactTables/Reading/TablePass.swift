import ParallelBlocks

/// A column as a pass over the file left it.
struct PassColumn: Sendable {
  var contradictionCount = 0
  var content = Content.none

  enum Content: Sendable {
    case none
    case doubles([Double], NumberFacts)
    case levels(LevelColumn)
    case text(TextValues)
  }
}

/// A pass over all pieces of a file that reads some columns, each by its plan.
struct TablePass: Sendable {
  let store: ByteStore
  let index: RecordIndex
  let reader: PieceReader
  let parallelism: Parallelism
  let name: String

  /// The columns are read in groups of this size, each with a pass of its own.
  private static let groupSize = 128

  /// Reads the columns whose plan is not to skip them.
  func columns(
    _ plans: [ColumnPlan]
  ) throws(TableReadingError) -> (columns: [PassColumn], ragged: RaggedRecords) {
    var columns = [PassColumn](repeating: PassColumn(), count: plans.count)
    var ragged = RaggedRecords()
    let wanted = plans.indices.filter { plans[$0] != .skip }
    for start in stride(from: 0, to: max(1, wanted.count), by: Self.groupSize) {
      let group = wanted[start..<min(wanted.count, start + Self.groupSize)]
      var groupPlans = [ColumnPlan](repeating: .skip, count: plans.count)
      for column in group { groupPlans[column] = plans[column] }
      ragged = try readGroup(groupPlans, into: &columns)
    }
    return (columns, ragged)
  }

  private func readGroup(
    _ plans: [ColumnPlan], into columns: inout [PassColumn]
  ) throws(TableReadingError) -> RaggedRecords {
    var results: [(columns: [PieceColumn], ragged: RaggedRecords)?] = []
    let outputs = ColumnOutput.filled(plans, rowCount: index.recordCount) { destinations in
      results = parallelism.mapBlocks(count: index.pieces.count, blockSize: 1) { number, _ in
        readPiece(index.pieces[number], plans, destinations)
      }
    }
    var pieces: [[PieceColumn]] = []
    var ragged = RaggedRecords()
    for result in results {
      guard let result else {
        throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
      }
      pieces.append(result.columns)
      ragged.merge(result.ragged)
    }
    results = []
    for column in plans.indices where plans[column] != .skip {
      columns[column] = joined(column, outputs[column], &pieces)
    }
    return ragged
  }

  private func readPiece(
    _ piece: RecordIndex.Piece, _ plans: [ColumnPlan], _ destinations: [ColumnDestination]
  ) -> (columns: [PieceColumn], ragged: RaggedRecords)? {
    var columns = zip(plans, destinations).map { PieceColumn(plan: $0, destination: $1) }
    let ragged = store.withBytes(in: piece.bytes) { bytes in
      reader.read(
        bytes, firstRow: piece.records.lowerBound, recordLimit: piece.records.count,
        firstLine: piece.firstLine, columns: &columns)
    }
    // Growing has left room behind the bytes, which would add up over the pieces.
    for index in columns.indices where !columns[index].bytes.isEmpty {
      columns[index].bytes = columns[index].bytes.withUnsafeBufferPointer { Array($0) }
    }
    return ragged.map { (columns, $0) }
  }

  private func joined(
    _ column: Int, _ output: ColumnOutput, _ pieces: inout [[PieceColumn]]
  ) -> PassColumn {
    var result = PassColumn()
    for piece in pieces { result.contradictionCount += piece[column].contradictionCount }
    switch output {
    case .none: break
    case .doubles(let values):
      var facts = NumberFacts()
      for piece in pieces { facts.merge(piece[column].numbers) }
      result.content = .doubles(values, facts)
    case .codes(let codes):
      let tables = pieces.map { $0[column].levels }
      result.content = .levels(
        LevelColumn(
          merging: tables, codes: codes, rows: index.pieces.map(\.records), parallelism: parallelism
        ))
    case .lengths(var offsets):
      for row in 1..<offsets.count { offsets[row] += offsets[row - 1] }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(offsets[offsets.count - 1])
      for piece in pieces.indices {
        bytes.append(contentsOf: pieces[piece][column].bytes)
        pieces[piece][column].bytes = []
      }
      result.content = .text(TextValues(bytes: bytes, offsets: offsets))
    }
    return result
  }
}
