import DenseAlgebra

/// The questions that every method asks of a matrix and its weights before it starts.
enum InputChecks {
  /// Makes sure that squared distances between rows, and their weighted sums, are finite.
  ///
  /// - Throws: ``ClusteringError`` for a matrix without rows or columns, a NaN, an infinity, or a
  ///   value that is too large.
  static func checkElements(
    of matrix: Matrix, totalWeight: Double, called name: String = "the input"
  ) throws(ClusteringError) {
    guard matrix.rowCount > 0, matrix.columnCount > 0 else {
      throw ClusteringError(
        .emptyInput,
        "\(name) has \(matrix.rowCount) rows and \(matrix.columnCount) columns, "
          + "but needs at least one of each")
    }
    let extreme = matrix.withUnsafeElements { extremePosition(in: $0) }
    let row = extreme.position / matrix.columnCount
    let column = extreme.position % matrix.columnCount
    guard extreme.magnitude.isFinite else {
      throw ClusteringError(
        .nonFiniteValue,
        "\(name) holds a NaN or an infinity in row \(row), column \(column) (both counted from "
          + "0); fill in missing values or leave out the row")
    }
    // A difference is at most twice the largest magnitude; the other factor of 4 is slack.
    let bound = 16 * extreme.magnitude * extreme.magnitude * Double(matrix.columnCount)
    guard (bound * max(1, totalWeight)).isFinite else {
      throw ClusteringError(
        .valueOutOfRange,
        "\(name) holds a value in row \(row), column \(column) (both counted from 0) that is too "
          + "large for squared distances; scale the column, or treat the value as missing")
    }
  }

  /// Makes sure that the weights can be summed.
  ///
  /// - Returns: The sum of the weights, or the number of rows when there are none.
  /// - Throws: ``ClusteringError`` for a wrong number of weights, a negative, not finite, or extreme
  ///   weight, and weights that are all zero.
  static func checkWeights(_ weights: [Double]?, rowCount: Int) throws(ClusteringError) -> Double {
    guard let weights else { return Double(rowCount) }
    guard weights.count == rowCount else {
      throw ClusteringError(
        .shapeMismatch, "there are \(weights.count) weights for \(rowCount) rows, not one for each")
    }
    let accepted = 1e-100...1e100
    if let row = weights.firstIndex(where: { $0 != 0 && !accepted.contains($0) }) {
      throw ClusteringError(
        .invalidWeights,
        "the weight of row \(row) (counted from 0) is not accepted; weights are 0 or lie between "
          + "1e-100 and 1e100")
    }
    guard rowCount == 0 || weights.contains(where: { $0 > 0 }) else {
      throw ClusteringError(.invalidWeights, "all \(rowCount) weights are 0; one must be positive")
    }
    return weights.reduce(0, +)
  }

  /// Makes sure that there are at least `clusterCount` different rows that count.
  ///
  /// Looking ends as soon as enough have been found. Zero and minus zero are equal.
  ///
  /// - Throws: ``ClusteringError`` with the number of different rows.
  /// - Complexity: O(rows × columns) when there are too few, usually far less.
  static func checkDistinctRows(
    of matrix: Matrix, weights: [Double]?, atLeast clusterCount: Int
  ) throws(ClusteringError) {
    var seen: Set<ArraySlice<Double>> = []
    for row in 0..<matrix.rowCount where weights == nil || weights?[row] != 0 {
      seen.insert(matrix.row(row))
      if seen.count >= clusterCount { return }
    }
    let rows = seen.count == 1 ? "1 distinct row" : "\(seen.count) distinct rows"
    throw ClusteringError(
      .tooManyClusters,
      "\(clusterCount) clusters are asked for, but there \(seen.count == 1 ? "is" : "are") only "
        + "\(rows)\(weights == nil ? "" : " of positive weight"); ask for at most \(seen.count)")
  }

  /// Where the first element stands that is not finite, or else the first of largest magnitude.
  private static func extremePosition(
    in elements: UnsafeBufferPointer<Double>
  ) -> (position: Int, magnitude: Double) {
    var extreme = (position: 0, magnitude: 0.0)
    for (position, element) in elements.enumerated() {
      let magnitude = element.magnitude
      if magnitude <= extreme.magnitude { continue }
      extreme = (position, magnitude)
      if !magnitude.isFinite { break }
    }
    return extreme
  }
}
