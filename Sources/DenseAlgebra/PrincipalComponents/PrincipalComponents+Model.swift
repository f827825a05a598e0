public import ParallelBlocks

extension PrincipalComponents {
  /// Principal components that were learned from a matrix.
  public struct Model: Sendable, Hashable {
    /// The mean of each column.
    public let means: [Double]
    /// The components as rows of length 1, the one with the largest variance first; the largest
    /// element of each is positive.
    public let components: Matrix
    /// The population variance along each component.
    ///
    /// It is divided by the number of rows `n`, or the total weight. R and scikit-learn divide by
    /// `n - 1`: multiply by `n / (n - 1)` to get theirs.
    public let variances: [Double]
    /// The sum of the population variances of all columns.
    public let totalVariance: Double

    /// The part of the total variance along each component; 0 when nothing varies.
    public var explainedShares: [Double] {
      variances.map { totalVariance > 0 ? $0 / totalVariance : 0 }
    }

    /// The coordinates of rows along the components.
    ///
    /// - Parameters:
    ///   - matrix: Rows with the columns that the components were learned from.
    ///   - parallelism: The result has the same bits for any number of threads.
    /// - Returns: One row for each row of `matrix`, one column for each component.
    /// - Throws: ``AlgebraError`` when the number of columns differs.
    /// - Complexity: O(rows × columns × components).
    public func projection(
      of matrix: Matrix, parallelism: Parallelism = .automatic
    ) throws(AlgebraError) -> Matrix {
      guard matrix.columnCount == means.count else {
        throw AlgebraError(
          .shapeMismatch,
          "\(matrix.columnCount) columns cannot be projected on components of \(means.count)")
      }
      // Centred first: subtracting the projected means would lose the digits of small deviations.
      return try matrix.product(
        with: components, transposingOther: true, subtracting: means, parallelism)
    }

    /// The rows that have the given coordinates along the components, and none elsewhere.
    ///
    /// - Parameters:
    ///   - projection: One column for each component.
    ///   - parallelism: The result has the same bits for any number of threads.
    /// - Returns: One row for each row of `projection`, with the original columns.
    /// - Throws: ``AlgebraError`` when the number of columns differs.
    /// - Complexity: O(rows × columns × components).
    public func reconstruction(
      of projection: Matrix, parallelism: Parallelism = .automatic
    ) throws(AlgebraError) -> Matrix {
      try projection.multiplied(by: components, parallelism: parallelism)
        .addingToEachRow(means)
    }
  }
}

extension PrincipalComponents.Model: Codable {
  private enum CodingKeys: String, CodingKey {
    case means, components, variances, totalVariance
  }

  /// Reads a model; parts that do not fit together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    means = try container.decode([Double].self, forKey: .means)
    components = try container.decode(Matrix.self, forKey: .components)
    variances = try container.decode([Double].self, forKey: .variances)
    totalVariance = try container.decode(Double.self, forKey: .totalVariance)
    guard components.columnCount == means.count, components.rowCount == variances.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .components, in: container,
        debugDescription: "components of \(components.rowCount) x \(components.columnCount) do not "
          + "fit \(means.count) means and \(variances.count) variances")
    }
  }
}
