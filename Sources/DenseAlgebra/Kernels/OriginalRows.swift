import CSegmentationKernels
import ParallelBlocks

/// The rows as they came, in Double or in Float, row after row, in memory that somebody else owns:
/// that of a matrix, or of a mapped file, whose rows may be scaled whenever they are read.
///
/// Sums, objectives and close decisions are made from these, never from packed rows.
public struct OriginalRows: Sendable {
  enum Values: Sendable {
    case doubles(SharedReads<Double>)
    case floats(SharedReads<Float>)
    case transformed(TransformedRows)
  }

  let values: Values
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns; at least 1.
  public let columnCount: Int
  /// Whether the rows lie in a mapped file, and their pages can be given back.
  let isReleasable: Bool

  /// Rows of Double that outlive this value and do not change.
  ///
  /// - Parameters:
  ///   - doubles: Whole rows, one after another.
  ///   - columnCount: At least 1.
  public init(doubles: UnsafeBufferPointer<Double>, columnCount: Int) {
    self.init(
      .doubles(SharedReads(doubles)), count: doubles.count, columnCount: columnCount,
      isReleasable: false)
  }

  /// Rows of Float, as in a memory-mapped file, that outlive this value and do not change.
  ///
  /// - Parameters:
  ///   - floats: Whole rows, one after another.
  ///   - columnCount: At least 1.
  public init(floats: UnsafeBufferPointer<Float>, columnCount: Int) {
    self.init(
      .floats(SharedReads(floats)), count: floats.count, columnCount: columnCount,
      isReleasable: false)
  }

  init(_ values: Values, count: Int, columnCount: Int, isReleasable: Bool) {
    precondition(
      columnCount >= 1 && count.isMultiple(of: columnCount),
      "\(count) values cannot fill rows of \(columnCount)")
    self.init(
      values: values, rowCount: count / columnCount, columnCount: columnCount,
      isReleasable: isReleasable)
  }

  init(values: Values, rowCount: Int, columnCount: Int, isReleasable: Bool) {
    self.values = values
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.isReleasable = isReleasable
  }

  /// The elements of some rows in Double, row after row.
  ///
  /// - Parameters:
  ///   - rows: Inside `0..<rowCount`.
  ///   - scratch: Room for `rows.count * columnCount` elements, used when the rows are of Float or
  ///     transformed.
  /// - Returns: `rows.count * columnCount` elements, valid until `scratch` is used again.
  /// - Complexity: O(1) for Double, O(elements of the rows) for Float.
  public func doubles(
    of rows: Range<Int>, scratch: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    check(rows)
    let offset = rows.lowerBound * columnCount
    switch values {
    case .doubles(let reads):
      guard let start = reads.elements.baseAddress else { return UnsafePointer(scratch) }
      return start + offset
    case .floats(let reads):
      cseg_widen(
        reads.elements.baseAddress?.advanced(by: offset), Int64(rows.count * columnCount), scratch)
      return UnsafePointer(scratch)
    case .transformed(let base):
      base.read(rows, into: scratch)
      return UnsafePointer(scratch)
    }
  }

  /// Some of the rows, numbered from 0.
  public func slice(_ rows: Range<Int>) -> OriginalRows {
    check(rows)
    let range = rows.lowerBound * columnCount..<rows.upperBound * columnCount
    return switch values {
    case .doubles(let reads):
      OriginalRows(
        doubles: UnsafeBufferPointer(rebasing: reads.elements[range]), columnCount: columnCount)
    case .floats(let reads):
      OriginalRows(
        floats: UnsafeBufferPointer(rebasing: reads.elements[range]), columnCount: columnCount)
    case .transformed(let base): base.slice(rows)
    }
  }

  /// A copy of one row in Double.
  ///
  /// - Complexity: O(columns).
  public func row(_ row: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: columnCount) { elements, count in
      guard let scratch = elements.baseAddress else { return }
      let values = doubles(of: row..<row + 1, scratch: scratch)
      if values != UnsafePointer(scratch) { scratch.initialize(from: values, count: columnCount) }
      count = columnCount
    }
  }

  /// One row as it is packed in a frame: as a seed.
  ///
  /// - Complexity: O(columns).
  public func packedRow(_ row: Int, in frame: PackingFrame) -> [Float] {
    zip(self.row(row), frame.centre).map { Float(($0 - $1) * frame.scale) }
  }

  /// Whether two rows have the same elements.
  ///
  /// - Complexity: O(columns).
  public func areEqual(_ first: Int, _ second: Int) -> Bool {
    func areEqual<Value: Equatable>(_ values: UnsafeBufferPointer<Value>) -> Bool {
      let (first, second) = (first * columnCount, second * columnCount)
      return (0..<columnCount).allSatisfy { values[first + $0] == values[second + $0] }
    }
    return switch values {
    case .doubles(let reads): areEqual(reads.elements)
    case .floats(let reads): areEqual(reads.elements)
    case .transformed: row(first) == row(second)
    }
  }

  func check(_ rows: Range<Int>) {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
  }
}

extension OriginalRows {
  /// A row's nearest two centers and their squared distances, in Double.
  public struct Nearest: Sendable, Hashable {
    /// The nearest center; ties go to the lowest index.
    public let label: Int32
    /// The next one; −1 when there is only one center.
    public let secondLabel: Int32
    /// The squared Euclidean distance from the nearest center.
    public let squaredDistance: Double
    /// The squared Euclidean distance from the next one; infinity when there is none.
    public let secondSquaredDistance: Double
  }

  /// The nearest two centers of one row.
  ///
  /// Distances are sums of squared differences, column by column, each operation rounded to Double:
  /// what a plain loop computes, to the last bit.
  ///
  /// - Parameters:
  ///   - row: In `0..<rowCount`.
  ///   - centers: At least one, with as many columns as the rows.
  ///   - scale: A power of two that coordinates are multiplied by before they are squared: it changes
  ///     no digit, and keeps squares of very small numbers from vanishing.
  /// - Returns: Labels and squared distances in that scale; ties go to the lowest index.
  /// - Complexity: O(centers × columns).
  public func nearest(to row: Int, among centers: Matrix, scale: Double = 1) -> Nearest {
    check(row..<row + 1)
    precondition(centers.columnCount == columnCount && centers.rowCount >= 1)
    let found = centers.withUnsafeElements {
      scaledNearest(to: row, among: $0, scale: scale)
    }
    return Nearest(
      label: found.label, secondLabel: found.secondLabel, squaredDistance: found.squaredDistance,
      secondSquaredDistance: found.secondSquaredDistance)
  }

  /// The nearest two centers in coordinates times `scale`, a power of two.
  func scaledNearest(
    to row: Int, among centers: UnsafeBufferPointer<Double>, scale: Double
  ) -> cseg_nearest {
    let count = Int64(centers.count / columnCount)
    return withPlainRows(row..<row + 1) { plain in
      switch plain {
      case .doubles(let start):
        cseg_nearest_exact_doubles(
          start, centers.baseAddress, count, Int64(columnCount), scale)
      case .floats(let start):
        cseg_nearest_exact_floats(start, centers.baseAddress, count, Int64(columnCount), scale)
      }
    }
  }

  /// Adds each row's weighted squared distance from its center to its cluster's sum.
  ///
  /// - Parameters:
  ///   - rows: The rows of a block.
  ///   - labels: One for each row of the block; a negative label leaves a row out.
  ///   - weights: One for each row of the block; nil stands for 1.
  ///   - centers: With as many columns as the rows.
  ///   - within: One sum for each center.
  /// - Complexity: O(rows × columns).
  public func addSquaredDistances(
    of rows: Range<Int>, labels: UnsafeBufferPointer<Int32>, weights: UnsafeBufferPointer<Double>?,
    from centers: Matrix, to within: inout [Double]
  ) {
    check(rows)
    precondition(
      labels.count == rows.count && (weights.map { $0.count == rows.count } ?? true)
        && centers.columnCount == columnCount && within.count == centers.rowCount)
    precondition(labels.allSatisfy { $0 < within.count }, "a label has no center")
    within.withUnsafeMutableBufferPointer { within in
      centers.withUnsafeElements { centers in
        withPlainRows(rows) { plain in
          switch plain {
          case .doubles(let start):
            cseg_within_doubles(
              InstructionSet.best.code, start, weights?.baseAddress, labels.baseAddress,
              Int64(rows.count), centers.baseAddress, Int64(columnCount), within.baseAddress)
          case .floats(let start):
            cseg_within_floats(
              InstructionSet.best.code, start, weights?.baseAddress, labels.baseAddress,
              Int64(rows.count), centers.baseAddress, Int64(columnCount), within.baseAddress)
          }
        }
      }
    }
  }
}
