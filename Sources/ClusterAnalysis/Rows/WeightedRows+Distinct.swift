import DenseAlgebra

extension WeightedRows {
  /// The number of different rows that count, or `limit` if there are at least as many.
  ///
  /// Looking ends as soon as enough have been found. Zero and minus zero are equal.
  ///
  /// - Parameter limit: At least 1.
  /// - Returns: In `0...limit`.
  /// - Complexity: O(rows × columns) when there are fewer, usually far less.
  func distinctRowCount(limit: Int) -> Int {
    var table = RowTable(of: original, capacity: min(limit, rowCount))
    var count = 0
    for start in stride(from: 0, to: rowCount, by: 4096) {
      let block = start..<min(start + 4096, rowCount)
      for row in block where weight(of: row) != 0 {
        guard table.firstRow(equalTo: row) == row else { continue }
        count += 1
        if count == limit { return limit }
      }
      original.release(block)
    }
    return count
  }
}

/// The different rows that have been seen; zero and minus zero are equal.
struct RowTable {
  private let rows: OriginalRows
  /// A table of row numbers with open addresses, at most half full.
  private var table: [Int32]
  private let mask: Int
  private let scratch: ScratchMemory<Double>

  /// Makes room for some different rows.
  init(of rows: OriginalRows, capacity: Int) {
    self.rows = rows
    scratch = ScratchMemory(count: rows.columnCount)
    mask = (1 << (Int.bitWidth - (2 * capacity).leadingZeroBitCount)) - 1
    table = [Int32](repeating: -1, count: mask + 1)
  }

  /// The first of the rows asked for so far that is equal to this one; itself if there was none.
  ///
  /// - Complexity: O(columns).
  mutating func firstRow(equalTo row: Int) -> Int {
    var place = Int(truncatingIfNeeded: hash(of: row)) & mask
    while table[place] >= 0 {
      let other = Int(table[place])
      if rows.areEqual(other, row) { return other }
      place = (place + 1) & mask
    }
    table[place] = Int32(row)
    return row
  }

  /// A number that equal rows share and different ones hardly ever.
  private func hash(of row: Int) -> UInt64 {
    guard let scratch = scratch.elements.baseAddress else { return 0 }
    let elements = rows.doubles(of: row..<row + 1, scratch: scratch)
    var hash: UInt64 = 0
    for column in 0..<rows.columnCount {
      // Adding zero turns minus zero into zero.
      let bits = (elements[column] + 0).bitPattern
      hash = (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }
}
