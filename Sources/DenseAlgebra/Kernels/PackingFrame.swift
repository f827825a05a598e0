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
  /// Rows that are looked at to find a frame.
  private static let sampleRowCount = 512

  /// A frame around the medians of evenly spaced rows.
  ///
  /// Medians, because a few huge values would pull means away from where most rows are, and the
  /// precision of Float is lost with the distance from the centre.
  init(sampling rows: OriginalRows, centre given: [Double]?) {
    let sampleCount = min(Self.sampleRowCount, rows.rowCount)
    let sample = (0..<sampleCount).map { $0 * rows.rowCount / sampleCount }
    var centre = given ?? []
    var largest = 0.0
    for column in 0..<rows.columnCount {
      let values = sample.map { rows.value(row: $0, column: column) }.filter(\.isFinite).sorted()
      if given == nil { centre.append(values.isEmpty ? 0 : values[values.count / 2]) }
      guard let first = values.first, let last = values.last else { continue }
      let reach = max(centre[column] - first, last - centre[column])
      if reach.isFinite { largest = max(largest, reach) }
    }
    let exponent = largest > 0 ? min(max(Int(largest.exponent), -1022), 1022) : 0
    self.init(centre: centre, scale: Double(sign: .plus, exponent: -exponent, significand: 1))
  }
}
