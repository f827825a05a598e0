import ClusterAnalysis

/// Who belongs to which segment, and how much each contact counts.
///
/// A contact without a segment, or whose weight is 0, has the label ``outside``.
struct SegmentMembership {
  /// The label of a contact that no distinction counts.
  static let outside: Int32 = -1

  /// The segment of each contact, or ``outside``.
  let labels: [Int32]
  /// The number of contacts each contact stands for in tests; nil where each stands for itself.
  let weights: [Double]?
  /// The number of segments.
  let segmentCount: Int
  /// The number of contacts of each segment, those of weight 0 included.
  let sizes: [Int]
  /// The sum of the given weights of each segment.
  let givenWeights: [Double]
  /// The sum of the given weights of all contacts, assigned or not.
  let givenTotal: Double

  /// Joins assignments and row weights.
  ///
  /// Whole-number weights stand for repeated rows. Weights with fractions say how much of a
  /// population a contact stands for: they shape means and shares, and tests count as many
  /// contacts as Kish's effective sample size, (Σw)² / Σw².
  ///
  /// - Throws: ``ProfileError`` when weights do not fit the contacts.
  init(_ assignments: Assignments, weights: [Double]?) throws(ProfileError) {
    segmentCount = assignments.clusterCount
    sizes = assignments.sizes
    guard let weights else {
      labels = assignments.labels
      self.weights = nil
      givenWeights = sizes.map(Double.init)
      givenTotal = Double(labels.count)
      return
    }
    try Self.check(weights, contactCount: assignments.labels.count)
    var labels = assignments.labels
    var givenWeights = [Double](repeating: 0, count: segmentCount)
    var givenTotal = 0.0
    var sum = 0.0
    var sumOfSquares = 0.0
    var areWhole = true
    for (row, weight) in weights.enumerated() {
      givenTotal += weight
      let label = labels[row]
      guard label >= 0 else { continue }
      guard weight > 0 else {
        labels[row] = Self.outside
        continue
      }
      givenWeights[Int(label)] += weight
      sum += weight
      sumOfSquares += weight * weight
      areWhole = areWhole && weight == weight.rounded()
    }
    self.labels = labels
    self.givenWeights = givenWeights
    self.givenTotal = givenTotal
    let scale = areWhole || sum == 0 ? 1 : sum / sumOfSquares
    self.weights = scale == 1 ? weights : weights.map { $0 * scale }
  }

  /// Refuses weights that cannot be used.
  private static func check(_ weights: [Double], contactCount: Int) throws(ProfileError) {
    guard weights.count == contactCount else {
      throw ProfileError(
        .shapeMismatch,
        "there are \(weights.count) weights for \(contactCount) contacts; give one for each")
    }
    if let row = weights.firstIndex(where: { !($0 == 0 || (1e-12...1e12).contains($0)) }) {
      throw ProfileError(
        .invalidWeights,
        "the weight of contact \(row + 1) is missing, negative, not finite or beyond "
          + "measure; a weight is 0, or a number from 10⁻¹² to 10¹²")
    }
    guard weights.isEmpty || weights.contains(where: { $0 > 0 }) else {
      throw ProfileError(
        .invalidWeights, "every weight is 0; at least one contact has to count")
    }
  }

  /// The weight of a contact in tests.
  func weight(_ row: Int) -> Double { weights.map { $0[row] } ?? 1 }
}
