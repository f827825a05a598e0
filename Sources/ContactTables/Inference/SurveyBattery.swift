/// Columns that look like answers to survey questions on one scale.
enum SurveyBattery {
  /// Fewer columns on the same scale are a coincidence.
  private static let itemCount = 3

  /// The columns that belong to a battery: whole numbers on scales of the same length with 4 to
  /// 11 steps, or the same 4 to 11 levels.
  ///
  /// - Parameters:
  ///   - columns: The columns whose meaning is not known otherwise.
  ///   - table: The table they belong to.
  ///   - evidence: What the values of each column of the table tell.
  /// - Returns: Those of `columns` that have enough companions, ascending.
  static func items(
    among columns: [Int], in table: ContactTable, evidence: [ColumnEvidence]
  ) -> [Int] {
    var columnsOfScale: [String: [Int]] = [:]
    for column in columns {
      guard let scale = scale(of: table.columns[column].values, evidence: evidence[column]) else {
        continue
      }
      columnsOfScale[scale, default: []].append(column)
    }
    return columnsOfScale.values.filter { $0.count >= itemCount }.flatMap(\.self).sorted()
  }

  private static func scale(of values: ColumnValues, evidence: ColumnEvidence) -> String? {
    guard (4...11).contains(evidence.distinctCount) else { return nil }
    switch values {
    case .numbers:
      let width = evidence.maximum - evidence.minimum
      guard evidence.isWhole, (3...10).contains(width), (-5...1).contains(evidence.minimum) else {
        return nil
      }
      return "\(Int(width))"
    case .categories(let categories):
      return categories.levels.sorted().joined(separator: "\u{1F}")
    case .flags, .dates, .multiSelect, .texts, .identifiers:
      return nil
    }
  }
}
