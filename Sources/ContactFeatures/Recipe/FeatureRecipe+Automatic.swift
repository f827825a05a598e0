public import ContactTables
public import ParallelBlocks

extension FeatureRecipe {
  /// Writes a recipe from the data: what each column that serves segmentation becomes, and which are
  /// left out, with the reasons.
  ///
  /// Only columns with the role segmentation are looked at. Numbers, flags, dates, ordered and plain
  /// categories and sets become features; free text, identifiers, and columns that are constant,
  /// almost empty, almost constant, different for nearly each contact, or that repeat an earlier
  /// column are left out.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - schema: The role, basis and order of each column; the basis becomes the column's block.
  ///   - rules: The thresholds.
  ///   - asOf: From when ages are counted back; nil: the newest date in the columns used.
  ///   - weights: How many contacts each row stands for; nil when all weigh 1.
  ///   - parallelism: The number of threads; the result does not depend on it.
  /// - Returns: A recipe, to be fitted as it is or changed first.
  /// - Throws: ``FeatureError`` when the table has no contacts or no column can be used; the message
  ///   says why for each.
  /// - Complexity: O(contacts × columns); O(contacts × columns²) when many columns are alike.
  public static func automatic(
    for table: ContactTable, schema: Schema, rules: Rules = Rules(), asOf: AsOfDate? = nil,
    weights: [Double]? = nil, parallelism: Parallelism = .automatic
  ) throws(FeatureError) -> FeatureRecipe {
    guard table.rowCount > 0 else {
      throw FeatureError(.emptyTable, "the table has no contacts")
    }
    let rows = try FittingRows(rowCount: table.rowCount, weights: weights)
    var entries: [String: ColumnSchema] = [:]
    for entry in schema.columns where entries[entry.name] == nil { entries[entry.name] = entry }
    let candidates = table.columns.compactMap { column -> Candidate? in
      guard let entry = entries[column.name], entry.role == .segmentation else { return nil }
      return Candidate(column: column, entry: entry)
    }
    guard !candidates.isEmpty else { throw FeatureError.noSegmentationColumn(table, schema) }
    let columns = candidates.map(\.column)
    let referenceDate = asOf ?? AsOfDate.newest(in: columns, rows: rows)

    let planner = RecipePlanner(rules: rules, asOf: referenceDate, rows: rows)
    let plans = parallelism.mapBlocks(count: columns.count, blockSize: 1) { index, _ in
      planner.plan(candidates[index].column, candidates[index].entry)
    }
    let repeated = DuplicateColumns(rules: rules, rows: rows).originals(
      of: plans, parallelism: parallelism)

    var recipes: [ColumnRecipe] = []
    var omissions: [ColumnOmission] = []
    for (index, plan) in plans.enumerated() {
      if let original = repeated[index] {
        omissions.append(
          ColumnOmission(
            column: columns[index].name, reason: "it says the same as \(columns[original].name)"))
        continue
      }
      switch plan {
      case .used(let recipe, _): recipes.append(recipe)
      case .omitted(let reason):
        omissions.append(ColumnOmission(column: columns[index].name, reason: reason))
      }
    }
    guard !recipes.isEmpty else { throw FeatureError.noUsableColumn(omissions) }
    return FeatureRecipe(columns: recipes, asOf: asOf, omissions: omissions)
  }
}

/// A column that may become features, and what the schema says of it.
private struct Candidate: Sendable {
  let column: Column
  let entry: ColumnSchema
}

extension FeatureError {
  /// No column has the role segmentation; says which roles there are.
  fileprivate static func noSegmentationColumn(
    _ table: ContactTable, _ schema: Schema
  ) -> FeatureError {
    let listed = schema.columns.prefix(10).map { column in
      column.reason.isEmpty
        ? "\(column.name): \(column.role.rawValue)"
        : "\(column.name): \(column.role.rawValue). \(column.reason)"
    }
    let rest = schema.columns.count > 10 ? "\n  … and \(schema.columns.count - 10) more" : ""
    return FeatureError(
      .noUsableColumn,
      "none of the \(table.columns.count) columns has the role segmentation; give that role to the "
        + "columns that segments should be found in, or choose another goal. The columns are\n  "
        + listed.joined(separator: "\n  ") + rest)
  }
}
