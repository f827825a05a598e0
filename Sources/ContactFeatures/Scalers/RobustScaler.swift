public import DenseAlgebra

/// Brings each column to median 0 and interquartile range 1, which outliers do not move.
///
/// Where more than half of the rows share one value, so that the interquartile range is 0, the unit
/// is the population standard deviation instead: raw units would let such a column outweigh all
/// others.
public struct RobustScaler: Estimator, Codable, Hashable {
  /// Creates the settings; there are none.
  public init() {}

  /// Learns median and interquartile range of each column.
  ///
  /// - Throws: ``FeatureError`` when `matrix` has no rows.
  /// - Complexity: O(rows × columns).
  public func fitted(to matrix: Matrix) throws(FeatureError) -> Fitted {
    try fitted(to: matrix, weights: nil)
  }

  /// Learns median and interquartile range of each column of weighted rows.
  ///
  /// - Parameters:
  ///   - matrix: NaN and infinities are ignored.
  ///   - weights: One for each row; nil when all weigh 1.
  /// - Returns: The learned numbers, which scale other rows in the same way.
  /// - Throws: ``FeatureError`` when `matrix` has no rows or the weights cannot be used.
  /// - Complexity: O(rows × columns); with weights O(rows · log rows × columns).
  public func fitted(to matrix: Matrix, weights: [Double]?) throws(FeatureError) -> Fitted {
    Fitted(scales: try matrix.scales(weights: weights, Self.scale(of:)))
  }

  static func scale(of sample: Sample) -> AffineScale {
    let quartiles = sample.quantiles([0.25, 0.5, 0.75])
    let range = min(quartiles[2] - quartiles[0], .greatestFiniteMagnitude)
    return AffineScale(
      center: quartiles[1], scale: range > 0 ? range : sample.moments.standardDeviation)
  }
}

extension RobustScaler {
  /// The learned numbers.
  public struct Fitted: InvertibleTransformer, Codable, Hashable {
    let scales: [AffineScale]

    /// The median of each column.
    public var medians: [Double] { scales.map(\.center) }
    /// The interquartile range of each column, or what stands for it where it is 0.
    public var ranges: [Double] { scales.map(\.scale) }

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
