public import ContactTables
public import ParallelBlocks

extension FeatureRecipe: Estimator {
  /// Learns a vectorizer from contacts that all weigh 1.
  ///
  /// - Throws: ``FeatureError``; see ``fitted(to:schema:weights:parallelism:)``.
  /// - Complexity: O(contacts × columns).
  public func fitted(to table: ContactTable) throws(FeatureError) -> Vectorizer {
    try fitted(to: table, schema: nil)
  }

  /// Learns a vectorizer.
  ///
  /// A column in which no contact has a value, or whose weight is 0, is left out and listed in the
  /// vectorizer's omissions. The result does not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - table: The contacts; columns that the recipe does not name are not looked at.
  ///   - schema: The roles of the columns; columns that are personal, identify contacts or are
  ///     outcomes are refused. nil: only identifiers and free text, by their type.
  ///   - weights: How many contacts each row stands for; nil when all weigh 1.
  ///   - parallelism: The number of threads.
  /// - Returns: The recipe with what was learned.
  /// - Throws: ``FeatureError`` when the table has no contacts or lacks a column, a column has
  ///   another type than its recipe needs, a column is refused, or no column can be used.
  /// - Complexity: O(contacts × columns).
  public func fitted(
    to table: ContactTable, schema: Schema?, weights: [Double]? = nil,
    parallelism: Parallelism = .automatic
  ) throws(FeatureError) -> Vectorizer {
    try validate()
    if let schema { try check(against: schema) }
    guard table.rowCount > 0 else {
      throw FeatureError(.emptyTable, "the table has no contacts")
    }
    let sources = try sources(in: table)
    let rows = try keptRows(
      of: sources, among: FittingRows(rowCount: table.rowCount, weights: weights))
    let hasAges = columns.contains { if case .age = $0.encoding { true } else { false } }
    let asOf = hasAges ? self.asOf ?? AsOfDate.newest(in: sources, rows: rows) : nil

    let outcomes = parallelism.mapBlocks(count: columns.count, blockSize: 1) {
      index, _ -> Result<ColumnOutcome, FeatureError> in
      Result { () throws(FeatureError) -> ColumnOutcome in
        try FittedColumn.outcome(
          of: columns[index], weight: weight(of: columns[index]), votes: votes,
          column: sources[index], asOf: asOf ?? AsOfDate(seconds: 0), rows: rows)
      }
    }
    var used: [FittedColumn] = []
    var omissions = self.omissions
    for outcome in outcomes {
      switch try outcome.get() {
      case .used(let column): used.append(column)
      case .omitted(let omission): omissions.append(omission)
      }
    }
    guard !used.isEmpty else { throw FeatureError.noUsableColumn(omissions) }
    return Vectorizer(recipe: self, asOf: asOf, omissions: omissions, columns: used)
  }

  /// Checks that no column that must never reach a matrix is named.
  ///
  /// - Throws: ``FeatureError`` that names the first column whose role forbids it.
  public func check(against schema: Schema) throws(FeatureError) {
    for column in columns {
      guard let role = schema[column.name]?.role,
        [.personal, .identifier, .outcome].contains(role)
      else { continue }
      let why =
        switch role {
        case .personal: "is about a person in particular and must not shape segments"
        case .identifier: "tells contacts apart and says nothing about what they share"
        default: "is an outcome, by which segments are judged, and must not shape them"
        }
      throw FeatureError(
        .forbiddenColumn,
        "column \"\(column.name)\" \(why); remove it from the recipe, or correct its role in the "
          + "schema if that is wrong")
    }
  }

  /// The weight of a column times that of its block.
  private func weight(of column: ColumnRecipe) -> Double {
    column.weight * (column.block.flatMap { blockWeights[$0] } ?? 1)
  }

  private func sources(in table: ContactTable) throws(FeatureError) -> [Column] {
    var columnOfName: [String: Column] = [:]
    for column in table.columns { columnOfName[column.name] = column }
    var sources: [Column] = []
    for recipe in columns {
      guard let column = columnOfName[recipe.name] else {
        throw FeatureError(
          .unknownColumn,
          "the recipe names column \"\(recipe.name)\", which is not among the table's "
            + "\(table.columns.count) columns")
      }
      guard column.type != .identifier, column.type != .text else {
        throw FeatureError(
          .forbiddenColumn,
          "column \"\(recipe.name)\" was read as \(column.type.rawValue), which cannot become "
            + "features; remove it from the recipe, or give it another type in the schema")
      }
      sources.append(column)
    }
    return sources
  }

  /// The contacts without those that a column's policy drops.
  private func keptRows(
    of sources: [Column], among rows: FittingRows
  ) throws(FeatureError) -> FittingRows {
    try MissingValues.checkErrors(columns.map(\.missing), sources)
    let isKept = MissingValues.kept(columns.map(\.missing), sources, rowCount: rows.rowCount)
    guard let isKept else { return rows }
    let kept = rows.keeping(isKept)
    guard kept.totalWeight > 0 else {
      throw FeatureError(
        .missingValue,
        "every contact lacks a value in one of the columns; impute missing values instead")
    }
    return kept
  }
}

extension FeatureRecipe {
  /// Checks the settings that a person may have written.
  private func validate() throws(FeatureError) {
    func require(_ condition: Bool, _ message: String) throws(FeatureError) {
      guard condition else { throw FeatureError(.invalidSetting, message) }
    }
    try require(
      recipeVersion == Self.currentVersion,
      "the recipe has version \(recipeVersion), but version \(Self.currentVersion) is expected")
    try require(
      Set(columns.map(\.name)).count == columns.count, "the recipe names a column twice")
    for (block, weight) in blockWeights.sorted(by: { $0.key < $1.key }) {
      try require(
        weight >= 0 && weight.isFinite, "the weight of block \"\(block)\" must be 0 or more")
    }
    for column in columns {
      let place = "column \"\(column.name)\" of the recipe"
      let weight = self.weight(of: column)
      try require(
        column.weight >= 0 && weight.isFinite && weight < 1e100,
        "\(place): the weight must be 0 or more, and not huge")
      try require(
        weight == 0 || weight > 1e-100, "\(place): the weight is too small; use 0 to leave it out")
      switch column.encoding {
      case .number(_, let winsorizing?, _), .age(_, let winsorizing?, _):
        try require(
          (0...0.5).contains(winsorizing.lower) && (0.5...1).contains(winsorizing.upper),
          "\(place): winsorizing needs a lower limit in 0...0.5 and an upper limit in 0.5...1")
      case .levels(let pooling), .flags(let pooling):
        try require(
          pooling.levelLimit >= 1 && (0...1).contains(pooling.rareShare) && pooling.rareCount >= 0,
          "\(place): pooling needs a rareShare in 0...1, a rareCount of 0 or more and a "
            + "levelLimit of at least 1")
      default: break
      }
      if let share = column.missing.indicatorShare {
        try require(
          (0...1).contains(share), "\(place): indicatorShare must be in 0...1, or absent for never")
      }
    }
  }
}

extension FeatureError {
  /// Every column was left out; says why for the first of them.
  static func noUsableColumn(_ omissions: [ColumnOmission]) -> FeatureError {
    guard !omissions.isEmpty else {
      return FeatureError(
        .noUsableColumn, "there is no column to make features from; name at least one")
    }
    let listed = omissions.prefix(10).map { "\($0.column): \($0.reason)" }
    let rest = omissions.count > 10 ? "; and \(omissions.count - 10) more" : ""
    return FeatureError(
      .noUsableColumn,
      "no column can be used to find segments. " + listed.joined(separator: "; ") + rest
        + ". Give at least one column with differing values the role segmentation.")
  }
}

extension AsOfDate {
  /// The newest date of the contacts that count; 1970-01-01 when there is none.
  static func newest(in columns: [Column], rows: FittingRows) -> AsOfDate {
    var newest = -Double.infinity
    for column in columns {
      guard case .dates(let dates) = column.values else { continue }
      for (row, seconds) in dates.seconds.enumerated() {
        if seconds.isFinite && seconds > newest && (rows.weights?[row] ?? 1) > 0 {
          newest = seconds
        }
      }
    }
    return AsOfDate(seconds: newest.isFinite ? newest : 0)
  }
}
