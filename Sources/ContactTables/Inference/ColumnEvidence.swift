import ParallelBlocks

/// What the values of a column tell without knowing what they mean.
struct ColumnEvidence: Sendable {
  /// What the values are.
  let type: ColumnType
  /// The number of contacts with a value.
  private(set) var presentCount = 0
  /// The number of distinct values.
  private(set) var distinctCount = 0
  /// Whether the number of distinct values was counted rather than estimated.
  private(set) var isDistinctCountExact = true
  /// The smallest quantity; infinite when there is none.
  private(set) var minimum = Double.infinity
  /// The largest quantity; negative infinity when there is none.
  private(set) var maximum = -Double.infinity
  /// Whether every quantity is a whole number.
  private(set) var isWhole = true
  /// Whether the quantities count the rows: 0, 1, 2… or 1, 2, 3….
  private(set) var countsRows = false
  /// A hash of all values in order; columns with the same values have the same.
  private(set) var fingerprint: UInt64 = 0
  /// Values of some contacts spread over the file; the levels of a column of levels.
  private(set) var sample: [[UInt8]] = []
  /// The number of contacts in all.
  let rowCount: Int

  /// The most values that are looked at to see what they look like.
  static let sampleLimit = 1_000

  /// Collects the facts of a column.
  ///
  /// - Complexity: O(contacts) time; at most 32 MB of memory besides the column.
  init(of values: ColumnValues) {
    type = values.type
    rowCount = values.count
    switch values {
    case .numbers(let numbers): collect(numbers.values)
    case .dates(let dates): collect(dates.seconds)
    case .flags(let flags): collect(flags)
    case .categories(let categories): collect(categories)
    case .multiSelect(let sets): collect(sets)
    case .texts(let texts), .identifiers(let texts): collect(texts)
    }
  }

  /// The share of contacts without a value; 0 in a table without contacts.
  var missingShare: Double {
    rowCount == 0 ? 0 : Double(rowCount - presentCount) / Double(rowCount)
  }

  /// The share of values that are the only one of their kind, had each the same chance.
  var distinctShare: Double {
    presentCount == 0 ? 0 : min(1, Double(distinctCount) / Double(presentCount))
  }

  /// Whether there are enough values to tell names from levels, and nearly all differ.
  var isNearlyUnique: Bool { presentCount >= 20 && distinctShare >= 0.98 }

  /// The share of sampled values that look like something; 0 when there are none.
  func share(of test: ([UInt8]) -> Bool) -> Double {
    sample.isEmpty ? 0 : Double(sample.count(where: test)) / Double(sample.count)
  }

  private mutating func collect(_ values: [Double]) {
    var counter = DistinctCounter()
    var fromFirst = true
    var first = Double.nan
    for (row, value) in values.enumerated() {
      let hash = StableHash.hash(of: value)
      fingerprint = StableHash.combined(fingerprint, value.isNaN ? 0 : hash)
      if row == 0 { first = value }
      if value != first + Double(row) { fromFirst = false }
      if value.isNaN { continue }
      presentCount += 1
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      if value != value.rounded(.towardZero) { isWhole = false }
      counter.insert(hash)
    }
    distinctCount = counter.count
    isDistinctCountExact = counter.isExact
    countsRows = fromFirst && values.count >= 3 && (first == 0 || first == 1)
  }

  private mutating func collect(_ flags: FlagValues) {
    var counts = (no: 0, yes: 0)
    for state in flags.states {
      fingerprint = StableHash.combined(fingerprint, UInt64(state))
      if state == 0 { counts.no += 1 } else if state == 1 { counts.yes += 1 }
    }
    presentCount = counts.no + counts.yes
    distinctCount = (counts.no > 0 ? 1 : 0) + (counts.yes > 0 ? 1 : 0)
    sample = [flags.noSpelling, flags.yesSpelling].map { Array($0.utf8) }
  }

  private mutating func collect(_ categories: CategoryValues) {
    switch categories.codes {
    case .narrow(let codes): collect(codes, levelCount: categories.levels.count)
    case .medium(let codes): collect(codes, levelCount: categories.levels.count)
    case .wide(let codes): collect(codes, levelCount: categories.levels.count)
    }
    sample = Self.spread(count: categories.levels.count).map { Array(categories.levels[$0].utf8) }
  }

  private mutating func collect<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: [Code], levelCount: Int
  ) {
    var isUsed = [Bool](repeating: false, count: levelCount)
    for code in codes {
      fingerprint = StableHash.combined(fingerprint, UInt64(code))
      guard code != .max, Int(code) < levelCount else { continue }
      presentCount += 1
      isUsed[Int(code)] = true
    }
    distinctCount = isUsed.count { $0 }
  }

  private mutating func collect(_ sets: MultiSelectValues) {
    var isUsed = [Bool](repeating: false, count: sets.levels.count)
    for offset in sets.offsets {
      fingerprint = StableHash.combined(fingerprint, UInt64(offset))
    }
    for member in sets.members {
      fingerprint = StableHash.combined(fingerprint, UInt64(member))
      if Int(member) < isUsed.count { isUsed[Int(member)] = true }
    }
    presentCount = sets.count - sets.missingCount
    distinctCount = isUsed.count { $0 }
    sample = Self.spread(count: sets.levels.count).map { Array(sets.levels[$0].utf8) }
  }

  private mutating func collect(_ texts: TextValues) {
    var counter = DistinctCounter()
    presentCount = texts.count - texts.missingCount
    let step = max(1, presentCount / Self.sampleLimit)
    var seenCount = 0
    texts.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<texts.count {
        let range = texts.offsets[row]..<texts.offsets[row + 1]
        let hash = StableHash.hash(of: bytes, in: range)
        fingerprint = StableHash.combined(fingerprint, hash)
        if range.isEmpty { continue }
        counter.insert(hash)
        if seenCount % step == 0, sample.count < Self.sampleLimit {
          sample.append(Array(bytes[range]))
        }
        seenCount += 1
      }
    }
    distinctCount = counter.count
    isDistinctCountExact = counter.isExact
  }

  /// At most ``sampleLimit`` indices, evenly spread.
  private static func spread(count: Int) -> [Int] {
    count <= sampleLimit
      ? Array(0..<count) : (0..<sampleLimit).map { $0 * count / sampleLimit }
  }
}

extension ContactTable {
  /// What the values of each column tell, in the order of the file.
  func evidence(parallelism: Parallelism) -> [ColumnEvidence] {
    parallelism.mapBlocks(count: columns.count, blockSize: 1) { block, _ in
      ColumnEvidence(of: columns[block].values)
    }
  }
}
