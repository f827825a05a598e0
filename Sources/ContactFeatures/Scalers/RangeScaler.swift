public import DenseAlgebra

/// Brings the smallest value of each column to 0 and the largest to 1.
///
/// A constant column becomes 0. New values outside the learned range fall outside 0...1.
public struct RangeScaler: Estimator, Codable, Hashable {
  /// Creates the settings; there are none.
  public init() {}

  /// Learns the smallest and the largest value of each column.
  ///
  /// - Throws: ``FeatureError`` when `matrix` has no rows.
  /// - Complexity: O(rows × columns).
  public func fitted(to matrix: Matrix) throws(FeatureError) -> Fitted {
    try fitted(to: matrix, weights: nil)
  }

  /// Learns the smallest and the largest value of each column of weighted rows.
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

  static func scale(of sample: Sample) -> AffineScale {
    let (lowest, highest) = sample.bounds
    return scale(from: lowest, to: highest)
  }

  static func scale(from lowest: Double, to highest: Double) -> AffineScale {
    AffineScale(center: lowest, scale: min(highest - lowest, .greatestFiniteMagnitude))
  }
}

extension RangeScaler {
  /// The learned numbers.
  public struct Fitted: InvertibleTransformer, Codable, Hashable {
    let scales: [AffineScale]

    /// The smallest value of each column.
    public var minimums: [Double] { scales.map(\.center) }
    /// The largest value less the smallest of each column; 1 where the column is constant.
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
