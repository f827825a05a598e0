public import ContactTables

extension FeatureRecipe {
  /// Numbers as they are, or scaled and nothing else: no logarithm, no limits, no votes.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - names: The columns to use, in this order; nil: all that were read as numbers or flags.
  ///   - scaling: How they are scaled; flags are scaled as 0 and 1.
  ///   - missing: What happens to contacts without a value. Imputed values are medians; scales are
  ///     learned from the observed values.
  /// - Returns: A recipe for these columns.
  /// - Throws: ``FeatureError`` when a named column is not there or does not hold numbers, or there
  ///   is no such column at all.
  /// - Complexity: O(columns).
  public static func plain(
    for table: ContactTable, columns names: [String]? = nil, scaling: Scaling = .standard,
    missing: MissingPolicy = .error
  ) throws(FeatureError) -> FeatureRecipe {
    var columns: [Column] = []
    if let names {
      for name in names {
        guard let column = table.column(named: name) else {
          throw FeatureError(
            .unknownColumn,
            "column \"\(name)\" is not among the table's \(table.columns.count) columns")
        }
        guard column.type == .number || column.type == .flag else {
          throw column.typeMismatch("numbers")
        }
        columns.append(column)
      }
    } else {
      columns = table.columns.filter { $0.type == .number || $0.type == .flag }
    }
    guard !columns.isEmpty else {
      throw FeatureError.noUsableColumn(
        table.columns.map {
          ColumnOmission(
            column: $0.name, reason: "read as \($0.type.rawValue), but numbers are needed")
        })
    }
    return FeatureRecipe(
      columns: columns.map { column in
        ColumnRecipe(
          name: column.name,
          encoding: .number(transform: .none, winsorizing: nil, scaling: scaling),
          missing: missing, reason: "numbers, scaling: \(scaling.rawValue)")
      },
      votes: .asScaled)
  }
}
