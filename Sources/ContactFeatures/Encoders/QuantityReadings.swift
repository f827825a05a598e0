internal import ContactTables

/// One number for each contact, read from a column in place; NaN where there is none.
enum QuantityReadings {
  /// Quantities; what is not finite counts as missing.
  case values([Double])
  /// Moments, read as days before `asOf`.
  case ages(seconds: [Double], asOf: AsOfDate)
  /// Flags as 0 and 1.
  case states([UInt8])
  /// Levels, read as the number that stands for each.
  case codes(CategoryCodes, numbers: [Double])
  /// Nothing, for each contact.
  case absent

  /// Calls `body` with each row and its number; the kind of column is looked at once, not per row.
  @inline(__always)
  func forEach(in rows: Range<Int>, _ body: (_ row: Int, _ value: Double) -> Void) {
    switch self {
    case .values(let values):
      for row in rows { body(row, values[row].isFinite ? values[row] : .nan) }
    case .ages(let seconds, let asOf):
      for row in rows {
        let age = (asOf.seconds - seconds[row]) / 86_400
        body(row, age.isFinite ? age : .nan)
      }
    case .states(let states):
      for row in rows {
        body(row, states[row] == FlagValues.missing ? .nan : states[row] == 0 ? 0 : 1)
      }
    case .codes(let codes, let numbers):
      codes.forEach(in: rows) { row, code in body(row, code < 0 ? .nan : numbers[code]) }
    case .absent:
      for row in rows { body(row, .nan) }
    }
  }
}

extension CategoryCodes {
  /// Calls `body` with each row and the index of its level, −1 where it has none.
  @inline(__always)
  func forEach(in rows: Range<Int>, _ body: (_ row: Int, _ code: Int) -> Void) {
    switch self {
    case .narrow(let codes):
      for row in rows { body(row, codes[row] == .max ? -1 : Int(codes[row])) }
    case .medium(let codes):
      for row in rows { body(row, codes[row] == .max ? -1 : Int(codes[row])) }
    case .wide(let codes):
      for row in rows { body(row, codes[row] == .max ? -1 : Int(codes[row])) }
    }
  }
}
