import CSegmentationKernels

/// Points in groups of 16, in Double, in an order that keeps near ones together.
public struct PointGroups: Sendable {
  /// Points in a group.
  public static let size = Int(CSEG_GROUP_POINTS)

  /// The number of groups; the last may have places without a point.
  public let count: Int
  private let columnCount: Int
  private let terms: CoordinateTerms
  private let groups: [Double]
  private let instructionSet = InstructionSet.best

  /// Packs some rows of a matrix, in the order given.
  ///
  /// - Complexity: O(`rows` × columns).
  public init(_ matrix: Matrix, rows: [Int32], terms: CoordinateTerms) {
    columnCount = matrix.columnCount
    self.terms = terms
    count = (rows.count + Self.size - 1) / Self.size
    // A place without a point is infinitely far from everything.
    var groups = [Double](repeating: .infinity, count: count * Self.size * columnCount)
    for (position, row) in rows.enumerated() {
      let (group, lane) = position.quotientAndRemainder(dividingBy: Self.size)
      for column in 0..<columnCount {
        groups[(group * columnCount + column) * Self.size + lane] = matrix[Int(row), column]
      }
    }
    self.groups = groups
  }

  /// A point that is outside of a component.
  public struct Outside: Sendable {
    /// Its sum of squared or absolute differences.
    public let sum: Double
    /// Where it stands.
    public let position: Int
  }

  /// The nearest point of some groups that belongs to another component, of equally near ones the
  /// first; nil when no sum is below `limit`.
  ///
  /// - Complexity: O(points of the groups × columns).
  public func nearest(
    to point: UnsafePointer<Double>, in range: Range<Int>, outside component: Int32,
    of components: UnsafePointer<Int32>, below limit: Double
  ) -> Outside? {
    let found = groups.withUnsafeBufferPointer {
      cseg_nearest_outside(
        instructionSet.code, $0.baseAddress, Int64(columnCount), terms.code,
        Int64(range.lowerBound), Int64(range.count), point, components, component, limit)
    }
    return found.position < 0 ? nil : Outside(sum: found.sum, position: Int(found.position))
  }
}
