internal import ContactTables

/// The contacts that something is learned from, and how much each counts.
struct FittingRows: Sendable {
  let rowCount: Int
  /// Weights, 0 for contacts that were dropped; nil when all contacts weigh 1.
  let weights: [Double]?
  let totalWeight: Double

  /// Checks the weights.
  init(rowCount: Int, weights: [Double]?) throws(FeatureError) {
    try RowWeights.check(weights, rowCount: rowCount)
    self.init(rowCount: rowCount, checked: weights)
  }

  private init(rowCount: Int, checked weights: [Double]?) {
    self.rowCount = rowCount
    self.weights = weights
    totalWeight = weights?.reduce(0, +) ?? Double(rowCount)
  }

  /// The same contacts without those that are not kept.
  func keeping(_ isKept: [Bool]) -> FittingRows {
    let kept = (0..<rowCount).map { isKept[$0] ? weights?[$0] ?? 1 : 0 }
    return FittingRows(rowCount: rowCount, checked: kept)
  }

  /// The observed numbers of a column, and the share of contacts without one.
  func observed(_ readings: QuantityReadings) -> (sample: Sample, missingShare: Double) {
    let sample = sample(of: readings)
    let countingRows = weights?.count { $0 > 0 } ?? rowCount
    guard sample.values.count < countingRows else { return (sample, 0) }
    return (sample, max(0, totalWeight - sample.totalWeight) / totalWeight)
  }

  /// The observed numbers of a column.
  func sample(of readings: QuantityReadings) -> Sample {
    var values: [Double] = []
    values.reserveCapacity(rowCount)
    guard let weights else {
      readings.forEach(in: 0..<rowCount) { _, value in
        if !value.isNaN { values.append(value) }
      }
      return Sample(values: values)
    }
    var observedWeights: [Double] = []
    readings.forEach(in: 0..<rowCount) { row, value in
      guard !value.isNaN, weights[row] > 0 else { return }
      values.append(value)
      observedWeights.append(weights[row])
    }
    // Contacts that were dropped leave equal weights behind, which are no weights.
    let areEqual = observedWeights.allSatisfy { $0 == 1 }
    return Sample(values: values, weights: areEqual ? nil : observedWeights)
  }

  /// The weight of each level, and of the contacts without one.
  func levelWeights(_ codes: CategoryCodes, levelCount: Int) -> (levels: [Double], missing: Double)
  {
    var levels = [Double](repeating: 0, count: levelCount)
    var missing = 0.0
    codes.forEach(in: 0..<rowCount) { row, code in
      let weight = weights?[row] ?? 1
      if code < 0 { missing += weight } else { levels[code] += weight }
    }
    return (levels, missing)
  }

  /// The weight of the contacts that have each level of a column of sets, and of empty sets.
  func levelWeights(_ values: MultiSelectValues) -> (levels: [Double], missing: Double) {
    var levels = [Double](repeating: 0, count: values.levels.count)
    var missing = 0.0
    for row in 0..<rowCount {
      let weight = weights?[row] ?? 1
      let members = values[row]
      if members.isEmpty { missing += weight }
      for member in members { levels[Int(member)] += weight }
    }
    return (levels, missing)
  }
}
