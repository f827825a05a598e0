public import ParallelBlocks

extension Matrix {
  /// The Gram matrix XᵀX: all scalar products of the columns.
  ///
  /// A column with a NaN or an infinity gives products that are not finite.
  ///
  /// - Parameters:
  ///   - weights: One for each row, 0 or more, which gives XᵀWX; `nil` counts each row once.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: A symmetric matrix of `columnCount` x `columnCount`.
  /// - Throws: ``AlgebraError`` when the weights cannot be used, or a dimension is too large.
  /// - Complexity: O(rows × columns²).
  public func gram(
    weights: [Double]? = nil, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> Matrix {
    let weights = try RowWeights(weights, rowCount: rowCount)
    return try scatter(about: nil, weights, parallelism)
  }

  /// The population covariance matrix of the columns: divided by the total weight.
  ///
  /// - Parameters:
  ///   - weights: One for each row, 0 or more; `nil` counts each row once.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: A symmetric matrix of `columnCount` x `columnCount`.
  /// - Throws: ``AlgebraError`` when there are no rows, a value is not finite, a product overflows,
  ///   the weights cannot be used, or a dimension is too large.
  /// - Complexity: O(rows × columns²).
  public func covariance(
    weights: [Double]? = nil, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> Matrix {
    let weights = try RowWeights(weights, rowCount: rowCount)
    let means = try columnMeans(weights, parallelism)
    return try covariance(about: means, weights, parallelism)
  }

  func covariance(
    about means: [Double], _ weights: RowWeights, _ parallelism: Parallelism
  ) throws(AlgebraError) -> Matrix {
    var covariance = try scatter(about: means, weights, parallelism)
    covariance.withUnsafeMutableElements { elements in
      for index in elements.indices { elements[index] /= weights.total }
    }
    guard covariance.isFinite else {
      throw AlgebraError(
        .overflow, "the products of the columns are too large for a number; scale them down")
    }
    return covariance
  }

  /// Σ w(x − center)(x − center)ᵀ over the rows.
  private func scatter(
    about center: [Double]?, _ weights: RowWeights, _ parallelism: Parallelism
  ) throws(AlgebraError) -> Matrix {
    try BLAS.check(dimensions: columnCount)
    guard columnCount > 0, rowCount > 0 else {
      return Matrix(rowCount: columnCount, columnCount: columnCount)
    }
    // Each block has a sum of its own; at most 32 of them bound the memory.
    let blockSize = max(2048, (rowCount + 31) / 32)
    let partials = BLAS.onOneThread {
      parallelism.mapBlocks(count: rowCount, blockSize: blockSize) { _, rows in
        blockScatter(of: rows, about: center, weights)
      }
    }
    var sum = Matrix(rowCount: columnCount, columnCount: columnCount)
    sum.withUnsafeMutableElements { sum in
      for partial in partials {
        for index in sum.indices { sum[index] += partial[index] }
      }
      for row in 0..<columnCount {
        for column in 0..<row { sum[column * columnCount + row] = sum[row * columnCount + column] }
      }
    }
    return sum
  }

  /// The lower triangle of the sum over some rows.
  private func blockScatter(
    of rows: Range<Int>, about center: [Double]?, _ weights: RowWeights
  ) -> [Double] {
    let columnCount = columnCount
    var sum = [Double](repeating: 0, count: columnCount * columnCount)
    withUnsafeBaseAddress { elements in
      guard center != nil || weights.values != nil else {
        BLAS.syrk(
          rowCount: rows.count, columnCount: columnCount,
          matrix: elements + rows.lowerBound * columnCount, stride: columnCount, result: &sum)
        return
      }
      // A few rows at a time are centred in a buffer that stays in the cache.
      let center = center ?? [Double](repeating: 0, count: columnCount)
      let chunkSize = 256
      var chunk = [Double](repeating: 0, count: min(chunkSize, rows.count) * columnCount)
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: chunkSize) {
        let count = min(chunkSize, rows.upperBound - first)
        for row in 0..<count {
          let factor = weights.values.map { $0[first + row].squareRoot() } ?? 1
          let source = elements + (first + row) * columnCount
          for column in 0..<columnCount {
            chunk[row * columnCount + column] = factor * (source[column] - center[column])
          }
        }
        BLAS.syrk(
          rowCount: count, columnCount: columnCount, matrix: chunk, stride: columnCount,
          result: &sum)
      }
    }
    return sum
  }
}
