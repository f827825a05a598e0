public import ParallelBlocks

/// The directions in which the rows of a matrix vary most.
///
/// Jolliffe and Cadima 2016, https://doi.org/10.1098/rsta.2015.0202. This value holds the settings;
/// what is learned is a ``Model``.
///
/// ```swift
/// let model = try PrincipalComponents(componentCount: 2).fitted(to: features)
/// let points = try model.projection(of: features)
/// ```
public struct PrincipalComponents: Sendable, Hashable {
  /// The number of components to keep; `nil` keeps all: as many as the smaller of the numbers of
  /// rows and columns.
  public var componentCount: Int?
  /// How many threads may work; the result has the same bits for any number.
  public var parallelism: Parallelism

  /// Creates the settings.
  public init(componentCount: Int? = nil, parallelism: Parallelism = .automatic) {
    self.componentCount = componentCount
    self.parallelism = parallelism
  }

  /// Finds the components of a matrix.
  ///
  /// Many rows and few columns are reduced to their covariance matrix, whose eigenvectors are taken.
  /// Otherwise the centred rows are decomposed into singular values. Columns are centred and not
  /// scaled: scale them before when their units differ.
  ///
  /// - Parameters:
  ///   - matrix: Rows x columns.
  ///   - weights: One for each row, 0 or more; `nil` counts each row once.
  /// - Returns: The means, the components, and their variances.
  /// - Throws: ``AlgebraError`` when the matrix is empty, not finite or too large, more components
  ///   are asked for than there are, or the weights cannot be used.
  /// - Complexity: O(rows × columns × the smaller of both).
  public func fitted(
    to matrix: Matrix, weights: [Double]? = nil
  ) throws(AlgebraError) -> Model {
    // From ten rows a column on, squaring costs less than half of the decomposition's time.
    let isTall = matrix.rowCount / 10 >= matrix.columnCount && matrix.columnCount <= 2000
    return try fitted(to: matrix, weights: weights, method: isTall ? .covariance : .singularValues)
  }

  /// The ways to the same components.
  enum Method: CaseIterable {
    case covariance, singularValues
  }

  func fitted(
    to matrix: Matrix, weights: [Double]?, method: Method
  ) throws(AlgebraError) -> Model {
    try matrix.checkIsNotEmpty()
    let limit = min(matrix.rowCount, matrix.columnCount)
    let count = componentCount ?? limit
    guard (1...limit).contains(count) else {
      throw AlgebraError(
        .invalidSetting,
        "\(count) components cannot be found in a matrix of \(matrix.rowCount) x "
          + "\(matrix.columnCount); ask for 1 to \(limit)")
    }
    let weights = try RowWeights(weights, rowCount: matrix.rowCount)
    let means = try matrix.columnMeans(weights, parallelism)
    let axes =
      switch method {
      case .covariance: try covarianceAxes(of: matrix, about: means, weights)
      case .singularValues: try singularAxes(of: matrix, about: means, weights)
      }
    let totalVariance = axes.variances.reduce(0, +)
    guard totalVariance.isFinite else {
      throw AlgebraError(
        .overflow, "the variances of the columns are too large for a number; scale them down")
    }
    return Model(
      means: means, components: axes.vectors.selectingRows(0..<count),
      variances: Array(axes.variances.prefix(count)), totalVariance: totalVariance)
  }

  /// Directions as rows of length 1, and the variances along them, the largest first.
  private typealias Axes = (vectors: Matrix, variances: [Double])

  private func covarianceAxes(
    of matrix: Matrix, about means: [Double], _ weights: RowWeights
  ) throws(AlgebraError) -> Axes {
    let covariance = try matrix.covariance(about: means, weights, parallelism)
    let decomposition = try SymmetricEigendecomposition(of: covariance)
    // Rounding can leave a variance of nothing slightly below 0.
    return (decomposition.vectors, decomposition.values.map { max(0, $0) })
  }

  private func singularAxes(
    of matrix: Matrix, about means: [Double], _ weights: RowWeights
  ) throws(AlgebraError) -> Axes {
    var centered = matrix.subtractingFromEachRow(means)
    if let values = weights.values {
      centered = centered.scalingRows(by: values.map { $0.squareRoot() })
    }
    guard centered.isFinite else {
      throw AlgebraError(
        .overflow, "the deviations from the means are too large for a number; scale them down")
    }
    let decomposition = try SingularValueDecomposition(of: centered)
    return (decomposition.rightVectors, decomposition.values.map { $0 * $0 / weights.total })
  }
}
