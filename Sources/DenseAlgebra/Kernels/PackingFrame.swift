import CSegmentationKernels

/// Where packed coordinates lie: packed = (original − centre) × scale.
///
/// Float keeps seven digits, so a column of years or of amounts around 10⁹ is moved to its middle
/// first; and all columns are scaled by one power of two, which is exact and keeps squares far
/// from overflow and underflow.
public struct PackingFrame: Sendable, Hashable {
  /// One number for each column, near the column's middle.
  public let centre: [Double]
  /// A power of two.
  public let scale: Double

  /// Creates a frame.
  ///
  /// - Parameters:
  ///   - centre: One finite number for each column. Any is right; in the middle of most rows is fast.
  ///   - scale: A positive power of two.
  public init(centre: [Double], scale: Double) {
    precondition(centre.allSatisfy(\.isFinite), "the centre of a column is not finite")
    precondition(
      scale > 0 && scale.isFinite && scale.significand == 1, "scale is not a power of two")
    self.centre = centre
    self.scale = scale
  }

  func withUnsafeFrame<R>(_ body: (cseg_frame) -> R) -> R {
    centre.withUnsafeBufferPointer { body(cseg_frame(centre: $0.baseAddress, scale: scale)) }
  }
}

extension PackingFrame {
  /// The most rows that are looked at to find a frame.
  private static let sampleRowLimit = 256

  /// A frame around the medians of evenly spaced rows, or 0 where that is near.
  ///
  /// Medians, because a few huge values would pull means away from where most rows are, and the
  /// precision of Float is lost with the distance from the centre.
  ///
  /// - Parameters:
  ///   - rows: The rows; values that are not finite are passed over.
  ///   - given: A centre to use instead of medians.
  /// - Complexity: O(columns).
  public init(sampling rows: OriginalRows, centre given: [Double]? = nil) {
    let sampleCount = min(rows.rowCount, max(64, min(Self.sampleRowLimit, rows.rowCount / 128)))
    let sample = (0..<sampleCount).map { index in
      // With a row of a file the system reads the pages around it: 32 MB for all rows.
      if index.isMultiple(of: 16) { rows.release(0..<rows.rowCount) }
      return rows.row(index * rows.rowCount / sampleCount)
    }
    rows.release(0..<rows.rowCount)
    var centre = given ?? []
    var largest = 0.0
    for column in 0..<rows.columnCount {
      let values = sample.map { $0[column] }.filter(\.isFinite).sorted()
      if given == nil { centre.append(Self.middle(of: values)) }
      guard let first = values.first, let last = values.last else { continue }
      let reach = max(centre[column] - first, last - centre[column])
      if reach.isFinite { largest = max(largest, reach) }
    }
    let exponent = largest > 0 ? min(max(Int(largest.exponent), -1022), 1022) : 0
    self.init(centre: centre, scale: Double(sign: .plus, exponent: -exponent, significand: 1))
  }

  /// The median of sorted values, or 0 where that is hardly farther from them.
  ///
  /// Differences to 0 are exact, and so are differences of values that are within a factor of 2 of
  /// the median: means of equal values then have no error, and those of whole numbers hardly any.
  private static func middle(of values: [Double]) -> Double {
    guard let first = values.first, let last = values.last else { return 0 }
    let median = values[values.count / 2]
    let quartileRange = values[values.count * 3 / 4] - values[values.count / 4]
    let spread = quartileRange > 0 ? quartileRange : last - first
    return median.magnitude <= 4 * spread ? 0 : median
  }
}
