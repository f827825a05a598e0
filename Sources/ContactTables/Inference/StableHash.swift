/// Hashes that are the same in every run, unlike the standard library's.
enum StableHash {
  /// Mixes 64 bits so that each bit of the input reaches all bits of the result; different inputs
  /// give different results (the finalizer of SplitMix64, doi:10.1145/2714064.2660195).
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits &>> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits &>> 31)
  }

  /// The hash of a quantity; both zeros have the same.
  @inline(__always)
  static func hash(of value: Double) -> UInt64 { mixed((value + 0).bitPattern) }

  /// The hash of a string's bytes.
  ///
  /// - Complexity: O(bytes).
  @inline(__always)
  static func hash(of bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> UInt64 {
    var result = UInt64(truncatingIfNeeded: range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(position + 8, range.upperBound)
      var chunk: UInt64 = 0
      for index in position..<end { chunk = chunk &<< 8 | UInt64(bytes[index]) }
      result = mixed(result ^ chunk)
      position = end
    }
    return result
  }

  /// The hash of two hashes in this order.
  @inline(__always)
  static func combined(_ first: UInt64, _ second: UInt64) -> UInt64 {
    mixed(first ^ (second &* 0x9E37_79B9_7F4A_7C15))
  }
}
