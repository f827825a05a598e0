/// The spellings that mean "no value".
///
/// White space around a cell and letter case do not matter.
struct MissingSpellings: Sendable {
  /// What exports, spreadsheets and people write.
  static let usual = [
    "null", "(null)", "<null>", "n/a", "#n/a", "na", "n.a.", "<na>", "nan", "none", "nil", "-",
    "--", "---",
    "—", "–", "?", "??", ".", "(blank)", "(empty)", "(none)", "blank", "(no value)", "no value",
    "(not set)",
    "not set", "[not provided]", "not provided", "(not provided)", "not available", "not specified",
    "unknown", "(unknown)", "undefined", "missing", "#null!", "#div/0!", "#value!", "#ref!",
    "#name?",
    "#num!", "\\n",
  ]

  private let byLength: [[[UInt8]]]
  private let mayStart: [Bool]

  init(additional: [String] = []) {
    let spellings = Set((Self.usual + additional).map { $0.utf8.map(Self.lowercased) })
    let longest = spellings.map(\.count).max() ?? 0
    var byLength = [[[UInt8]]](repeating: [], count: longest + 1)
    var mayStart = [Bool](repeating: false, count: 256)
    for spelling in spellings where !spelling.isEmpty {
      byLength[spelling.count].append(spelling)
      mayStart[Int(spelling[0])] = true
    }
    self.byLength = byLength
    self.mayStart = mayStart
  }

  /// Whether a cell without white space around it means "no value".
  func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return true }
    guard cell.count < byLength.count, mayStart[Int(Self.lowercased(first))] else { return false }
    return byLength[cell.count].contains { spelling in
      for index in 0..<cell.count where Self.lowercased(cell[index]) != spelling[index] {
        return false
      }
      return true
    }
  }

  @inline(__always)
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without spaces, tabs and no-break spaces around them.
  @inline(__always)
  var trimmed: UnsafeBufferPointer<UInt8> {
    guard let base = baseAddress, count > 0 else { return self }
    // A first byte above the space and a last one that is ASCII: nothing to trim.
    if base[0] > 0x20, base[0] != 0xC2, base[count - 1] > 0x20, base[count - 1] < 0x80 {
      return self
    }
    return trimmedSlowly
  }

  private var trimmedSlowly: UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = count
    while start < end {
      if self[start] <= 0x20 {
        start += 1
      } else if start + 1 < end, self[start] == 0xC2, self[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if self[end - 1] <= 0x20 {
        end -= 1
      } else if end - 2 >= start, self[end - 1] == 0xA0, self[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }
}
