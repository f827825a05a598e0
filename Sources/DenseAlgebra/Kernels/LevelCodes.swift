/// Codes of levels in the smallest unsigned integer that fits; its largest value means a gap.
public enum LevelCodes: Sendable, Hashable {
  /// At most 255 levels.
  case narrow([UInt8])
  /// At most 65,535 levels.
  case medium([UInt16])
  /// More levels.
  case wide([UInt32])

  /// How many bytes a code takes.
  var width: Int {
    switch self {
    case .narrow: 1
    case .medium: 2
    case .wide: 4
    }
  }

  /// Writes the codes to memory that is aligned for them.
  func copy(to target: UnsafeMutableRawPointer) {
    switch self {
    case .narrow(let codes): Self.copy(codes, to: target)
    case .medium(let codes): Self.copy(codes, to: target)
    case .wide(let codes): Self.copy(codes, to: target)
    }
  }

  private static func copy<Code>(_ codes: [Code], to target: UnsafeMutableRawPointer) {
    codes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      target.copyMemory(from: start, byteCount: bytes.count)
    }
  }

  /// Whether a row has no code.
  ///
  /// - Complexity: O(rows).
  public var hasGaps: Bool {
    switch self {
    case .narrow(let codes): codes.contains(.max)
    case .medium(let codes): codes.contains(.max)
    case .wide(let codes): codes.contains(.max)
    }
  }
}
