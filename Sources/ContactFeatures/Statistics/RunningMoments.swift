/// Mean and deviation of values that are looked at three times: for their bounds, their sum, and the
/// squares of their deviations.
///
/// Values are shifted by the first one before they are added, which keeps a small spread on top
/// of a large offset, and measured in a power of two near their range, which keeps the squares of
/// 1e308 and of 1e-308 apart from infinity and zero. A constant sample has a deviation of exactly
/// zero.
struct RunningMoments {
  private(set) var lowest = Double.infinity
  private(set) var highest = -Double.infinity
  private var first: Double?
  private var totalWeight = 0.0
  private var unit = (value: 1.0, inverse: 1.0)
  private var scaledShift = 0.0
  private var sum = 0.0
  private var meanDeviation = 0.0
  private var squares = 0.0
  private var residual = 0.0

  /// Whether no value was looked at.
  var isEmpty: Bool { first == nil }

  /// Looks at a finite value for the first time.
  @inline(__always)
  mutating func addToBounds(_ value: Double) {
    if first == nil { first = value }
    lowest = min(lowest, value)
    highest = max(highest, value)
  }

  /// Ends the first look.
  mutating func finishBounds() {
    guard let first else { return }
    unit = Self.unit(forRange: highest - lowest)
    scaledShift = first * unit.inverse
  }

  /// Looks at a value for the second time.
  @inline(__always)
  mutating func addToSum(_ value: Double, weight: Double = 1) {
    totalWeight += weight
    sum += weight * (value * unit.inverse - scaledShift)
  }

  /// Ends the second look.
  mutating func finishSum() { meanDeviation = sum / totalWeight }

  /// Looks at a value for the third time.
  @inline(__always)
  mutating func addToSquares(_ value: Double, weight: Double = 1) {
    let deviation = value * unit.inverse - scaledShift - meanDeviation
    squares += weight * deviation * deviation
    residual += weight * deviation
  }

  /// Mean and population standard deviation, after the third look.
  var moments: Moments {
    guard lowest < highest else {
      return Moments(mean: first ?? 0, standardDeviation: 0)
    }
    // The second term removes what the rounding of the mean has added (Chan, Golub, LeVeque 1983).
    let variance = max(0, squares - residual * residual / totalWeight) / totalWeight
    return Moments(
      mean: (scaledShift + meanDeviation) * unit.value,
      standardDeviation: min(variance.squareRoot() * unit.value, .greatestFiniteMagnitude))
  }

  /// A power of two near `range` and its inverse, or 1 where squares are safe anyway.
  private static func unit(forRange range: Double) -> (value: Double, inverse: Double) {
    if range > 1e-100 && range < 1e100 { return (1, 1) }
    let exponent = range.isFinite ? min(1000, max(-1000, range.exponent)) : 1000
    return (
      Double(sign: .plus, exponent: exponent, significand: 1),
      Double(sign: .plus, exponent: -exponent, significand: 1)
    )
  }
}
