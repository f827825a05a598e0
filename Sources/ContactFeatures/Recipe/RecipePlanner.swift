internal import ContactTables

/// What an automatic recipe makes of one column.
enum ColumnPlan: Sendable {
  /// It becomes features; the contents are compared with those of other columns.
  case used(ColumnRecipe, ColumnContents)
  /// It is left out, for this reason.
  case omitted(String)
}

/// What a column holds, in the form in which two columns can be compared.
enum ColumnContents: Sendable {
  /// Numbers with the transform and the limits under which they become features.
  case quantity(QuantityReadings, ValueTransform, QuantityEncoder.Limits)
  /// Levels, which may be named otherwise in another column.
  case levels(CategoryCodes, levelCount: Int)
  /// Sets of levels.
  case sets(MultiSelectValues)
}

/// Decides what a column becomes, by looking at it.
struct RecipePlanner: Sendable {
  let rules: FeatureRecipe.Rules
  let asOf: AsOfDate
  let rows: FittingRows

  func plan(_ column: Column, _ entry: ColumnSchema) -> ColumnPlan {
    if column.type == .text { return .omitted("it is free text") }
    if column.type == .identifier { return .omitted("it tells contacts apart") }
    var recipe = ColumnRecipe(
      name: column.name, encoding: .flag,
      missing: .imputed(indicatorShare: rules.indicatorShare), block: entry.basis?.rawValue)

    switch column.values {
    case .numbers(let values):
      return quantity(.values(values.values), of: recipe, isAge: false)
    case .dates(let values):
      return quantity(.ages(seconds: values.seconds, asOf: asOf), of: recipe, isAge: true)
    case .flags(let values):
      let readings = QuantityReadings.states(values.states)
      let sample = rows.sample(of: readings)
      if let reason = emptyReason(observedWeight: sample.totalWeight) { return .omitted(reason) }
      if sample.bounds.lowest == sample.bounds.highest { return .omitted(Self.constant) }
      recipe.reason = "yes or no"
      return .used(recipe, .quantity(readings, .none, .none))
    case .categories(let values):
      if let order = entry.order, !order.isEmpty {
        return score(values, order: order, of: recipe)
      }
      return values.isOrdered
        ? score(values, order: nil, of: recipe) : levels(values, of: recipe)
    case .multiSelect(let values):
      return sets(values, of: recipe)
    case .texts, .identifiers:
      return .omitted("it is free text")
    }
  }

  private static let constant = "all contacts have the same value"

  private func emptyReason(observedWeight: Double) -> String? {
    guard observedWeight > 0 else { return "no contact has a value" }
    let missingShare = (rows.totalWeight - observedWeight) / rows.totalWeight
    return missingShare > rules.emptyShare
      ? "\(Int((100 * missingShare).rounded(.down)))% of the contacts have no value" : nil
  }
}

// MARK: Quantities
extension RecipePlanner {
  private func quantity(
    _ readings: QuantityReadings, of recipe: ColumnRecipe, isAge: Bool
  ) -> ColumnPlan {
    let sample = rows.sample(of: readings)
    if let reason = emptyReason(observedWeight: sample.totalWeight) { return .omitted(reason) }
    let (lowest, highest) = sample.bounds
    if lowest == highest { return .omitted(Self.constant) }
    let limits = QuantityEncoder.Limits(of: sample, rules.winsorizing)
    if limits.lower == limits.upper {
      return .omitted("nearly all contacts have the same value")
    }
    let transform = transform(of: sample, lowest: lowest)
    var recipe = recipe
    recipe.encoding =
      isAge
      ? .age(transform: transform, winsorizing: rules.winsorizing, scaling: rules.scaling)
      : .number(transform: transform, winsorizing: rules.winsorizing, scaling: rules.scaling)
    recipe.reason =
      (isAge ? "age of the date in days" : "number")
      + (transform == .log1p ? ", as a logarithm because it is skewed" : "")
    return .used(recipe, .quantity(readings, transform, limits))
  }

  /// A logarithm for skewed amounts and counts, where it takes away at least half of the skewness;
  /// that of two values, for one, it cannot change.
  ///
  /// Values of both signs keep their scale: a signed logarithm would pull the two signs apart into
  /// two groups that are not there.
  private func transform(of sample: Sample, lowest: Double) -> ValueTransform {
    guard lowest >= 0 else { return .none }
    let skewness = sample.skewness
    guard skewness > rules.skewnessLimit else { return .none }
    let logarithms = sample.mapped { ValueTransform.log1p.applied(to: $0) }
    return abs(logarithms.skewness) <= skewness / 2 ? .log1p : .none
  }
}

// MARK: Levels
extension RecipePlanner {
  private func score(
    _ values: CategoryValues, order: [String]?, of recipe: ColumnRecipe
  ) -> ColumnPlan {
    let known = order ?? values.levels
    let readings = LevelReadings(levels: values.levels)
    let scores = readings.indices(in: known).map { $0.map(Double.init) ?? .nan }
    let quantities = QuantityReadings.codes(values.codes, numbers: scores)
    let sample = rows.sample(of: quantities)
    if let reason = emptyReason(observedWeight: sample.totalWeight) { return .omitted(reason) }
    if sample.bounds.lowest == sample.bounds.highest { return .omitted(Self.constant) }
    var recipe = recipe
    recipe.encoding = .score(method: rules.scoreMethod, order: order, scaling: rules.scaling)
    recipe.reason = "ordered levels as scores"
    return .used(recipe, .quantity(quantities, .none, .none))
  }

  private func levels(_ values: CategoryValues, of recipe: ColumnRecipe) -> ColumnPlan {
    let (weights, missing) = rows.levelWeights(values.codes, levelCount: values.levels.count)
    let observed = rows.totalWeight - missing
    if let reason = emptyReason(observedWeight: observed) { return .omitted(reason) }
    let levelCount = weights.count { $0 > 0 }
    if levelCount <= 1 { return .omitted(Self.constant) }
    let observedCount = values.codes.count - values.codes.missingCount
    if observedCount >= 10, Double(levelCount) >= rules.distinctShareLimit * Double(observedCount) {
      return .omitted("nearly each contact has a value of its own (\(levelCount) distinct)")
    }
    let kept = rules.pooling.keptLevels(
      values.levels, weights: weights, totalWeight: rows.totalWeight)
    let covered = kept.reduce(0) { $0 + weights[$1] } / observed
    if levelCount > rules.levelCountLimit, covered < rules.coverage {
      return .omitted(
        "it has \(levelCount) levels, and those that are frequent cover only "
          + "\(Int((100 * covered).rounded(.down)))% of the contacts")
    }
    var recipe = recipe
    recipe.encoding = .levels(pooling: rules.pooling)
    recipe.reason =
      kept.count < levelCount
      ? "\(levelCount) levels, \(levelCount - kept.count) of them rare and pooled"
      : "\(levelCount) levels"
    return .used(recipe, .levels(values.codes, levelCount: values.levels.count))
  }

  private func sets(_ values: MultiSelectValues, of recipe: ColumnRecipe) -> ColumnPlan {
    let (weights, missing) = rows.levelWeights(values)
    if let reason = emptyReason(observedWeight: rows.totalWeight - missing) {
      return .omitted(reason)
    }
    let levelCount = weights.count { $0 > 0 }
    let kept = rules.pooling.keptLevels(
      values.levels, weights: weights, totalWeight: rows.totalWeight)
    if levelCount > rules.levelCountLimit,
      !kept.contains(where: { weights[$0] >= rules.pooling.rareShare * rows.totalWeight })
    {
      return .omitted("none of its \(levelCount) levels is frequent")
    }
    if weights.allSatisfy({ $0 == 0 || $0 == rows.totalWeight }) { return .omitted(Self.constant) }
    var recipe = recipe
    recipe.encoding = .flags(pooling: rules.pooling)
    recipe.reason = "sets of \(levelCount) levels, each a flag"
    return .used(recipe, .sets(values))
  }
}
