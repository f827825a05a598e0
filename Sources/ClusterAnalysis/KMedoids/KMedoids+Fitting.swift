public import DenseAlgebra

extension KMedoids {
  /// Learns a partition of the rows of a matrix around some of them.
  ///
  /// - Parameters:
  ///   - matrix: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the matrix or the weights cannot be used, or the
  ///   task is cancelled.
  /// - Complexity: O(rows² × columns) a round, and O(rows × columns) space.
  public func fitted(
    to matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try checkSettings()
    let totalWeight = try InputChecks.checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    try WeightedRows.with(matrix, weights: weights) { (rows) throws(ClusteringError) in
      try InputChecks.checkDistinctRows(of: rows, atLeast: clusterCount)
    }
    let partition = try partition(
      PointRowDistances(matrix, distance: distance), weights: weights)
    return Model(
      partition: partition, medoidRows: matrix.selectingRows(partition.medoids), distance: distance)
  }

  /// Learns a partition of mixed rows by their Gower dissimilarities.
  ///
  /// - Throws: ``ClusteringError`` when the settings, the rows or the weights cannot be used, two rows
  ///   share no column that counts, or the task is cancelled.
  /// - Complexity: O(rows² × columns) a round, and O(rows) space.
  public func partition(
    of rows: MixedMatrix, by dissimilarity: GowerDissimilarity, weights: [Double]? = nil
  ) throws(ClusteringError) -> Partition {
    try checkSettings()
    try dissimilarity.checkColumns(of: rows)
    _ = try InputChecks.checkWeights(weights, rowCount: rows.rowCount)
    return try partition(
      GowerDistances(rows: rows, dissimilarity: dissimilarity), weights: weights)
  }

  /// Learns a partition from given dissimilarities.
  ///
  /// - Parameters:
  ///   - dissimilarities: rows x rows; symmetric, 0 on the diagonal, nowhere negative.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the dissimilarities or the weights cannot be used,
  ///   or the task is cancelled.
  /// - Complexity: O(rows²) a round.
  public func partition(
    ofDissimilarities dissimilarities: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Partition {
    try checkSettings()
    try Self.check(dissimilarities)
    _ = try InputChecks.checkWeights(weights, rowCount: dissimilarities.rowCount)
    return try partition(GivenDistances(matrix: dissimilarities), weights: weights)
  }

  /// Learns a partition from given distances.
  ///
  /// - Parameters:
  ///   - distances: The distance of each two rows.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings or the weights cannot be used, or the task is
  ///   cancelled.
  /// - Complexity: O(rows²) a round; the distances are unfolded to a square, for memory to be read front
  ///   to back.
  public func partition(
    of distances: DistanceMatrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Partition {
    try checkSettings()
    _ = try InputChecks.checkWeights(weights, rowCount: distances.rowCount)
    return try partition(GivenDistances(distances), weights: weights)
  }

  private func checkSettings() throws(ClusteringError) {
    guard clusterCount >= 1, clusterCount <= Int(Int32.max) else {
      throw ClusteringError(
        .invalidSetting,
        "clusterCount is \(clusterCount), but must be at least 1 and at most \(Int32.max)")
    }
    guard restarts >= 1, roundLimit >= 1 else {
      throw ClusteringError(
        .invalidSetting,
        "restarts is \(restarts) and roundLimit is \(roundLimit), but both must be at least 1")
    }
    if let sampling { try check(sampling) }
    if case .samples(let sampling) = initialization { try check(sampling) }
  }

  private func check(_ sampling: Sampling) throws(ClusteringError) {
    let size = sampling.size(clusterCount: clusterCount)
    guard sampling.sampleCount >= 1, size > clusterCount else {
      throw ClusteringError(
        .invalidSetting,
        "\(sampling.sampleCount) samples of \(size) rows are asked for; there must be at least 1, of "
          + "more rows than there are clusters")
    }
  }

  private static func check(_ matrix: Matrix) throws(ClusteringError) {
    let count = matrix.rowCount
    guard count == matrix.columnCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the dissimilarities are \(count) x \(matrix.columnCount), but need as many columns as rows"
      )
    }
    for row in 0..<count {
      for column in 0...row {
        let (value, other) = (matrix[row, column], matrix[column, row])
        guard value >= 0, value.isFinite, value == other, row != column || value == 0 else {
          throw ClusteringError(
            value.isFinite && other.isFinite ? .invalidSetting : .nonFiniteValue,
            "the dissimilarity of rows \(row) and \(column) (counted from 0) is not accepted; they are "
              + "finite, 0 or more, the same in both directions, and 0 on the diagonal")
        }
      }
    }
  }

  /// The best partition of all starts, of equally good ones the first.
  private func partition(
    _ distances: some RowDistances, weights: [Double]?
  ) throws(ClusteringError) -> Partition {
    guard distances.rowCount > 0 else {
      throw ClusteringError(.emptyInput, "there are no rows, but at least one is needed")
    }
    if let sampling, sampling.size(clusterCount: clusterCount) < distances.rowCount {
      return try partition(distances, weights: weights, sampling: sampling)
    }
    let initialization = initialization(rowCount: distances.rowCount)
    if case .samples(let sampling) = initialization {
      let found = try bestOfSamples(distances, weights: weights, sampling: sampling)
      return try partition(distances, weights: weights, from: found.search.medoids, restart: 0)
    }
    var best: Partition?
    let isStartGiven = initialization != .plusPlus
    for restart in 0..<(isStartGiven ? 1 : restarts) {
      var random = RandomSource(seed: seed).substream(restart)
      let start = try start(distances, weights: weights, random: &random)
      best = try partition(distances, weights: weights, from: start, restart: restart)
        .better(than: best)
    }
    guard let best else { preconditionFailure("there are no restarts") }
    return best
  }

  private func partition(
    _ distances: some RowDistances, weights: [Double]?, from start: [Int], restart: Int
  ) throws(ClusteringError) -> Partition {
    var search = try MedoidSearch(
      distances, weights: weights, medoids: start, parallelism: parallelism)
    try search.run(roundLimit: roundLimit)
    try search.settle()
    return search.partition(restart: restart)
  }
}

extension KMedoids.Partition {
  /// This, or another partition that is at least as good.
  func better(than other: KMedoids.Partition?) -> KMedoids.Partition {
    guard let other, other.totalDeviation <= totalDeviation else { return self }
    return other
  }
}

extension Matrix {
  /// Each row divided by its length.
  func withRowsOfLengthOne() throws(ClusteringError) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * columnCount)
    for row in 0..<rowCount {
      let largest = self.row(row).reduce(0) { max($0, abs($1)) }
      guard largest > 0 else {
        throw ClusteringError(
          .valueOutOfRange,
          "row \(row) (counted from 0) is all zeros, so it has no angle to others; leave it out, or "
            + "use another distance")
      }
      // Divided by the largest first, so that no square is too large or small.
      let scaled = self.row(row).map { $0 / largest }
      let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
      elements += scaled.map { $0 / length }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
  }
}
