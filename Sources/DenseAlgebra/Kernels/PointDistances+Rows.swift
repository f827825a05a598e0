import CSegmentationKernels

extension PointDistances {
  /// Rows are written in groups of so many.
  public static let groupRows = Int(CSEG_GROUP_POINTS)

  /// Writes the sums between a row and some rows.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - rows: The other rows; the first is a multiple of ``groupRows``.
  ///   - sums: Room for as many numbers as there are rows, rounded up to whole groups.
  ///   - takingRoots: Whether square roots of the sums are written.
  /// - Complexity: O(`rows` × columns).
  public func write(
    from row: Int, to rows: Range<Int>, into sums: UnsafeMutablePointer<Double>,
    takingRoots: Bool = false
  ) {
    let columnCount = matrix.columnCount
    let first = rows.lowerBound / Self.groupRows
    let count = (rows.count + Self.groupRows - 1) / Self.groupRows
    precondition(
      row >= 0 && row < rowCount && rows.lowerBound == first * Self.groupRows
        && rows.upperBound <= rowCount, "no sums from row \(row) to \(rows) of \(rowCount)")
    matrix.withUnsafeElements { elements in
      groups.withUnsafeBufferPointer { groups in
        guard let elements = elements.baseAddress, let groups = groups.baseAddress else {
          sums.update(repeating: 0, count: rows.count)
          return
        }
        cseg_distances(
          instructionSet.code, groups + first * Self.groupRows * columnCount, Int64(columnCount),
          terms.code, Int64(count), elements + row * columnCount, sums)
      }
    }
    if takingRoots { cseg_take_roots(instructionSet.code, sums, Int64(rows.count)) }
  }

  /// The sum between two rows, with the same bits as when many are written at a time.
  ///
  /// - Complexity: O(columns).
  public func sum(_ row: Int, _ other: Int) -> Double {
    let width = matrix.columnCount
    precondition(
      row >= 0 && row < rowCount && other >= 0 && other < rowCount, "no rows \(row) and \(other)")
    return matrix.withUnsafeElements { elements in
      var sum = 0.0
      for column in 0..<width {
        let difference = elements[other &* width &+ column] - elements[row &* width &+ column]
        sum += terms == .squares ? difference * difference : difference.magnitude
      }
      return sum
    }
  }
}
