internal import ContactTables

/// What was learned about one original column.
struct FittedColumn: Sendable, Hashable, Codable {
  let name: String
  /// The weight of the column times that of its block.
  let weight: Double
  let missing: MissingPolicy
  let encoder: ColumnEncoder

  /// The features that the column becomes, in the order of the matrix.
  var features: [Feature] {
    zip(encoder.featureRoles, encoder.standardDeviations).map { role, deviation in
      Feature(
        name: name + role.suffix, column: name, kind: role.kind, level: role.level,
        unit: role.unit, weight: weight, standardDeviation: deviation)
    }
  }
}

/// The learned way from a column to its features.
enum ColumnEncoder: Sendable, Hashable, Codable {
  case quantity(QuantityEncoder)
  case levels(LevelEncoder)
  case sets(SetEncoder)

  var featureCount: Int {
    switch self {
    case .quantity(let encoder): encoder.featureCount
    case .levels(let encoder): encoder.featureCount
    case .sets(let encoder): encoder.featureCount
    }
  }

  var standardDeviations: [Double] {
    switch self {
    case .quantity(let encoder): encoder.standardDeviations
    case .levels(let encoder): encoder.standardDeviations
    case .sets(let encoder): encoder.standardDeviations
    }
  }

  /// The share of contacts with a rare level among those it was fitted to.
  var otherShare: Double {
    switch self {
    case .quantity: 0
    case .levels(let encoder): encoder.otherShare
    case .sets(let encoder): encoder.otherShare
    }
  }

  /// The natural value of one of the column's features.
  func natural(_ value: Double, feature: Int) -> Double {
    switch self {
    case .quantity(let encoder):
      feature == 0 ? encoder.natural(value) : value / (encoder.indicatorMultiplier ?? 1)
    case .levels(let encoder): value / encoder.multiplier
    case .sets(let encoder): value / encoder.multiplier
    }
  }
}

/// What one of a column's features says.
struct FeatureRole {
  let kind: Feature.Kind
  var level: String?
  var unit: String?

  /// What distinguishes the feature from the others of its column.
  var suffix: String {
    switch kind {
    case .number, .age, .score, .flag: ""
    case .level: ": \(level ?? "")"
    case .otherLevels: " (other)"
    case .missing: " (missing)"
    }
  }
}

extension ColumnEncoder {
  var featureRoles: [FeatureRole] {
    switch self {
    case .quantity(let encoder):
      let role =
        switch encoder.source {
        case .number(let unit): FeatureRole(kind: .number, unit: unit)
        case .age: FeatureRole(kind: .age, unit: "days")
        case .flag: FeatureRole(kind: .flag)
        case .score: FeatureRole(kind: .score)
        }
      return encoder.indicatorMultiplier == nil ? [role] : [role, FeatureRole(kind: .missing)]
    case .levels(let encoder):
      return encoder.levels.map { FeatureRole(kind: .level, level: $0) }
        + (encoder.hasOther ? [FeatureRole(kind: .otherLevels)] : [])
        + (encoder.hasMissing ? [FeatureRole(kind: .missing)] : [])
    case .sets(let encoder):
      return encoder.levels.map { FeatureRole(kind: .level, level: $0) }
        + (encoder.hasOther ? [FeatureRole(kind: .otherLevels)] : [])
    }
  }

  /// What is wrong with an encoder that was read from a file; nil when it can be used.
  var fault: String? {
    switch self {
    case .quantity(let encoder):
      if case .score(let levels, let scores) = encoder.source, levels.count != scores.count {
        return "there is not one score for each level"
      }
      guard encoder.limits.lower <= encoder.limits.upper else {
        return "its lower limit is above its upper limit"
      }
      let multipliers = [encoder.multiplier, encoder.indicatorMultiplier ?? 1]
      return multipliers.allSatisfy(Self.isUsable)
        && encoder.standardDeviations.count == featureCount
        ? nil : "a multiplier is not positive or a deviation is missing"
    case .levels(let encoder):
      let expected =
        encoder.levels.count + (encoder.hasOther ? 1 : 0) + (encoder.hasMissing ? 1 : 0)
      return Self.isUsable(encoder.multiplier) && !encoder.levels.isEmpty
        && encoder.shares.count == expected
        ? nil : "there is not one share for each level"
    case .sets(let encoder):
      return Self.isUsable(encoder.multiplier)
        && encoder.shares.count == encoder.levels.count + (encoder.hasOther ? 1 : 0)
        ? nil : "there is not one share for each level"
    }
  }

  private static func isUsable(_ multiplier: Double) -> Bool {
    multiplier > 0 && multiplier.isFinite
  }
}
