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
    let partition =
      switch distance {
      case .euclidean:
        try partition(
          SquareDistances(matrix, isCosine: false, parallelism: parallelism), weights: weights)
      case .cosine:
        try partition(
          SquareDistances(
            matrix.withRowsOfLengthOne(), isCosine: true, parallelism: parallelism),
          weights: weights)
      case .manhattan:
        try partition(ManhattanDistances(matrix: matrix), weights: weights)
      }
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
    guard rows.numbers.columnCount == dissimilarity.numberWeights.count,
      rows.categories.count == dissimilarity.categoryWeights.count
    else {
      throw ClusteringError(
        .shapeMismatch, "the rows have other columns than the dissimilarity was made for")
    }
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

  /// The best partition of all restarts, of equally good ones the first.
  private func partition(
    _ distances: some RowDistances, weights: [Double]?
  ) throws(ClusteringError) -> Partition {
    guard distances.rowCount > 0 else {
      throw ClusteringError(.emptyInput, "there are no rows, but at least one is needed")
    }
    var best: (partition: Partition, cost: Double)?
    for restart in 0..<(isStartGiven ? 1 : restarts) {
      let medoids = try start(distances, weights: weights, restart: restart)
      var search = try MedoidSearch(distances, weights: weights, medoids: medoids)
      try search.run(roundLimit: roundLimit)
      try search.settle()
      let partition = search.partition(restart: restart)
      if partition.totalDeviation < best?.cost ?? .infinity {
        best = (partition, partition.totalDeviation)
      }
    }
    guard let best else { preconditionFailure("no restart has a finite deviation") }
    return best.partition
  }

  private var isStartGiven: Bool {
    if case .medoids = initialization { true } else { false }
  }

  private func start(
    _ distances: some RowDistances, weights: [Double]?, restart: Int
  ) throws(ClusteringError) -> [Int] {
    let count = distances.rowCount
    if case .medoids(let medoids) = initialization {
      guard medoids.count == clusterCount, Set(medoids).count == clusterCount,
        medoids.allSatisfy({ $0 >= 0 && $0 < count && weights?[$0] != 0 })
      else {
        throw ClusteringError(
          .invalidSetting,
          "the given medoids must be \(clusterCount) different rows in 0..<\(count) with positive "
            + "weight")
      }
      return medoids
    }
    var random = RandomSource(seed: seed).substream(restart)
    var medoids: [Int] = []
    var nearest = [Double](repeating: 1, count: count)
    var latest = nearest
    while medoids.count < clusterCount {
      let parts = nearest.indices.map { (weights?[$0] ?? 1) * nearest[$0] }
      let total = parts.reduce(0, +)
      guard total > 0 else {
        throw ClusteringError(
          .tooManyClusters,
          "\(clusterCount) clusters are asked for, but there are only \(medoids.count) rows of "
            + "positive weight that are at a distance from one another; ask for at most "
            + "\(medoids.count)")
      }
      let target = random.uniform() * total
      var sum = 0.0
      var chosen = parts.lastIndex { $0 > 0 } ?? 0
      for (row, part) in parts.enumerated() where part > 0 {
        sum += part
        if sum > target {
          chosen = row
          break
        }
      }
      distances.write(from: chosen, to: &latest)
      for row in 0..<count {
        // An undefined dissimilarity is reported by the search.
        let distance = latest[row].isNaN ? 0 : latest[row]
        nearest[row] = medoids.isEmpty ? distance : min(nearest[row], distance)
      }
      nearest[chosen] = 0
      medoids.append(chosen)
    }
    return medoids
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
