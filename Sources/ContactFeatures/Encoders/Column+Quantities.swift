internal import ContactTables

extension Column {
  /// The column as one number for each contact, and how many values could not be read as one.
  ///
  /// A column that was read as another type is read again as far as that makes sense: levels and
  /// texts that spell numbers, numbers and words that spell a flag. When more than half of the
  /// values cannot be read, the column is taken to be another one than was meant.
  func quantities(
    for source: QuantitySource
  ) throws(FeatureError) -> (readings: QuantityReadings, unreadableCount: Int) {
    switch (source, values) {
    case (.number, .numbers(let values)):
      return (.values(values.values), 0)
    case (.number, .flags(let values)), (.flag, .flags(let values)):
      return (.states(values.states), 0)
    case (.age(let asOf), .dates(let values)):
      return (.ages(seconds: values.seconds, asOf: asOf), 0)
    case (.age, _), (_, .dates), (.number, .multiSelect):
      throw typeMismatch(source.expectation)
    default:
      guard let levels = LevelReadings(values) else { throw typeMismatch(source.expectation) }
      return try quantities(for: source, levels: levels)
    }
  }

  private func quantities(
    for source: QuantitySource, levels: LevelReadings
  ) throws(FeatureError) -> (readings: QuantityReadings, unreadableCount: Int) {
    let numbers: [Double]
    switch source {
    case .number:
      numbers = levels.levels.map { Double($0) ?? .nan }.map { $0.isFinite ? $0 : .nan }
    case .flag(let no, let yes):
      numbers = levels.levels.map { Self.flag($0, no: no, yes: yes) }
    case .score(let known, let scores):
      numbers = levels.indices(in: known).map { $0.map { scores[$0] } ?? .nan }
    case .age:
      throw typeMismatch(source.expectation)
    }
    var unreadableCount = 0
    var observedCount = 0
    levels.codes.forEach(in: 0..<levels.codes.count) { _, code in
      guard code >= 0 else { return }
      observedCount += 1
      if numbers[code].isNaN { unreadableCount += 1 }
    }
    guard 2 * unreadableCount <= observedCount else {
      throw FeatureError(
        .typeMismatch,
        "\(unreadableCount) of \(observedCount) values in column \"\(name)\" cannot be read as "
          + "\(source.expectation); give the column that type or remove it from the recipe")
    }
    return (.codes(levels.codes, numbers: numbers), unreadableCount)
  }

  func typeMismatch(_ expected: String) -> FeatureError {
    FeatureError(
      .typeMismatch,
      "column \"\(name)\" was read as \(type.rawValue), but the recipe needs \(expected); "
        + "give the column that type in the schema or remove it from the recipe")
  }

  private static func flag(_ text: String, no: String, yes: String) -> Double {
    let word = text.lowercased()
    if word == no.lowercased() { return 0 }
    if word == yes.lowercased() { return 1 }
    if ["0", "no", "n", "false", "f", "off"].contains(word) { return 0 }
    if ["1", "yes", "y", "true", "t", "on"].contains(word) { return 1 }
    return .nan
  }
}

/// Where the number of a quantity comes from.
enum QuantitySource: Sendable, Hashable, Codable {
  case number(unit: String?)
  case age(asOf: AsOfDate)
  case flag(no: String, yes: String)
  case score(levels: [String], scores: [Double])

  /// What a column must hold, in words for a message.
  var expectation: String {
    switch self {
    case .number: "numbers"
    case .age: "dates"
    case .flag: "yes and no"
    case .score: "the ordered levels it was fitted to"
    }
  }
}
