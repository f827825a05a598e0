public import DenseAlgebra

/// Brings each column to mean 0 and population standard deviation 1.
///
/// A constant column becomes 0. The deviation has the number of rows as its divisor, not one less.
public struct StandardScaler: Estimator, Codable, Hashable {
  /// Creates the settings; there are none.
  public init() {}

  /// Learns mean and standard deviation of each column.
  ///
  /// - Throws: ``FeatureError`` when `matrix` has no rows.
  /// - Complexity: O(rows × columns).
  public func fitted(to matrix: Matrix) throws(FeatureError) -> Fitted {
    try fitted(to: matrix, weights: nil)
  }

  /// Learns mean and standard deviation of each column of weighted rows.
  ///
  /// - Parameters:
  ///   - matrix: NaN and infinities are ignored.
  ///   - weights: One for each row; nil when all weigh 1.
  /// - Returns: The learned numbers, which scale other rows in the same way.
  /// - Throws: ``FeatureError`` when `matrix` has no rows or the weights cannot be used.
  /// - Complexity: O(rows × columns).
  public func fitted(to matrix: Matrix, weights: [Double]?) throws(FeatureError) -> Fitted {
    Fitted(scales: try matrix.scales(weights: weights, Self.scale(of:)))
  }

  static func scale(of sample: Sample) -> AffineScale { scale(of: sample.moments) }

  static func scale(of moments: Moments) -> AffineScale {
    AffineScale(center: moments.mean, scale: moments.standardDeviation)
  }
}

extension StandardScaler {
  /// The learned numbers.
  public struct Fitted: InvertibleTransformer, Codable, Hashable {
    let scales: [AffineScale]

    /// The mean of each column.
    public var means: [Double] { scales.map(\.center) }
    /// The population standard deviation of each column; 1 where the column is constant.
    public var standardDeviations: [Double] { scales.map(\.scale) }

    /// Scales each column; NaN and infinities stay what they are.
    ///
    /// - Throws: ``FeatureError`` when the number of columns differs from what was fitted.
    /// - Complexity: O(rows × columns).
    public func applied(to matrix: Matrix) throws(FeatureError) -> Matrix {
      try matrix.scaled(by: scales, AffineScale.appliedToFinite)
    }

    /// Brings scaled values back to their own units.
    ///
    /// - Throws: ``FeatureError`` when the number of columns differs from what was fitted.
    /// - Complexity: O(rows × columns).
    public func inverted(_ matrix: Matrix) throws(FeatureError) -> Matrix {
      try matrix.scaled(by: scales, AffineScale.invertedFinite)
    }
  }
}
