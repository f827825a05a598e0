public import DenseAlgebra

/// How the values of a number column are brought to a common scale.
public enum Scaling: String, Sendable, Hashable, Codable, CaseIterable {
  /// As they are.
  case none
  /// Mean 0 and population standard deviation 1 (``StandardScaler``).
  case standard
  /// Median 0 and interquartile range 1 (``RobustScaler``).
  case robust
  /// Smallest 0 and largest 1 (``RangeScaler``).
  case range

  /// Learns this scaling from the columns of a matrix that did not come from a table.
  ///
  /// - Parameters:
  ///   - matrix: NaN and infinities are ignored here and stay what they are when scaled.
  ///   - weights: One for each row; nil when all weigh 1.
  /// - Returns: What scales other rows in the same way, and back.
  /// - Throws: ``FeatureError`` when `matrix` has no rows or the weights cannot be used.
  /// - Complexity: O(rows × columns).
  public func fitted(
    to matrix: Matrix, weights: [Double]? = nil
  ) throws(FeatureError) -> any InvertibleTransformer<Matrix, Matrix> {
    switch self {
    case .none: IdentityScaler()
    case .standard: try StandardScaler().fitted(to: matrix, weights: weights)
    case .robust: try RobustScaler().fitted(to: matrix, weights: weights)
    case .range: try RangeScaler().fitted(to: matrix, weights: weights)
    }
  }

  func scale(of sample: Sample) -> AffineScale {
    guard !sample.isEmpty else { return .identity }
    return switch self {
    case .none: .identity
    case .standard: StandardScaler.scale(of: sample)
    case .robust: RobustScaler.scale(of: sample)
    case .range: RangeScaler.scale(of: sample)
    }
  }
}

/// Leaves a matrix as it is.
private struct IdentityScaler: InvertibleTransformer {
  func applied(to matrix: Matrix) throws(FeatureError) -> Matrix { matrix }
  func inverted(_ matrix: Matrix) throws(FeatureError) -> Matrix { matrix }
}
