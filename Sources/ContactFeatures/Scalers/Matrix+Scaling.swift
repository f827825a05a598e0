internal import DenseAlgebra

extension Matrix {
  /// The scale of each column, learned from its finite values.
  func scales(
    weights: [Double]?, _ scale: (Sample) -> AffineScale
  ) throws(FeatureError) -> [AffineScale] {
    guard rowCount > 0 else {
      throw FeatureError(.emptyTable, "the matrix has no rows; a scaler needs at least one")
    }
    try RowWeights.check(weights, rowCount: rowCount)
    return (0..<columnCount).map { column in
      let sample = Sample(observedIn: self.column(column), weights: weights)
      return sample.isEmpty ? .identity : scale(sample)
    }
  }

  /// The matrix with each element passed through the scale of its column.
  func scaled(
    by scales: [AffineScale], _ apply: (AffineScale, Double) -> Double
  ) throws(FeatureError) -> Matrix {
    guard columnCount == scales.count else {
      throw FeatureError(
        .shapeMismatch,
        "the matrix has \(columnCount) columns, but the scaler was fitted to \(scales.count)")
    }
    var result = self
    result.withUnsafeMutableElements { elements in
      for start in stride(from: 0, to: elements.count, by: max(1, scales.count)) {
        for (column, scale) in scales.enumerated() {
          elements[start + column] = apply(scale, elements[start + column])
        }
      }
    }
    return result
  }
}

extension AffineScale {
  /// Like `applied`, but what is not a number stays what it is, for others to object to.
  static func appliedToFinite(_ scale: AffineScale, _ value: Double) -> Double {
    value.isFinite ? scale.applied(to: value) : value
  }

  static func invertedFinite(_ scale: AffineScale, _ value: Double) -> Double {
    value.isFinite ? scale.inverted(value) : value
  }
}
