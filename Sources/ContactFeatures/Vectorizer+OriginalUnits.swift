public import DenseAlgebra

extension Vectorizer {
  /// Centers, or any rows of features, in the units of the file.
  ///
  /// A number's scaling and transform are undone (the mean of logarithms becomes a geometric kind of
  /// mean), ages are days before the as-of date, levels, flags and indicators of missing values
  /// become shares.
  ///
  /// - Parameter centers: One row for each center, one column for each of ``features``.
  /// - Returns: A matrix of the same shape.
  /// - Throws: ``FeatureError`` when the number of columns is another.
  /// - Complexity: O(centers × features).
  public func originalUnits(of centers: Matrix) throws(FeatureError) -> Matrix {
    guard centers.columnCount == features.count else {
      throw FeatureError(
        .shapeMismatch,
        "the centers have \(centers.columnCount) columns, but there are \(features.count) features")
    }
    var elements: [Double] = []
    elements.reserveCapacity(centers.elements.count)
    for row in 0..<centers.rowCount {
      var feature = row * features.count
      for column in columns {
        for offset in 0..<column.encoder.featureCount {
          elements.append(column.encoder.natural(centers.elements[feature], feature: offset))
          feature += 1
        }
      }
    }
    return Matrix(
      rowCount: centers.rowCount, columnCount: centers.columnCount, elements: elements)
  }
}
