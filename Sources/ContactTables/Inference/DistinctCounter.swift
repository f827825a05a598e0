/// Counts distinct hashes in bounded memory: exactly up to ``exactLimit``, and beyond with a
/// standard error of about a thousandth.
///
/// Beyond the limit only hashes that end in ever more zero bits are kept, which is a fair sample
/// of the distinct ones (adaptive sampling, Flajolet 1990, doi:10.1007/BF02241657). The count
/// does not depend on the order of the hashes.
struct DistinctCounter {
  /// The largest count that is exact.
  static let exactLimit = 1 << 20

  /// Open addressing; 0 marks a free slot, and the length is a power of two.
  private var slots = [UInt64](repeating: 0, count: 1 << 6)
  private var storedCount = 0
  /// Kept hashes end in this many zero bits.
  private var depth = 0

  /// The number of distinct hashes inserted.
  var count: Int { storedCount << depth }

  /// Whether ``count`` is exact.
  var isExact: Bool { depth == 0 }

  /// Takes note of a hash.
  ///
  /// - Complexity: O(1) on average.
  mutating func insert(_ hash: UInt64) {
    guard hash & ((1 << depth) - 1) == 0 else { return }
    place(hash == 0 ? 1 << 63 : hash)
    if storedCount > Self.exactLimit {
      depth += 1
      rebuild(slotCount: slots.count)
    } else if storedCount * 2 > slots.count {
      rebuild(slotCount: slots.count * 2)
    }
  }

  private mutating func place(_ hash: UInt64) {
    let mask = slots.count - 1
    // The low bits run out of variety as the depth grows.
    var index = Int(truncatingIfNeeded: hash &>> 24) & mask
    while slots[index] != 0 {
      if slots[index] == hash { return }
      index = (index + 1) & mask
    }
    slots[index] = hash
    storedCount += 1
  }

  private mutating func rebuild(slotCount: Int) {
    let old = slots
    slots = [UInt64](repeating: 0, count: slotCount)
    storedCount = 0
    for hash in old where hash != 0 && hash & ((1 << depth) - 1) == 0 { place(hash) }
  }
}
