import DenseAlgebra

/// Different rows one after another, as they were first seen, and where each is found.
///
/// Unlike a ``RowTable`` it has a copy of them, close together, so that each next row is compared with
/// what lies in the cache. Zero and minus zero are equal.
struct DistinctTable {
  private(set) var count = 0
  let columnCount: Int
  private let values: ScratchMemory<Double>
  /// A table with open addresses, at most half full: the upper half of a row's hash, and its number
  /// plus 1; 0 where there is none.
  private let slots: ScratchMemory<UInt64>
  private let mask: Int

  /// Makes room for some different rows.
  init(columnCount: Int, capacity: Int) {
    self.columnCount = columnCount
    values = ScratchMemory(count: capacity * columnCount)
    mask = (1 << (Int.bitWidth - (2 * capacity).leadingZeroBitCount)) - 1
    slots = ScratchMemory(count: mask + 1)
    slots.elements.initialize(repeating: 0)
  }

  /// The elements of the different rows.
  var elements: UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(rebasing: values.elements[..<(count * columnCount)])
  }

  /// The number of a row among the different ones, of which it becomes the next if it is new.
  ///
  /// - Parameter row: As many elements as there are columns.
  /// - Returns: Its number; `nil` when it is new and there is no room.
  /// - Complexity: O(columns).
  @inline(__always)
  mutating func number(of row: UnsafePointer<Double>) -> Int? {
    guard let slots = slots.elements.baseAddress, let values = values.elements.baseAddress else {
      return nil
    }
    let hash = Self.hash(of: row, count: columnCount)
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let slot = slots[place]
      if (slot ^ hash) >> 32 == 0 {
        let number = Int(slot & 0xFFFF_FFFF) &- 1
        if Self.areEqual(row, values + number &* columnCount, count: columnCount) { return number }
      }
      place = (place &+ 1) & mask
    }
    guard (count + 1) * columnCount <= self.values.elements.count else { return nil }
    (values + count * columnCount).initialize(from: row, count: columnCount)
    slots[place] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(count + 1)
    count += 1
    return count - 1
  }

  @inline(__always)
  private static func areEqual(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int
  ) -> Bool {
    for column in 0..<count where left[column] != right[column] { return false }
    return true
  }

  /// A number that equal rows share and different ones hardly ever.
  @inline(__always)
  private static func hash(of row: UnsafePointer<Double>, count: Int) -> UInt64 {
    var hash: UInt64 = 0
    for column in 0..<count {
      // Adding zero turns minus zero into zero.
      hash = (hash ^ (row[column] + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }
}
