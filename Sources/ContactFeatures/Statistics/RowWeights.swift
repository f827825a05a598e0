/// Weights of contacts: how many contacts each row stands for.
enum RowWeights {
  /// Checks that there is one weight for each row, none negative, and some weight in all.
  static func check(_ weights: [Double]?, rowCount: Int) throws(FeatureError) {
    guard let weights else { return }
    guard weights.count == rowCount else {
      throw FeatureError(
        .invalidWeights, "there are \(weights.count) weights for \(rowCount) contacts")
    }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw FeatureError(
        .invalidWeights,
        "the weight of contact \(row + 1) is negative or not finite; weights must be 0 or more")
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw FeatureError(
        .invalidWeights,
        total > 0 ? "the weights are too large to add" : "all weights are 0; some must be positive")
    }
  }
}

extension Sample {
  /// The finite values whose weight is not 0.
  init(observedIn values: [Double], weights: [Double]?) {
    guard let weights else {
      self.init(values: values.filter(\.isFinite))
      return
    }
    let rows = values.indices.filter { values[$0].isFinite && weights[$0] > 0 }
    self.init(values: rows.map { values[$0] }, weights: rows.map { weights[$0] })
  }
}
