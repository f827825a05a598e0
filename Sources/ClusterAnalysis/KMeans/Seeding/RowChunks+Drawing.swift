extension RowChunks {
  /// The row at a fraction of the way through all mass.
  ///
  /// - Parameters:
  ///   - fraction: In 0..<1.
  ///   - masses: The mass of each chunk.
  ///   - mass: The mass of a row; a row without mass is never returned while another has some.
  /// - Returns: The row's number.
  /// - Complexity: O(rows of a chunk).
  func row(at fraction: Double, of masses: [Double], mass: (Int) -> Double) -> Int {
    var rest = fraction * masses.reduce(0, +)
    let chunk = Self.chunk(reducing: &rest, through: masses)
    var last = rows(of: chunk).lowerBound
    for row in rows(of: chunk) {
      let rowMass = mass(row)
      guard rowMass > 0 else { continue }
      last = row
      if rest < rowMass { return row }
      rest -= rowMass
    }
    return last
  }

  /// The chunk that `rest` falls into; what lies before it is taken from `rest`.
  private static func chunk(reducing rest: inout Double, through masses: [Double]) -> Int {
    var last = 0
    for (chunk, mass) in masses.enumerated() where mass > 0 {
      last = chunk
      if rest < mass { return chunk }
      rest -= mass
    }
    // Rounding left something over: it belongs to the last chunk with mass.
    rest = .infinity
    return last
  }
}
