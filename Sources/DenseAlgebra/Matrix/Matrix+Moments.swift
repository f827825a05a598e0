public import ParallelBlocks

extension Matrix {
  /// The mean of each column.
  ///
  /// The sum is corrected by the mean deviation from its own mean, so that neither many rows nor a
  /// large common part (a year, an amount of 10⁹) cost digits.
  ///
  /// - Parameters:
  ///   - weights: One for each row, 0 or more; `nil` counts each row once.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: `columnCount` means.
  /// - Throws: ``AlgebraError`` when there are no rows, a value is not finite, a sum overflows, or
  ///   the weights cannot be used.
  /// - Complexity: O(rows × columns).
  public func columnMeans(
    weights: [Double]? = nil, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> [Double] {
    let weights = try RowWeights(weights, rowCount: rowCount)
    return try columnMeans(weights, parallelism)
  }

  /// The means and the population variances of the columns.
  ///
  /// First the means, then the squared deviations from them, corrected by what rounding left of their
  /// sum (Chan, Golub and LeVeque 1983, https://doi.org/10.1080/00031305.1983.10483115).
  ///
  /// - Parameters:
  ///   - weights: One for each row, 0 or more; `nil` counts each row once.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: `columnCount` means and variances; the variance of a constant column is exactly 0.
  /// - Throws: ``AlgebraError`` when there are no rows, a value is not finite, a square overflows,
  ///   or the weights cannot be used.
  /// - Complexity: O(rows × columns).
  public func columnMoments(
    weights: [Double]? = nil, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> ColumnMoments {
    let weights = try RowWeights(weights, rowCount: rowCount)
    let means = try columnMeans(weights, parallelism)
    let sums = deviationSums(from: means, weights, parallelism)
    let variances = zip(sums.first, sums.second).map { first, second in
      max(0, second / weights.total - (first / weights.total) * (first / weights.total))
    }
    try checkIsFinite(statistics: variances, what: "squared deviations")
    return ColumnMoments(means: means, variances: variances, totalWeight: weights.total)
  }

  func columnMeans(
    _ weights: RowWeights, _ parallelism: Parallelism
  ) throws(AlgebraError) -> [Double] {
    guard rowCount > 0 else {
      throw AlgebraError(.emptyInput, "the mean of no rows does not exist; at least one is needed")
    }
    var means = [Double](repeating: 0, count: columnCount)
    for _ in 0..<2 {
      let sums = deviationSums(from: means, weights, parallelism).first
      means = zip(means, sums).map { $0 + $1 / weights.total }
      try checkIsFinite(statistics: means, what: "sum")
    }
    return means
  }

  /// Throws when a statistic is not finite: for a value in the data, or for a sum that overflowed.
  private func checkIsFinite(statistics: [Double], what: String) throws(AlgebraError) {
    guard let column = statistics.firstIndex(where: { !$0.isFinite }) else { return }
    try checkIsFinite()
    throw AlgebraError(
      .overflow,
      "the \(what) of column \(column + 1) (counted from 1) is too large for a number; scale the "
        + "column down")
  }

  /// For each column Σ w(x − origin) and Σ w(x − origin)².
  private func deviationSums(
    from origin: [Double], _ weights: RowWeights, _ parallelism: Parallelism
  ) -> (first: [Double], second: [Double]) {
    let columnCount = columnCount
    guard columnCount > 0 else { return ([], []) }
    let partials = parallelism.mapBlocks(count: rowCount, blockSize: 4096) { _, rows in
      var first = [Double](repeating: 0, count: columnCount)
      var second = first
      withUnsafeElements { elements in
        for row in rows {
          let weight = weights.values?[row] ?? 1
          let start = row * columnCount
          for column in 0..<columnCount {
            let deviation = elements[start + column] - origin[column]
            let weighted = weight * deviation
            first[column] += weighted
            second[column] += weighted * deviation
          }
        }
      }
      return (first, second)
    }
    var sums = (
      first: [Double](repeating: 0, count: columnCount),
      second: [Double](repeating: 0, count: columnCount)
    )
    for partial in partials {
      for column in 0..<columnCount {
        sums.first[column] += partial.0[column]
        sums.second[column] += partial.1[column]
      }
    }
    return sums
  }
}
