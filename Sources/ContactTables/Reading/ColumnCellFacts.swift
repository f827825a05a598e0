import ParallelBlocks

/// The facts about a column, and how many distinct cells it has.
struct ColumnCellFacts: Sendable {
  var facts = CellFacts()
  var distinctCount = 0

  /// Facts about the levels of a column, each counted as often as it occurs.
  init(_ column: LevelColumn, missing: MissingSpellings) {
    for code in 0..<column.table.count {
      let times = column.table.counts[code]
      column.table.withLevel(code) { cell in
        if CountryCodes.isNamibia(cell) {
          facts.addNA(times: times)
        } else if missing.contains(cell) {
          facts.missingCount += times
        } else {
          facts.add(cell, times: times)
          distinctCount += 1
        }
      }
    }
    facts.missingCount += column.codes.count { $0 == ColumnOutput.emptyCode }
  }

  /// Facts about the cells of a column of bytes, in which missing ones are empty but for `NA`.
  init(_ texts: TextValues, parallelism: Parallelism) {
    let parts = parallelism.mapBlocks(count: texts.count, blockSize: 16_384) { _, rows in
      Self.part(of: texts, rows: rows)
    }
    for part in parts { facts.merge(part) }
    var seen = HashSet(capacity: texts.count)
    Self.forEachCell(of: texts, rows: 0..<texts.count) { cell in
      if !cell.isEmpty, !CountryCodes.isNamibia(cell) { seen.insert(ByteHash.hash(cell)) }
    }
    distinctCount = seen.count
  }

  private static func part(of texts: TextValues, rows: Range<Int>) -> CellFacts {
    var facts = CellFacts()
    forEachCell(of: texts, rows: rows) { cell in
      if cell.isEmpty {
        facts.missingCount += 1
      } else if CountryCodes.isNamibia(cell) {
        facts.addNA()
      } else {
        facts.add(cell)
      }
    }
    return facts
  }

  @inline(__always)
  private static func forEachCell(
    of texts: TextValues, rows: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    texts.bytes.withUnsafeBufferPointer { bytes in
      texts.offsets.withUnsafeBufferPointer { offsets in
        for row in rows {
          body(UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]]).trimmed)
        }
      }
    }
  }
}

/// A set of hashes that only grows.
///
/// A slot keeps half of a hash and its place most of the rest.
private struct HashSet {
  private var slots: [UInt32]
  private(set) var count = 0

  init(capacity: Int) {
    var size = 16
    while 2 * size < 3 * capacity { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
  }

  mutating func insert(_ hash: UInt64) {
    // Zero marks a free slot.
    let key = max(UInt32(truncatingIfNeeded: hash >> 32), 1)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == key { return }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = key
    count += 1
  }
}
