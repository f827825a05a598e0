internal import ContactTables
internal import ParallelBlocks

/// One column on its way into the matrix: what is read, how it is encoded, and where it goes.
struct FeatureWriter: Sendable {
  /// What was met in one column, in one block of rows or all.
  struct Counts: Sendable {
    var missing = 0
    /// Levels without a feature of their own.
    var other = 0
    /// Dates after the as-of date.
    var later = 0
  }

  /// What is read.
  enum Work: Sendable {
    case quantity(QuantityReadings, QuantityEncoder)
    /// `slots` has the feature of each level; nil: it has none of its own, and gets `unseen`, if that
    /// is not nil.
    case levels(CategoryCodes, slots: [Int?], unseen: Int?, LevelEncoder)
    case sets(MultiSelectValues, slots: [Int?], unseen: Int?, SetEncoder)
    /// Nobody has a value: every contact has these features.
    case absent([Double])
  }

  /// Rows are written in blocks of this size, so that a block stays in the cache for all columns.
  static let blockSize = 1_024

  let work: Work
  let firstFeature: Int
  let unreadableCount: Int

  init(
    column: FittedColumn, source: Column?, firstFeature: Int, unseen: UnseenLevels
  ) throws(FeatureError) {
    self.firstFeature = firstFeature
    guard let source else {
      unreadableCount = 0
      work = .absent(column.encoder.featuresOfMissing)
      return
    }
    switch column.encoder {
    case .quantity(let encoder):
      let (readings, unreadableCount) = try source.quantities(for: encoder.source)
      self.unreadableCount = unreadableCount
      work = .quantity(readings, encoder)
    case .levels(let encoder):
      guard let readings = LevelReadings(source.values) else {
        throw source.typeMismatch("levels")
      }
      unreadableCount = 0
      work = .levels(
        readings.codes, slots: readings.indices(in: encoder.levels),
        unseen: unseen == .missing ? encoder.missingSlot : encoder.otherSlot, encoder)
    case .sets(let encoder):
      let values = try source.sets()
      unreadableCount = 0
      work = .sets(
        values, slots: LevelReadings(levels: values.levels).indices(in: encoder.levels),
        unseen: unseen == .missing ? nil : encoder.otherSlot, encoder)
    }
  }
}

extension FeatureWriter {
  /// Writes all columns into one buffer in row order; returns it and the counts of each column.
  ///
  /// - Complexity: O(rows × features).
  static func write(
    _ writers: [FeatureWriter], rowCount: Int, featureCount: Int, parallelism: Parallelism
  ) -> (elements: [Double], counts: [Counts]) {
    var counts = [Counts](repeating: Counts(), count: writers.count)
    let elements = [Double](unsafeUninitializedCapacity: rowCount * featureCount) {
      buffer, initializedCount in
      let output = DisjointWrites(buffer)
      let blocks = parallelism.mapBlocks(count: rowCount, blockSize: blockSize) { _, rows in
        let block = output.slice(rows.lowerBound * featureCount..<rows.upperBound * featureCount)
        block.initialize(repeating: 0)
        return writers.map { $0.write(rows, to: block, featureCount: featureCount) }
      }
      for block in blocks {
        for (column, found) in block.enumerated() {
          counts[column].missing += found.missing
          counts[column].other += found.other
          counts[column].later += found.later
        }
      }
      initializedCount = rowCount * featureCount
    }
    return (elements, counts)
  }

  /// Writes this column's features of a block of rows, which hold zeros.
  private func write(
    _ rows: Range<Int>, to block: UnsafeMutableBufferPointer<Double>, featureCount: Int
  ) -> Counts {
    var counts = Counts()
    let origin = firstFeature - rows.lowerBound * featureCount
    switch work {
    case .quantity(let readings, let encoder):
      let imputed = encoder.encoded(encoder.imputed)
      let isAge = if case .age = encoder.source { true } else { false }
      readings.forEach(in: rows) { row, value in
        let place = origin + row * featureCount
        if value.isNaN {
          counts.missing += 1
          block[place] = imputed
          if let multiplier = encoder.indicatorMultiplier { block[place + 1] = multiplier }
        } else {
          if isAge && value < 0 { counts.later += 1 }
          block[place] = encoder.encoded(value)
        }
      }
    case .levels(let codes, let slots, let unseen, let encoder):
      let multiplier = encoder.multiplier
      let missingSlot = encoder.missingSlot
      codes.forEach(in: rows) { row, code in
        var slot: Int? = missingSlot
        if code < 0 {
          counts.missing += 1
        } else {
          slot = slots[code]
          if slot == nil {
            counts.other += 1
            slot = unseen
          }
        }
        if let slot { block[origin + row * featureCount + slot] = multiplier }
      }
    case .sets(let values, let slots, let unseen, let encoder):
      for row in rows {
        let members = values[row]
        if members.isEmpty { counts.missing += 1 }
        var hasOther = false
        for member in members {
          let slot = slots[Int(member)]
          if slot == nil { hasOther = true }
          if let slot = slot ?? unseen {
            block[origin + row * featureCount + slot] = encoder.multiplier
          }
        }
        if hasOther { counts.other += 1 }
      }
    case .absent(let features):
      for row in rows {
        for (index, value) in features.enumerated() {
          block[origin + row * featureCount + index] = value
        }
      }
      counts.missing = rows.count
    }
    return counts
  }
}

extension ColumnEncoder {
  /// The features of a contact without a value.
  var featuresOfMissing: [Double] {
    var features = [Double](repeating: 0, count: featureCount)
    switch self {
    case .quantity(let encoder):
      features[0] = encoder.encoded(encoder.imputed)
      if let multiplier = encoder.indicatorMultiplier { features[1] = multiplier }
    case .levels(let encoder):
      features[encoder.missingSlot] = encoder.multiplier
    case .sets:
      break
    }
    return features
  }
}

extension Column {
  /// The column as sets of levels; a single level is a set of one.
  fileprivate func sets() throws(FeatureError) -> MultiSelectValues {
    if case .multiSelect(let values) = values { return values }
    guard type != .number, let readings = LevelReadings(values) else {
      throw typeMismatch("sets of levels")
    }
    var offsets = [0]
    var members: [UInt32] = []
    readings.codes.forEach(in: 0..<count) { _, code in
      if code >= 0 { members.append(UInt32(code)) }
      offsets.append(members.count)
    }
    return MultiSelectValues(levels: readings.levels, offsets: offsets, members: members)
  }
}
