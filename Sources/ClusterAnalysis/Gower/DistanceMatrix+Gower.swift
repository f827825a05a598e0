public import ParallelBlocks

extension DistanceMatrix {
  /// Measures the dissimilarities between mixed rows.
  ///
  /// - Parameters:
  ///   - rows: The rows; they may have gaps.
  ///   - dissimilarity: How two of them are compared.
  ///   - parallelism: How many threads may work.
  /// - Throws: ``ClusteringError`` for other columns than those that `dissimilarity` was made for,
  ///   and for two rows that share no column that counts.
  /// - Complexity: O(rows² × columns) time, O(rows²) memory.
  public init(
    of rows: MixedMatrix, by dissimilarity: GowerDissimilarity,
    parallelism: Parallelism = .automatic
  ) throws(ClusteringError) {
    try self.init(
      of: rows, among: Array(0..<rows.rowCount), by: dissimilarity, parallelism: parallelism)
  }

  /// The same between some of the rows, in ascending order.
  init(
    of rows: MixedMatrix, among chosen: [Int], by dissimilarity: GowerDissimilarity,
    parallelism: Parallelism
  ) throws(ClusteringError) {
    let chosenRows = chosen.count == rows.rowCount ? rows : rows.selectingRows(chosen)
    self.init(
      checked: try dissimilarity.condensed(of: chosenRows, parallelism: parallelism),
      rowCount: chosen.count)
    if let place = condensed.firstIndex(where: \.isNaN) {
      let (row, other) = self.rows(at: place)
      try dissimilarity.checkDefined(chosen[row], chosen[other], of: rows)
    }
  }
}

extension GowerDissimilarity {
  /// Makes sure that two rows can be compared.
  func checkDefined(_ row: Int, _ other: Int, of rows: MixedMatrix) throws(ClusteringError) {
    guard between(row, other, of: rows).isNaN else { return }
    throw ClusteringError(
      .invalidDistances,
      "rows \(row) and \(other) (counted from 0) have no column in which both have a value that "
        + "counts, so nothing tells how far they are from each other; leave out rows with many "
        + "gaps, or fill them in")
  }
}
