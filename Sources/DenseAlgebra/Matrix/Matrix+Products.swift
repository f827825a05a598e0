public import ParallelBlocks

extension Matrix {
  /// The product of this matrix and another.
  ///
  /// - Parameters:
  ///   - other: A matrix with as many rows as this one has columns.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: `rowCount` x `other.columnCount`.
  /// - Throws: ``AlgebraError`` when the shapes do not fit, or a dimension is too large.
  /// - Complexity: O(rows × columns × `other.columnCount`).
  public func multiplied(
    by other: Matrix, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> Matrix {
    try checkProduct(with: other.rowCount, what: "rows")
    return try product(with: other, transposingOther: false, parallelism)
  }

  /// The product of this matrix and the transpose of another: all scalar products of their rows.
  ///
  /// - Parameters:
  ///   - other: A matrix with as many columns as this one.
  ///   - parallelism: The result has the same bits for any number of threads.
  /// - Returns: `rowCount` x `other.rowCount`.
  /// - Throws: ``AlgebraError`` when the shapes do not fit, or a dimension is too large.
  /// - Complexity: O(rows × columns × `other.rowCount`).
  public func multiplied(
    byTransposeOf other: Matrix, parallelism: Parallelism = .automatic
  ) throws(AlgebraError) -> Matrix {
    try checkProduct(with: other.columnCount, what: "columns")
    return try product(with: other, transposingOther: true, parallelism)
  }

  /// The product of this matrix and a column vector.
  ///
  /// - Parameter vector: `columnCount` numbers.
  /// - Returns: `rowCount` numbers.
  /// - Throws: ``AlgebraError`` when the length does not fit, or a dimension is too large.
  /// - Complexity: O(rows × columns).
  public func multiplied(by vector: [Double]) throws(AlgebraError) -> [Double] {
    try checkProduct(with: vector.count, what: "elements")
    try BLAS.check(dimensions: rowCount, columnCount)
    guard columnCount > 0 else { return [Double](repeating: 0, count: rowCount) }
    return [Double](unsafeUninitializedCapacity: rowCount) { result, initializedCount in
      initializedCount = rowCount
      guard let result = result.baseAddress, rowCount > 0 else { return }
      withUnsafeBaseAddress { elements in
        BLAS.onOneThread {
          BLAS.gemv(
            rowCount: rowCount, columnCount: columnCount,
            matrix: elements, stride: columnCount, vector: vector, result: result)
        }
      }
    }
  }

  private func checkProduct(with count: Int, what: String) throws(AlgebraError) {
    guard count == columnCount else {
      throw AlgebraError(
        .shapeMismatch,
        "a matrix of \(rowCount) x \(columnCount) cannot be multiplied by one of \(count) \(what); "
          + "\(columnCount) are needed")
    }
  }

  /// Blocks of rows, each by one thread, so that no sum depends on the number of threads.
  ///
  /// With a center the product is that of the rows' deviations from it.
  func product(
    with other: Matrix, transposingOther: Bool, subtracting center: [Double]? = nil,
    _ parallelism: Parallelism
  ) throws(AlgebraError) -> Matrix {
    let resultColumnCount = transposingOther ? other.rowCount : other.columnCount
    try BLAS.check(dimensions: columnCount, resultColumnCount)
    guard columnCount > 0, resultColumnCount > 0 else {
      return Matrix(rowCount: rowCount, columnCount: resultColumnCount)
    }
    return Matrix(rowCount: rowCount, columnCount: resultColumnCount) { result in
      let result = DisjointWrites(result)
      BLAS.onOneThread {
        parallelism.forEachBlock(count: rowCount, blockSize: 1024) { _, rows in
          let items = rows.lowerBound * resultColumnCount..<rows.upperBound * resultColumnCount
          guard let target = result.slice(items).baseAddress else { return }
          withUnsafeRows(rows, subtracting: center) { left in
            other.withUnsafeBaseAddress { right in
              BLAS.gemm(
                transposingRight: transposingOther,
                rowCount: rows.count, columnCount: resultColumnCount, innerCount: columnCount,
                left: left, leftStride: columnCount, right: right, rightStride: other.columnCount,
                result: target, resultStride: resultColumnCount)
            }
          }
        }
      }
    }
  }

  /// Calls `body` with some rows, or with a copy of their deviations from a center.
  private func withUnsafeRows(
    _ rows: Range<Int>, subtracting center: [Double]?, _ body: (UnsafePointer<Double>) -> Void
  ) {
    withUnsafeBaseAddress { elements in
      let first = elements + rows.lowerBound * columnCount
      guard let center else { return body(first) }
      var deviations = [Double](repeating: 0, count: rows.count * columnCount)
      for row in 0..<rows.count {
        for column in 0..<columnCount {
          let index = row * columnCount + column
          deviations[index] = first[index] - center[column]
        }
      }
      body(deviations)
    }
  }

  /// Calls `body` with the address of the first element, unless there is none.
  func withUnsafeBaseAddress(_ body: (UnsafePointer<Double>) -> Void) {
    withUnsafeElements { elements in
      if let first = elements.baseAddress { body(first) }
    }
  }
}
