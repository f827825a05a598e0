// A person who writes a recipe need not repeat what goes without saying: only the columns' names and
// encodings must be there. The keys are not private because the encoding is written by the compiler
// beside the types, in other files.

extension FeatureRecipe {
  enum CodingKeys: String, CodingKey {
    case recipeVersion, columns, votes, blockWeights, asOf, omissions
  }

  /// Reads a recipe; what is absent has its default, another version is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      columns: try container.decode([ColumnRecipe].self, forKey: .columns),
      votes: try container.decodeIfPresent(VotePolicy.self, forKey: .votes) ?? .equal,
      blockWeights: try container.decodeIfPresent([String: Double].self, forKey: .blockWeights)
        ?? [:],
      asOf: try container.decodeIfPresent(AsOfDate.self, forKey: .asOf),
      omissions: try container.decodeIfPresent([ColumnOmission].self, forKey: .omissions) ?? [])
    let version = try container.decodeIfPresent(Int.self, forKey: .recipeVersion)
    guard version == nil || version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .recipeVersion, in: container,
        debugDescription: "only recipes of version \(Self.currentVersion) can be read")
    }
  }
}

extension ColumnRecipe {
  enum CodingKeys: String, CodingKey {
    case name, encoding, missing, weight, block, reason
  }

  /// Reads the recipe of one column; what is absent has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      encoding: try container.decode(ColumnEncoding.self, forKey: .encoding),
      missing: try container.decodeIfPresent(MissingPolicy.self, forKey: .missing)
        ?? .imputed(indicatorShare: 0.05),
      weight: try container.decodeIfPresent(Double.self, forKey: .weight) ?? 1,
      block: try container.decodeIfPresent(String.self, forKey: .block),
      reason: try container.decodeIfPresent(String.self, forKey: .reason) ?? "")
  }
}
