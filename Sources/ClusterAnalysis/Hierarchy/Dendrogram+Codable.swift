extension Dendrogram: Codable {
  private enum CodingKeys: String, CodingKey {
    case leafCount, merges, leafWeights
  }

  /// Reads a tree; one that is not whole is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let leafCount = try container.decode(Int.self, forKey: .leafCount)
    let merges = try container.decode([Merge].self, forKey: .merges)
    let weights = try container.decodeIfPresent([Double].self, forKey: .leafWeights)
    func fail(_ key: CodingKeys, _ message: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: message)
    }
    guard leafCount >= 1, leafCount <= Int(Int32.max), merges.count == leafCount - 1 else {
      throw fail(.merges, "\(leafCount) leaves and \(merges.count) merges do not make a tree")
    }
    if let weights {
      guard weights.count == leafCount, weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw fail(.leafWeights, "there is not one positive weight for each leaf")
      }
    }
    var isUsed = [Bool](repeating: false, count: leafCount + merges.count)
    var sizes = [Int](repeating: 1, count: leafCount)
    for (index, merge) in merges.enumerated() {
      guard merge.left >= 0, merge.left < merge.right, merge.right < leafCount + index,
        !isUsed[merge.left], !isUsed[merge.right],
        merge.size == sizes[merge.left] + sizes[merge.right],
        merge.height >= 0, merge.height.isFinite
      else { throw fail(.merges, "merge \(index) does not fit the merges before it") }
      isUsed[merge.left] = true
      isUsed[merge.right] = true
      sizes.append(merge.size)
    }
    self.init(leafCount: leafCount, merges: merges, leafWeights: weights)
  }

  /// Writes the leaves' number and weights, and the merges.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(leafCount, forKey: .leafCount)
    try container.encode(merges, forKey: .merges)
    try container.encodeIfPresent(leafWeights, forKey: .leafWeights)
  }
}
