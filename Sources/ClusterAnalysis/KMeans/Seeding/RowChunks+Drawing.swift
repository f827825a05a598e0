import ParallelBlocks

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

  /// The rows at some fractions of the way through all mass, each once.
  ///
  /// - Parameters:
  ///   - fractions: In 0..<1, ascending.
  ///   - masses: The mass of each chunk.
  ///   - mass: The mass of a row; a row without mass is never returned while another has some.
  /// - Returns: The rows' numbers, ascending.
  /// - Complexity: O(rows) at most.
  func rows(
    at fractions: [Double], of masses: [Double], mass: @Sendable (Int) -> Double
  ) -> [Int] {
    let total = masses.reduce(0, +)
    var rests = [[Double]](repeating: [], count: masses.count)
    for fraction in fractions {
      var rest = fraction * total
      let chunk = Self.chunk(reducing: &rest, through: masses)
      rests[chunk].append(rest)
    }
    return parallelism.mapBlocks(count: masses.count, blockSize: 1) { [rests] chunk, _ in
      var found: [Int] = []
      var last: Int?
      var sum = 0.0
      var next = 0
      for row in rows(of: chunk) where next < rests[chunk].count {
        let rowMass = mass(row)
        guard rowMass > 0 else { continue }
        last = row
        sum += rowMass
        guard rests[chunk][next] < sum else { continue }
        found.append(row)
        while next < rests[chunk].count, rests[chunk][next] < sum { next += 1 }
      }
      // Rounding left something over: it belongs to the last row with mass.
      if next < rests[chunk].count, let last, found.last != last { found.append(last) }
      return found
    }.flatMap { $0 }
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
