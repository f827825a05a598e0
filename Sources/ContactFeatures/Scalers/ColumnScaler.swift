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
  /// to three times, and none are kept. Only `robust` needs whole columns, to find their quartiles, and
  /// reads the file as often as some of them fit into memory.
  ///
  /// - Parameters:
  ///   - file: NaN and infinities are ignored here and stay what they are when scaled.
  ///   - memoryLimit: How many bytes may be taken for columns; without a limit when nil.
  /// - Returns: What scales rows, and back.
  /// - Throws: ``FeatureError`` when the file has no rows, or a column does not fit for `robust`.
  /// - Complexity: O(rows × columns), and as much again each time the file is read.
  public func fitted(
    toRowsOf file: NumPyFile, memoryLimit: Int? = nil
  ) throws(FeatureError) -> ColumnScaler {
    guard file.rowCount > 0 else {
      throw FeatureError(.emptyTable, "the file has no rows; a scaler needs at least one")
    }
    guard self != .robust else {
      return try Self.robustScaler(ofRowsOf: file, memoryLimit: memoryLimit)
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

  /// Finds the quartiles of some columns after the other, as many as fit into memory at a time.
  private static func robustScaler(
    ofRowsOf file: NumPyFile, memoryLimit: Int?
  ) throws(FeatureError) -> ColumnScaler {
    let columnSize = 8 * file.rowCount
    // One column is copied while its quartiles are found.
    let room = memoryLimit.map { $0 / columnSize - 1 } ?? file.columnCount
    guard room >= 1 else {
      throw FeatureError(
        .invalidSetting,
        "robust scaling finds the quartiles of each column, for which \(file.rowCount) rows take "
          + "\((2 * columnSize + 999_999) / 1_000_000) MB; use standard, range or none, or "
          + "allow more memory")
    }
    var scales: [AffineScale] = []
    for first in stride(from: 0, to: file.columnCount, by: room) {
      var columns = [[Double]](repeating: [], count: file.columnCount)
      let range = first..<min(first + room, file.columnCount)
      for column in range { columns[column].reserveCapacity(file.rowCount) }
      file.forEachFinite(in: &columns, of: range) { $0.append($1) }
      for column in range {
        let sample = Sample(values: columns[column])
        columns[column] = []
        scales.append(Scaling.robust.scale(of: sample))
      }
    }
    return ColumnScaler(scales: scales)
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
  fileprivate func forEachFinite<Kept>(
    in columns: inout [Kept], of range: Range<Int>? = nil, _ body: (inout Kept, Double) -> Void
  ) {
    let columnCount = columnCount
    let range = range ?? 0..<columnCount
    let blockRows = max(1, (1 << 16) / columnCount)
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: blockRows * columnCount)
    defer { scratch.deallocate() }
    columns.withUnsafeMutableBufferPointer { columns in
      withOriginalRows(isReleasing: true) { rows in
        for first in stride(from: 0, to: rowCount, by: blockRows) {
          let block = first..<min(first + blockRows, rowCount)
          let elements = rows.doubles(of: block, scratch: scratch)
          for row in 0..<block.count {
            for column in range {
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
