extension Matrix {
  /// Whether no element is a NaN or an infinity.
  ///
  /// - Complexity: O(elements).
  public var isFinite: Bool {
    withUnsafeElements { elements in
      // Counting, rather than stopping at the first, leaves the loop to the vector units.
      var nonFiniteCount: UInt64 = 0
      for element in elements {
        nonFiniteCount &+= element.bitPattern & Self.exponentBits == Self.exponentBits ? 1 : 0
      }
      return nonFiniteCount == 0
    }
  }

  /// Set in all of them: a NaN or an infinity.
  private static let exponentBits = Double.infinity.bitPattern

  /// Where the first NaN or infinity is, in row order.
  ///
  /// - Complexity: O(elements).
  public var firstNonFinitePosition: (row: Int, column: Int)? {
    guard !isFinite, let index = elements.firstIndex(where: { !$0.isFinite }) else { return nil }
    let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
    return (row, column)
  }

  /// Throws when an element is a NaN or an infinity, and says where.
  func checkIsFinite() throws(AlgebraError) {
    guard let position = firstNonFinitePosition else { return }
    throw AlgebraError(
      .nonFiniteValue,
      "row \(position.row + 1), column \(position.column + 1) of the matrix (counted from 1) is "
        + "not a finite number; replace or leave out missing and infinite values")
  }

  /// Throws when there are no rows or no columns.
  func checkIsNotEmpty() throws(AlgebraError) {
    guard rowCount > 0 && columnCount > 0 else {
      throw AlgebraError(
        .emptyInput,
        "a matrix of \(rowCount) x \(columnCount) has no elements; at least one row and one "
          + "column are needed")
    }
  }

  /// Throws unless the matrix is square, finite, and symmetric up to rounding.
  func checkIsSymmetric() throws(AlgebraError) {
    guard rowCount == columnCount else {
      throw AlgebraError(
        .shapeMismatch, "a matrix of \(rowCount) x \(columnCount) is not square")
    }
    try checkIsFinite()
    let largest = elements.reduce(0) { max($0, abs($1)) }
    for row in 0..<rowCount {
      for column in 0..<row where !(abs(self[row, column] - self[column, row]) <= 1e-10 * largest) {
        throw AlgebraError(
          .notSymmetric,
          "the elements at row \(row + 1), column \(column + 1) and at row \(column + 1), column "
            + "\(row + 1) (counted from 1) differ; a symmetric matrix is needed")
      }
    }
  }
}

extension BLAS {
  /// Throws when a dimension is more than BLAS can count.
  static func check(dimensions: Int...) throws(AlgebraError) {
    for dimension in dimensions where dimension > dimensionLimit {
      throw AlgebraError(
        .tooLarge, "a dimension of \(dimension) is more than BLAS can count (\(dimensionLimit))")
    }
  }
}
