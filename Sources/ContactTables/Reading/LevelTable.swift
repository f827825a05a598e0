/// Distinct byte strings, numbered in order of first appearance, with their counts.
struct LevelTable: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = [0]
  private(set) var counts: [Int] = []
  private var hashes: [UInt64] = []
  /// Numbers plus one, by hash with linear probing; 0 is free.
  private var slots = [UInt32](repeating: 0, count: 16)

  /// The number of distinct strings.
  var count: Int { counts.count }

  /// The number of a string, which is counted `times` more.
  ///
  /// - Complexity: O(length), amortised.
  mutating func code(of cell: UnsafeBufferPointer<UInt8>, times: Int = 1) -> Int {
    let hash = ByteHash.hash(cell)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let code = Int(slots[slot]) - 1
      if hashes[code] == hash, holds(cell, at: code) {
        counts[code] += times
        return code
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = counts.count
    bytes.append(contentsOf: cell)
    offsets.append(bytes.count)
    counts.append(times)
    hashes.append(hash)
    slots[slot] = UInt32(code + 1)
    if 2 * counts.count > slots.count { grow() }
    return code
  }

  /// Calls `body` with the bytes of a level.
  func withLevel<Result>(
    _ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[offsets[code]..<offsets[code + 1]]))
    }
  }

  /// The spelling of a level.
  func name(_ code: Int) -> String {
    String(decoding: bytes[offsets[code]..<offsets[code + 1]], as: UTF8.self)
  }

  private func holds(_ cell: UnsafeBufferPointer<UInt8>, at code: Int) -> Bool {
    let start = offsets[code]
    guard offsets[code + 1] - start == cell.count else { return false }
    for index in 0..<cell.count where bytes[start + index] != cell[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for code in 0..<counts.count {
      var slot = Int(truncatingIfNeeded: hashes[code]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(code + 1)
    }
  }
}

/// A fixed hash of bytes, by folded multiplication like wyhash; the same in every run.
enum ByteHash {
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    var position = 0
    while position + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      hash = folded(hash ^ UInt64(littleEndian: word), 0xA076_1D64_78BD_642F)
      position += 8
    }
    var tail: UInt64 = 0
    while position < bytes.count {
      tail = tail << 8 | UInt64(bytes[position])
      position += 1
    }
    return folded(hash ^ tail, 0xE703_7ED1_A0B4_28DB)
  }

  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
