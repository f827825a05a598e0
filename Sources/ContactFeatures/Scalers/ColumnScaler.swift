public import DenseAlgebra

/// A shift and a unit for each column, learned by any ``Scaling``; from a file, whose rows need not fit
/// into memory, or from a matrix.
public struct ColumnScaler: InvertibleTransformer, Codable, Hashable {
  let scales: [AffineScale]

  /// The number of columns.
  public var columnCount: Int { scales.count }

  /// Scales each column; NaN and infinities stay what they are.
  ///
  /// - Throws: ``FeatureError`` when the number of columns differs from what was fitted.
  /// - Complexity: O(rows × columns).
  public func applied(to matrix: Matrix) throws(FeatureError) -> Matrix {
    // Numbers that stay what they are need no copy.
    if leavesAlone(matrix) { return matrix }
    return try matrix.scaled(by: scales, AffineScale.appliedToFinite)
  }

  /// Brings scaled values back to their own units.
  ///
  /// - Throws: ``FeatureError`` when the number of columns differs from what was fitted.
  /// - Complexity: O(rows × columns).
  public func inverted(_ matrix: Matrix) throws(FeatureError) -> Matrix {
    if leavesAlone(matrix) { return matrix }
    return try matrix.scaled(by: scales, AffineScale.invertedFinite)
  }

  private func leavesAlone(_ matrix: Matrix) -> Bool {
    matrix.columnCount == scales.count && scales.allSatisfy { $0 == .identity }
  }

  /// Scales whole rows in place, as ``applied(to:)`` does.
  ///
  /// - Complexity: O(elements).
  public func scale(_ rows: UnsafeMutableBufferPointer<Double>) {
    scales.withUnsafeBufferPointer { scales in
      for start in stride(from: 0, to: rows.count, by: max(1, scales.count)) {
        for (column, scale) in scales.enumerated() {
          rows[start + column] = AffineScale.appliedToFinite(scale, rows[start + column])
        }
      }
    }
  }
}

extension Scaling {
  /// Learns this scaling from the columns of a matrix, in a form that can be kept.
  ///
  /// - Parameters:
  ///   - matrix: NaN and infinities are ignored here and stay what they are when scaled.
  ///   - weights: One for each row; nil when all weigh 1.
  /// - Returns: What scales rows, and back, with the bits of ``fitted(to:weights:)``.
  /// - Throws: ``FeatureError`` when the matrix has no rows or the weights cannot be used.
  /// - Complexity: O(rows × columns).
  public func columnScaler(
    for matrix: Matrix, weights: [Double]? = nil
  ) throws(FeatureError) -> ColumnScaler {
    guard self != .none else {
      return ColumnScaler(scales: [AffineScale](repeating: .identity, count: matrix.columnCount))
    }
    return ColumnScaler(scales: try matrix.scales(weights: weights, scale(of:)))
  }

  /// Learns this scaling from the columns of a file, block by block.
  ///
  /// The learned numbers are, to the last bit, those of a matrix with the same rows. Rows are read up
  /// to three times, and none are kept.
  ///
  /// - Parameter file: NaN and infinities are ignored here and stay what they are when scaled.
  /// - Returns: What scales rows, and back.
  /// - Throws: ``FeatureError`` when the file has no rows, and for `robust`, which sorts columns and
  ///   needs all rows at once.
  /// - Complexity: O(rows × columns).
  public func fitted(toRowsOf file: NumPyFile) throws(FeatureError) -> ColumnScaler {
    guard file.rowCount > 0 else {
      throw FeatureError(.emptyTable, "the file has no rows; a scaler needs at least one")
    }
    guard self != .robust else {
      throw FeatureError(
        .invalidSetting,
        "robust scaling sorts each column, for which all rows must fit into memory; use standard, "
          + "range or none, or set no limit to memory")
    }
    var columns = [RunningMoments](repeating: RunningMoments(), count: file.columnCount)
    guard self != .none else {
      return ColumnScaler(scales: columns.map { _ in .identity })
    }
    file.forEachFinite(in: &columns) { $0.addToBounds($1) }
    for column in columns.indices { columns[column].finishBounds() }
    if self == .standard {
      file.forEachFinite(in: &columns) { $0.addToSum($1) }
      for column in columns.indices { columns[column].finishSum() }
      file.forEachFinite(in: &columns) { $0.addToSquares($1) }
    }
    return ColumnScaler(scales: columns.map(scale(of:)))
  }

  private func scale(of column: RunningMoments) -> AffineScale {
    guard !column.isEmpty else { return .identity }
    return self == .range
      ? RangeScaler.scale(from: column.lowest, to: column.highest)
      : StandardScaler.scale(of: column.moments)
  }
}

extension NumPyFile {
  /// Shows the finite values of each column, row after row, to what is kept of the column.
  fileprivate func forEachFinite(
    in columns: inout [RunningMoments], _ body: (inout RunningMoments, Double) -> Void
  ) {
    let columnCount = columnCount
    let blockRows = max(1, (1 << 16) / columnCount)
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: blockRows * columnCount)
    defer { scratch.deallocate() }
    columns.withUnsafeMutableBufferPointer { columns in
      withOriginalRows(isReleasing: true) { rows in
        for first in stride(from: 0, to: rowCount, by: blockRows) {
          let block = first..<min(first + blockRows, rowCount)
          let elements = rows.doubles(of: block, scratch: scratch)
          for row in 0..<block.count {
            for column in 0..<columnCount {
              let value = elements[row * columnCount + column]
              if value.isFinite { body(&columns[column], value) }
            }
          }
          rows.release(block)
        }
      }
    }
  }
}
