import Foundation
import ParallelBlocks

/// Where the records of a table are: pieces that can be read independently of each other.
///
/// Whether a byte is inside quotes depends on everything before it. So each block is scanned at
/// the same time for both cases, and then a walk over the blocks picks the case that is true.
struct RecordIndex: Sendable {
  /// Whole records, one after another.
  struct Piece: Sendable {
    /// The bytes in the file.
    var bytes: Range<Int>
    /// The records, counted over the whole file.
    var records: Range<Int>
    /// The line on which the piece starts; the first line of the file is 1.
    var firstLine: Int
  }

  /// Pieces that have records.
  var pieces: [Piece] = []
  /// The records of the file, its header included.
  var recordCount = 0

  /// What a look at all bytes found.
  struct Findings: Sendable {
    var nulCount = 0
    /// The place of the first byte that is not UTF-8.
    var firstFault: Int?
  }

  /// Drops the first record, such as the header, which ends at `end` in the first piece.
  mutating func dropFirstRecord(endingAt end: Int, lineBreakCount: Int) {
    guard !pieces.isEmpty else { return }
    pieces[0].bytes = end..<pieces[0].bytes.upperBound
    pieces[0].firstLine += lineBreakCount
    for index in pieces.indices {
      let records = pieces[index].records
      pieces[index].records = max(0, records.lowerBound - 1)..<records.upperBound - 1
    }
    recordCount -= 1
    pieces.removeAll { $0.records.isEmpty }
  }
}

/// The making of a ``RecordIndex``.
struct RecordIndexer: Sendable {
  let store: ByteStore
  /// Where the table starts: behind a byte order mark and a `sep=` line.
  let start: Int
  /// The line on which the table starts.
  let firstLine: Int
  let delimiter: UInt8
  let blockSize: Int
  let parallelism: Parallelism
  let name: String

  private struct BlockFindings: Sendable {
    var findings = RecordIndex.Findings()
    var outside = BlockScan(endState: .outside)
    var inside = BlockScan(endState: .inside)
    var isReadable = true
  }

  /// The records, or the findings that make a conversion of the bytes necessary.
  func index() throws(TableReadingError) -> (index: RecordIndex, findings: RecordIndex.Findings) {
    let blocks = parallelism.mapBlocks(count: store.count - start, blockSize: blockSize) {
      _, items in
      scanBlock(start + items.lowerBound..<start + items.upperBound)
    }
    guard blocks.allSatisfy(\.isReadable) else { throw vanished }
    var findings = RecordIndex.Findings()
    for block in blocks {
      findings.nulCount += block.findings.nulCount
      findings.firstFault = findings.firstFault ?? block.findings.firstFault
    }
    guard findings.nulCount == 0, findings.firstFault == nil else {
      return (RecordIndex(), findings)
    }
    return (try joined(blocks), findings)
  }

  private var vanished: TableReadingError {
    TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
  }

  private func scanBlock(_ range: Range<Int>) -> BlockFindings {
    withScanner(of: range) { scanner in
      var block = BlockFindings()
      block.findings.nulCount = nulCount(scanner)
      block.findings.firstFault = UTF8Validation.firstFault(
        in: scanner.window, from: scanner.block.lowerBound, to: scanner.block.upperBound
      ).map { $0 + scanner.windowStart }
      block.outside = scanner.scan(from: .outside)
      if scanner.hasQuote {
        block.inside = scanner.scan(from: .inside)
      } else {
        block.inside.lineBreakCount = block.outside.lineBreakCount
      }
      return block
    } ?? BlockFindings(isReadable: false)
  }

  private func withScanner<Result>(
    of range: Range<Int>, _ body: (BlockScanner) -> Result
  ) -> Result? {
    let window = max(start, range.lowerBound - 3)..<min(store.count, range.upperBound + 4)
    return store.withBytes(in: window) { bytes in
      body(
        BlockScanner(
          window: bytes, windowStart: window.lowerBound,
          block: range.lowerBound - window.lowerBound..<range.upperBound - window.lowerBound,
          tableStart: start - window.lowerBound, delimiter: delimiter))
    }
  }

  private func nulCount(_ scanner: BlockScanner) -> Int {
    var count = 0
    var position = scanner.block.lowerBound
    while position < scanner.block.upperBound, let base = scanner.window.baseAddress,
      let found = memchr(base + position, 0, scanner.block.upperBound - position)
    {
      count += 1
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return count
  }

  private func joined(_ blocks: [BlockFindings]) throws(TableReadingError) -> RecordIndex {
    var assembly = Assembly(start: start, firstLine: firstLine)
    var state = BlockScan.State.outside
    var opening: Int?
    for (number, block) in blocks.enumerated() {
      let scan: BlockScan
      switch state {
      case .outside: scan = block.outside
      case .inside: scan = block.inside
      case .behindQuote:
        let range = start + number * blockSize..<min(store.count, start + (number + 1) * blockSize)
        guard let rescan = withScanner(of: range, { $0.scan(from: .behindQuote) }) else {
          throw vanished
        }
        scan = rescan
      }
      assembly.add(scan)
      opening = scan.lastOpening ?? opening
      state = scan.endState
    }
    if state == .inside, let opening { throw try unclosedQuote(at: opening) }
    return assembly.finished(end: store.count)
  }

  private func unclosedQuote(at place: Int) throws(TableReadingError) -> TableReadingError {
    guard let breaks = withScanner(of: start..<place, { $0.scan(from: .outside).lineBreakCount })
    else { throw vanished }
    return TableReadingError(
      .unclosedQuote,
      """
      \(name): the quote that opens on line \(firstLine + breaks) is never closed. \
      The file may have been cut off; export it again, or close or remove that quote.
      """)
  }

  private struct Assembly {
    var pieces: [RecordIndex.Piece] = []
    var pieceStart: Int
    var pieceLine: Int
    var line: Int
    var recordCount = 0

    init(start: Int, firstLine: Int) {
      pieceStart = start
      pieceLine = firstLine
      line = firstLine
    }

    mutating func add(_ scan: BlockScan) {
      if let end = scan.lastRecordEnd {
        append(recordCount: scan.recordCount, end: end)
        pieceStart = end
        pieceLine = line + scan.lineBreakCountAtRecordEnd
      }
      line += scan.lineBreakCount
    }

    private mutating func append(recordCount count: Int, end: Int) {
      guard count > 0 else { return }
      pieces.append(
        RecordIndex.Piece(
          bytes: pieceStart..<end, records: recordCount..<recordCount + count,
          firstLine: pieceLine))
      recordCount += count
    }

    /// Adds the last record when no line end follows it.
    mutating func finished(end: Int) -> RecordIndex {
      if end > pieceStart { append(recordCount: 1, end: end) }
      return RecordIndex(pieces: pieces, recordCount: recordCount)
    }
  }
}
