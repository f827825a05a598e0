internal import ContactTables

/// A column seen as levels, whatever type it was read as.
///
/// The same column may be read as numbers in one export and as a category in the next, because of
/// one stray cell. Levels that came from numbers are compared as numbers, so `1` meets `1.0`.
struct LevelReadings {
  let codes: CategoryCodes
  let levels: [String]
  let areNumbers: Bool

  /// Reads a column as levels; nil for dates, which no levels stand for.
  ///
  /// - Complexity: O(1) for categories, O(contacts) otherwise.
  init?(_ values: ColumnValues) {
    switch values {
    case .categories(let values):
      self.init(codes: values.codes, levels: values.levels, areNumbers: false)
    case .flags(let values):
      self.init(
        codes: .narrow(values.states.map { $0 == FlagValues.missing ? .max : min($0, 1) }),
        levels: [values.noSpelling, values.yesSpelling], areNumbers: false)
    case .numbers(let values):
      self.init(
        CategoryValues(values.values.map { $0.isFinite ? Self.spelling($0) : nil }),
        areNumbers: true)
    case .texts(let values), .identifiers(let values):
      self.init(CategoryValues((0..<values.count).map { values[$0] }), areNumbers: false)
    case .multiSelect(let values):
      self.init(
        CategoryValues(
          (0..<values.count).map { row -> String? in
            values[row].isEmpty
              ? nil : values[row].map { values.levels[Int($0)] }.joined(separator: ";")
          }), areNumbers: false)
    case .dates:
      return nil
    }
  }

  /// Levels alone, to be looked up.
  init(levels: [String]) {
    self.init(codes: .narrow([]), levels: levels, areNumbers: false)
  }

  private init(codes: CategoryCodes, levels: [String], areNumbers: Bool) {
    self.codes = codes
    self.levels = levels
    self.areNumbers = areNumbers
  }

  private init(_ values: CategoryValues, areNumbers: Bool) {
    self.init(codes: values.codes, levels: values.levels, areNumbers: areNumbers)
  }

  /// For each of the column's levels its index among `known`, or nil when it is not there.
  ///
  /// - Complexity: O(levels).
  func indices(in known: [String]) -> [Int?] {
    var indexOfLevel: [String: Int] = [:]
    for (index, level) in known.enumerated() {
      let key = areNumbers ? Double(level).map(Self.spelling) ?? level : level
      if indexOfLevel[key] == nil { indexOfLevel[key] = index }
    }
    return levels.map { indexOfLevel[$0] }
  }

  /// The one spelling of a number that levels are compared in.
  static func spelling(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }
}
