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
    try checkShape(rowCount: matrix.rowCount, columnCount: matrix.columnCount, called: name)
    var extreme = Extreme()
    matrix.withUnsafeElements { extreme.find(in: $0, from: 0) }
    try extreme.check(columnCount: matrix.columnCount, totalWeight: totalWeight, called: name)
  }

  /// Whether squared distances between rows with these elements, and their weighted sums, are finite.
  ///
  /// - Complexity: O(elements).
  static func areUsable(
    _ elements: UnsafeBufferPointer<Double>, columnCount: Int, totalWeight: Double
  ) -> Bool {
    var extreme = Extreme()
    extreme.find(in: elements, from: 0)
    return extreme.magnitude.isFinite
      && extreme.isAccepted(columnCount: columnCount, totalWeight: totalWeight)
  }

  /// The same for rows that have been surveyed around `centre`.
  ///
  /// Only where the survey gives rise to doubt are the elements looked at one by one.
  ///
  /// - Throws: ``ClusteringError``, as above.
  static func checkElements(
    of rows: WeightedRows, survey: RowSurvey, around centre: [Double], totalWeight: Double
  ) throws(ClusteringError) {
    let reach = centre.reduce(survey.plainSumOfSquares.squareRoot()) { max($0, $1.magnitude) }
    if Extreme(position: 0, magnitude: 2 * reach).isAccepted(
      columnCount: rows.columnCount, totalWeight: totalWeight),
      survey.squares.allSatisfy(\.isFinite)
    {
      return
    }
    var extreme = Extreme()
    rows.forEachTile(of: 0..<rows.rowCount) { tile, elements in
      extreme.find(
        in: UnsafeBufferPointer(start: elements, count: tile.count * rows.columnCount),
        from: tile.lowerBound * rows.columnCount)
    }
    try extreme.check(columnCount: rows.columnCount, totalWeight: totalWeight, called: "the input")
  }

  /// Makes sure that a search can start from given centers.
  ///
  /// - Throws: ``ClusteringError`` for another shape, or numbers that are not finite or too large.
  static func checkCenters(
    _ centers: Matrix, clusterCount: Int, columnCount: Int, totalWeight: Double = 1
  ) throws(ClusteringError) {
    guard centers.rowCount == clusterCount, centers.columnCount == columnCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the given centers are \(centers.rowCount) x \(centers.columnCount), but \(clusterCount) "
          + "clusters of rows with \(columnCount) columns need \(clusterCount) x \(columnCount)")
    }
    try checkElements(of: centers, totalWeight: totalWeight, called: "the matrix of given centers")
  }

  /// Makes sure that there is something to cluster.
  ///
  /// - Throws: ``ClusteringError`` without rows or columns.
  static func checkShape(
    rowCount: Int, columnCount: Int, called name: String = "the input"
  ) throws(ClusteringError) {
    guard rowCount > 0, columnCount > 0 else {
      throw ClusteringError(
        .emptyInput,
        "\(name) has \(rowCount) rows and \(columnCount) columns, "
          + "but needs at least one of each")
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
    of rows: WeightedRows, atLeast clusterCount: Int
  ) throws(ClusteringError) {
    let count = rows.distinctRowCount(limit: clusterCount)
    guard count < clusterCount else { return }
    let found = count == 1 ? "1 distinct row" : "\(count) distinct rows"
    throw ClusteringError(
      .tooManyClusters,
      "\(clusterCount) clusters are asked for, but there \(count == 1 ? "is" : "are") only "
        + "\(found)\(rows.weights == nil ? "" : " of positive weight"); ask for at most \(count)"
    )
  }
}

/// Where the first element stands that is not finite, or else the first of largest magnitude.
private struct Extreme {
  var position = 0
  var magnitude = 0.0

  /// Looks at more elements, of which the first has the given position.
  mutating func find(in elements: UnsafeBufferPointer<Double>, from start: Int) {
    guard magnitude.isFinite else { return }
    for (offset, element) in elements.enumerated() {
      let magnitude = element.magnitude
      if magnitude <= self.magnitude { continue }
      self = Extreme(position: start + offset, magnitude: magnitude)
      if !magnitude.isFinite { return }
    }
  }

  /// Whether sums of squared differences stay finite.
  func isAccepted(columnCount: Int, totalWeight: Double) -> Bool {
    // A difference is at most twice the largest magnitude; the other factor of 4 is slack.
    (16 * magnitude * magnitude * Double(columnCount) * max(1, totalWeight)).isFinite
  }

  func check(
    columnCount: Int, totalWeight: Double, called name: String
  ) throws(ClusteringError) {
    let row = position / columnCount
    let column = position % columnCount
    guard magnitude.isFinite else {
      throw ClusteringError(
        .nonFiniteValue,
        "\(name) holds a NaN or an infinity in row \(row), column \(column) (both counted from "
          + "0); fill in missing values or leave out the row")
    }
    guard isAccepted(columnCount: columnCount, totalWeight: totalWeight) else {
      throw ClusteringError(
        .valueOutOfRange,
        "\(name) holds a value in row \(row), column \(column) (both counted from 0) that is too "
          + "large for squared distances; scale the column, or treat the value as missing")
    }
  }
}
