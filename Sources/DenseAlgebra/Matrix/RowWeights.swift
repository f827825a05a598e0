/// How often each row counts.
struct RowWeights {
  /// One for each row, or `nil` when each counts once.
  let values: [Double]?
  /// The sum of the weights.
  let total: Double

  /// Checks the weights of a matrix of `rowCount` rows.
  init(_ values: [Double]?, rowCount: Int) throws(AlgebraError) {
    self.values = values
    guard let values else {
      total = Double(rowCount)
      return
    }
    guard values.count == rowCount else {
      throw AlgebraError(
        .shapeMismatch,
        "there are \(values.count) weights for \(rowCount) rows; each row needs one")
    }
    if let row = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw AlgebraError(
        .invalidWeights,
        "the weight of row \(row + 1) (counted from 1) is negative or not finite; weights are 0 "
          + "or more")
    }
    total = values.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw AlgebraError(
        .invalidWeights,
        "the weights add up to \(total == 0 ? "zero" : "infinity"); at least one must be positive, "
          + "and their sum a finite number")
    }
  }
}
