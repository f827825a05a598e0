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
    // A table of row numbers with open addresses, at most half full.
    let capacity = min(limit, rowCount)
    let mask = (1 << (Int.bitWidth - (2 * capacity).leadingZeroBitCount)) - 1
    var table = [Int](repeating: -1, count: mask + 1)
    var count = 0
    for row in 0..<rowCount where weight(of: row) != 0 {
      var place = Int(truncatingIfNeeded: hash(of: row)) & mask
      while table[place] >= 0, !original.areEqual(table[place], row) { place = (place + 1) & mask }
      guard table[place] < 0 else { continue }
      table[place] = row
      count += 1
      if count == limit { return limit }
    }
    return count
  }

  /// A number that equal rows share and different ones hardly ever.
  private func hash(of row: Int) -> UInt64 {
    var hash: UInt64 = 0
    for column in 0..<columnCount {
      // Adding zero turns minus zero into zero.
      let bits = (original.value(row: row, column: column) + 0).bitPattern
      hash = (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }
}
