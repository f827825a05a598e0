/// The order of a column's values, found by a radix sort of their bits.
///
/// Six passes of eleven bits; a pass in which all values agree (the low bits of whole numbers, the
/// high bits of similar ones) is skipped.
enum SortedOrder {
  private static let digitBits = 11
  private static let digitCount = 6

  /// The given rows in ascending order of their values, equal values in the given order.
  ///
  /// - Parameters:
  ///   - rows: Indices into `values`; none of their values is NaN.
  ///   - values: A column.
  /// - Returns: A permutation of `rows`.
  /// - Complexity: O(rows).
  static func ascending(_ rows: [UInt32], by values: [Double]) -> [UInt32] {
    guard rows.count > 500 else {
      return rows.sorted { (values[Int($0)], $0) < (values[Int($1)], $1) }
    }
    let size = 1 << digitBits
    var keys = rows.map { orderedBits(values[Int($0)]) }
    var rows = rows
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherRows = [UInt32](repeating: 0, count: keys.count)
    var counts = [Int](repeating: 0, count: size * digitCount)
    for key in keys {
      for digit in 0..<digitCount {
        counts[
          digit * size + Int(truncatingIfNeeded: key >> UInt64(digit * digitBits)) & (size - 1)] +=
          1
      }
    }
    for digit in 0..<digitCount {
      let shift = UInt64(digit * digitBits)
      let first = digit * size + Int(truncatingIfNeeded: keys[0] >> shift) & (size - 1)
      if counts[first] == keys.count { continue }
      var starts = [Int](repeating: 0, count: size)
      var start = 0
      for value in 0..<size {
        starts[value] = start
        start += counts[digit * size + value]
      }
      for index in keys.indices {
        let value = Int(truncatingIfNeeded: keys[index] >> shift) & (size - 1)
        let target = starts[value]
        otherKeys[target] = keys[index]
        otherRows[target] = rows[index]
        starts[value] = target + 1
      }
      swap(&keys, &otherKeys)
      swap(&rows, &otherRows)
    }
    return rows
  }

  /// The bits of a number, arranged so that they compare as the number does; -0 equals 0.
  private static func orderedBits(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }
}
