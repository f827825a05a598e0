extension GowerDissimilarity {
  enum CodingKeys: String, CodingKey {
    case kinds, numberRanges, codeRanges, numberWeights, categoryWeights, setWeights
  }

  /// Reads a dissimilarity; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kinds = try container.decode([CategoryKind].self, forKey: .kinds)
    numberRanges = try container.decode([Double].self, forKey: .numberRanges)
    codeRanges = try container.decode([Double].self, forKey: .codeRanges)
    numberWeights = try container.decode([Double].self, forKey: .numberWeights)
    categoryWeights = try container.decode([Double].self, forKey: .categoryWeights)
    setWeights = try container.decode([Double].self, forKey: .setWeights)
    if let (key, flaw) = flaw {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: flaw)
    }
  }

  /// What is wrong with a dissimilarity that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    func areUsable(_ weights: [Double], _ ranges: [Double]) -> Bool {
      weights.count == ranges.count
        && zip(weights, ranges).allSatisfy { weight, range in
          (0...1e100).contains(weight) && range >= 0 && range.isFinite
            && (weight == 0 || range == 0 || (weight / range).isNormal)
        }
    }
    return if !areUsable(numberWeights, numberRanges) {
      (.numberRanges, "there must be a weight and a range from 0 for each column of numbers")
    } else if kinds.count != codeRanges.count || !areUsable(categoryWeights, codeRanges) {
      (.codeRanges, "there must be a kind, a weight and a range from 0 for each category")
    } else if !setWeights.allSatisfy({ (0...1e100).contains($0) }) {
      (.setWeights, "weights lie between 0 and 1e100")
    } else {
      nil
    }
  }
}
