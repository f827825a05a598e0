import ParallelBlocks

/// The facts about a column, and how many distinct cells it has.
struct ColumnFacts: Sendable {
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
    let blockSize = 16_384
    let parts = parallelism.mapBlocks(count: texts.count, blockSize: blockSize) { _, rows in
      Self.part(of: texts, rows: rows)
    }
    var seen = HashSet(capacity: texts.count)
    for part in parts {
      facts.merge(part.facts)
      for hash in part.hashes { seen.insert(hash) }
    }
    distinctCount = seen.count
  }

  private static func part(
    of texts: TextValues, rows: Range<Int>
  ) -> (facts: CellFacts, hashes: [UInt64]) {
    var facts = CellFacts()
    var hashes: [UInt64] = []
    hashes.reserveCapacity(rows.count)
    texts.bytes.withUnsafeBufferPointer { bytes in
      for row in rows {
        let cell = UnsafeBufferPointer(
          rebasing: bytes[texts.offsets[row]..<texts.offsets[row + 1]]
        ).trimmed
        if cell.isEmpty {
          facts.missingCount += 1
        } else if CountryCodes.isNamibia(cell) {
          facts.addNA()
        } else {
          facts.add(cell)
          hashes.append(ByteHash.hash(cell))
        }
      }
    }
    return (facts, hashes)
  }
}

/// A set of hashes that only grows.
private struct HashSet {
  private var slots: [UInt64]
  private(set) var count = 0

  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  mutating func insert(_ hash: UInt64) {
    // Zero marks a free slot.
    let key = max(hash, 1)
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == key { return }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = key
    count += 1
  }
}
