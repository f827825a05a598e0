internal import ContactTables

/// What the missing policies of columns mean for whole contacts.
enum MissingValues {
  /// Throws for the first missing value of a column where that is an error.
  static func checkErrors(
    _ policies: [MissingPolicy], _ columns: [Column]
  ) throws(FeatureError) {
    for (policy, column) in zip(policies, columns) where policy == .error {
      guard let row = column.values.firstMissingRow else { continue }
      let missingCount = (row..<column.count).count { column.values.isMissing($0) }
      throw FeatureError(
        .missingValue,
        "column \"\(column.name)\" has no value for contact \(row + 1) "
          + "(\(missingCount) of \(column.count) are missing); "
          + "impute missing values or drop these contacts")
    }
  }

  /// Whether each contact is kept; nil when all are.
  static func kept(
    _ policies: [MissingPolicy], _ columns: [Column], rowCount: Int
  ) -> [Bool]? {
    var isKept: [Bool]?
    for (policy, column) in zip(policies, columns)
    where policy == .dropped && column.values.firstMissingRow != nil {
      var kept = isKept ?? [Bool](repeating: true, count: rowCount)
      for row in 0..<rowCount where column.values.isMissing(row) { kept[row] = false }
      isKept = kept
    }
    return isKept
  }
}

extension ColumnValues {
  /// Whether a contact has no value; numbers that are not finite count as missing.
  func isMissing(_ row: Int) -> Bool {
    switch self {
    case .numbers(let values): !values.values[row].isFinite
    case .flags(let values): values.states[row] == FlagValues.missing
    case .dates(let values): !values.seconds[row].isFinite
    case .categories(let values): values.codes[row] == nil
    case .multiSelect(let values): values[row].isEmpty
    case .texts(let values), .identifiers(let values):
      values.offsets[row] == values.offsets[row + 1]
    }
  }

  var firstMissingRow: Int? { (0..<count).first { isMissing($0) } }
}
