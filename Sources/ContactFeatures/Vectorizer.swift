internal import ContactTables

/// A recipe with everything that was learned: it turns any contacts into features in the same way.
///
/// Columns are found by name, so their order does not matter and others may be there. Applied to the
/// contacts it was fitted to, before or after being saved, it gives the same bits.
public struct Vectorizer: Sendable, Hashable {
  /// The version of the format.
  public static let currentVersion = 1

  /// What was fitted.
  public let recipe: FeatureRecipe
  /// From when ages are counted back; nil when no column is a date.
  public let asOf: AsOfDate?
  /// The columns that were left out, by the recipe or when fitting, with the reason.
  public let omissions: [ColumnOmission]
  /// The features, in the order of the matrix.
  public let features: [Feature]

  let columns: [FittedColumn]

  init(
    recipe: FeatureRecipe, asOf: AsOfDate?, omissions: [ColumnOmission], columns: [FittedColumn]
  ) {
    self.recipe = recipe
    self.asOf = asOf
    self.omissions = omissions
    self.columns = columns
    features = columns.flatMap(\.features)
  }

  /// The original columns that become features, in the order of the matrix.
  public var columnNames: [String] { columns.map(\.name) }
}

extension Vectorizer: Codable {
  private enum CodingKeys: String, CodingKey {
    case vectorizerVersion, recipe, asOf, omissions, columns
  }

  /// Reads a vectorizer; another version, or numbers that do not fit together, are decoding errors.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .vectorizerVersion)
    guard version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .vectorizerVersion, in: container,
        debugDescription: "version \(version) is not \(Self.currentVersion), which can be read")
    }
    let columns = try container.decode([FittedColumn].self, forKey: .columns)
    guard Set(columns.map(\.name)).count == columns.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container, debugDescription: "a column is there twice")
    }
    for column in columns {
      guard let fault = column.encoder.fault else { continue }
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container, debugDescription: "column \"\(column.name)\": \(fault)")
    }
    self.init(
      recipe: try container.decode(FeatureRecipe.self, forKey: .recipe),
      asOf: try container.decodeIfPresent(AsOfDate.self, forKey: .asOf),
      omissions: try container.decode([ColumnOmission].self, forKey: .omissions),
      columns: columns)
  }

  /// Writes the recipe and the learned numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.currentVersion, forKey: .vectorizerVersion)
    try container.encode(recipe, forKey: .recipe)
    try container.encodeIfPresent(asOf, forKey: .asOf)
    try container.encode(omissions, forKey: .omissions)
    try container.encode(columns, forKey: .columns)
  }
}
