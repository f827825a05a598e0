import CSegmentationKernels
public import ParallelBlocks

/// Sums of squared or absolute differences between one row and all rows, in Double.
///
/// Each sum is made column by column, and has the same bits for any instruction set and both ways
/// round.
///
/// The packed copy takes 8 bytes for each value.
public struct PointDistances: Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// What a difference adds to a sum.
  public let terms: CoordinateTerms

  let matrix: Matrix
  let groups: [Double]
  let groupCount: Int
  let instructionSet = InstructionSet.best

  /// Packs the rows of a matrix.
  ///
  /// - Complexity: O(rows × columns).
  public init(_ matrix: Matrix, terms: CoordinateTerms) {
    let lanes = Int(CSEG_GROUP_POINTS)
    let columnCount = matrix.columnCount
    let groupCount = (matrix.rowCount + lanes - 1) / lanes
    var groups = [Double](repeating: 0, count: groupCount * lanes * columnCount)
    for row in 0..<matrix.rowCount {
      let (group, lane) = row.quotientAndRemainder(dividingBy: lanes)
      for column in 0..<columnCount {
        groups[(group * columnCount + column) * lanes + lane] = matrix[row, column]
      }
    }
    self.matrix = matrix
    self.groups = groups
    self.groupCount = groupCount
    self.terms = terms
    rowCount = matrix.rowCount
  }

  /// Calls `body` with each row's number and its sums, one for each row, on several threads.
  ///
  /// - Parameters:
  ///   - takingRoots: Whether `body` gets the square roots of the sums.
  ///   - parallelism: How many threads work.
  ///   - body: What to do with a row's sums, which it may read until it returns.
  /// - Complexity: O(rows² × columns).
  public func forEachRow(
    takingRoots: Bool = false, parallelism: Parallelism,
    _ body: @Sendable (_ row: Int, _ sums: UnsafeBufferPointer<Double>) -> Void
  ) {
    parallelism.forEachBlock(count: rowCount, blockSize: 16) { _, rows in
      let scratch = ScratchMemory<Double>(count: groupCount * Int(CSEG_GROUP_POINTS))
      for row in rows {
        matrix.withUnsafeElements { elements in
          groups.withUnsafeBufferPointer { groups in
            cseg_distances(
              instructionSet.code, groups.baseAddress, Int64(matrix.columnCount), terms.code,
              Int64(groupCount), elements.baseAddress?.advanced(by: row * matrix.columnCount),
              scratch.elements.baseAddress)
          }
        }
        if takingRoots {
          cseg_take_roots(instructionSet.code, scratch.elements.baseAddress, Int64(rowCount))
        }
        body(row, UnsafeBufferPointer(rebasing: scratch.elements[..<rowCount]))
      }
    }
  }
}

extension UnsafeMutablePointer<Float> {
  /// The smallest of `count` floats from here and where it first stands; nil when none is finite.
  ///
  /// - Complexity: O(`count`).
  public func smallest(
    count: Int, instructionSet: InstructionSet
  ) -> (value: Float, position: Int)? {
    let found = cseg_smallest(instructionSet.code, self, Int64(count))
    return found.position < 0 ? nil : (found.best, Int(found.position))
  }
}
