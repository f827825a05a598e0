internal import ContactTables

/// What fitting one column comes to.
enum ColumnOutcome {
  case used(FittedColumn)
  case omitted(ColumnOmission)
}

extension FittedColumn {
  /// Learns one column of a recipe from a table that has it.
  static func outcome(
    of recipe: ColumnRecipe, weight: Double, votes: VotePolicy, column: Column, asOf: AsOfDate,
    rows: FittingRows
  ) throws(FeatureError) -> ColumnOutcome {
    guard weight > 0 else {
      return .omitted(ColumnOmission(column: recipe.name, reason: "its weight is 0"))
    }
    let empty = ColumnOutcome.omitted(
      ColumnOmission(column: recipe.name, reason: "no contact has a value"))
    let encoder: ColumnEncoder
    switch recipe.encoding {
    case .levels(let pooling):
      guard let readings = LevelReadings(column.values) else {
        throw column.typeMismatch("levels")
      }
      guard readings.codes.missingCount < rows.rowCount, !readings.levels.isEmpty else {
        return empty
      }
      encoder = .levels(
        LevelEncoder(
          readings, rows: rows, pooling: pooling, indicatorShare: recipe.missing.indicatorShare,
          weight: weight, votes: votes))
    case .flags(let pooling):
      guard case .multiSelect(let values) = column.values else {
        throw column.typeMismatch("sets of levels")
      }
      guard !values.members.isEmpty else { return empty }
      encoder = .sets(
        SetEncoder(values, rows: rows, pooling: pooling, weight: weight, votes: votes))
    default:
      let (source, settings) = try quantity(
        recipe, weight: weight, votes: votes, column: column, asOf: asOf, rows: rows)
      let readings = try column.quantities(for: source).readings
      let (sample, missingShare) = rows.observed(readings)
      guard !sample.isEmpty else { return empty }
      if settings.transform == .log1p, case .number = source, sample.bounds.lowest < 0 {
        throw FeatureError(
          .invalidTransform,
          "column \"\(recipe.name)\" has values below 0, where log1p is not defined; "
            + "use the transform signedLog or none")
      }
      encoder = .quantity(
        QuantityEncoder(
          source: source, sample: sample, missingShare: missingShare, settings: settings))
    }
    return .used(
      FittedColumn(name: recipe.name, weight: weight, missing: recipe.missing, encoder: encoder))
  }

  private static func quantity(
    _ recipe: ColumnRecipe, weight: Double, votes: VotePolicy, column: Column, asOf: AsOfDate,
    rows: FittingRows
  ) throws(FeatureError) -> (QuantitySource, QuantityEncoder.Settings) {
    var settings = QuantityEncoder.Settings(
      indicatorShare: recipe.missing.indicatorShare, weight: weight, votes: votes)
    switch recipe.encoding {
    case .number(let transform, let winsorizing, let scaling),
      .age(let transform, let winsorizing, let scaling):
      settings.transform = transform
      settings.winsorizing = winsorizing
      settings.scaling = scaling
      if case .age = recipe.encoding { return (.age(asOf: asOf), settings) }
      if case .numbers(let values) = column.values {
        return (.number(unit: values.unit), settings)
      }
      return (.number(unit: nil), settings)
    case .score(let method, let order, let scaling):
      settings.scaling = scaling
      return (try column.scores(method, order: order, rows: rows), settings)
    case .flag, .levels, .flags:
      if case .flags(let values) = column.values {
        return (.flag(no: values.noSpelling, yes: values.yesSpelling), settings)
      }
      return (.flag(no: "no", yes: "yes"), settings)
    }
  }
}

extension Column {
  /// The score of each level.
  fileprivate func scores(
    _ method: ScoreMethod, order: [String]?, rows: FittingRows
  ) throws(FeatureError) -> QuantitySource {
    guard let readings = LevelReadings(values) else { throw typeMismatch("ordered levels") }
    let levels: [String]
    if let order {
      levels = order
    } else if case .categories(let values) = values, values.isOrdered {
      levels = values.levels
    } else {
      throw FeatureError(
        .typeMismatch,
        "column \"\(name)\" has no order; give its levels from low to high in the recipe or schema")
    }
    guard Set(levels).count == levels.count else {
      throw FeatureError(.invalidSetting, "the order of column \"\(name)\" names a level twice")
    }
    switch method {
    case .rank:
      return .score(levels: levels, scores: levels.indices.map(Double.init))
    case .midrank:
      let (weights, _) = rows.levelWeights(readings.codes, levelCount: readings.levels.count)
      var levelWeights = [Double](repeating: 0, count: levels.count)
      for (level, index) in zip(weights.indices, readings.indices(in: levels)) {
        if let index { levelWeights[index] += weights[level] }
      }
      let total = max(levelWeights.reduce(0, +), .leastNonzeroMagnitude)
      var below = 0.0
      let scores = levelWeights.map { weight -> Double in
        defer { below += weight }
        return (below + weight / 2) / total
      }
      return .score(levels: levels, scores: scores)
    }
  }
}

extension MissingPolicy {
  var indicatorShare: Double? {
    if case .imputed(let share) = self { share } else { nil }
  }
}
