extension Vectorizer {
  /// The columns of which a contact has one level, in the order of the matrix.
  ///
  /// - Complexity: O(columns).
  public var levelBlocks: [LevelBlock] {
    var blocks: [LevelBlock] = []
    var firstFeature = 0
    for column in columns {
      let next = firstFeature + column.encoder.featureCount
      if case .levels(let encoder) = column.encoder {
        blocks.append(
          LevelBlock(
            column: column.name, features: firstFeature..<next, value: encoder.multiplier))
      }
      firstFeature = next
    }
    return blocks
  }
}

/// The features of a column of levels, of which one is set in each contact: that of its level.
public struct LevelBlock: Sendable, Hashable {
  /// The original column.
  public let column: String
  /// The places of the features in the matrix.
  public let features: Range<Int>
  /// What the feature that is set holds; the others are 0.
  ///
  /// Two contacts with different levels therefore differ by twice its square in squared distance.
  public let value: Double
}
