/// The observed values of one column, without the missing ones, and their weights.
///
/// Contacts of weight 0 are not in a sample, so that they cannot even move a minimum.
struct Sample {
  /// Finite values.
  let values: [Double]
  /// Positive weights, one for each value; nil when all weigh 1.
  let weights: [Double]?
  /// The sum of the weights.
  let totalWeight: Double

  init(values: [Double], weights: [Double]? = nil) {
    self.values = values
    self.weights = weights
    totalWeight = weights?.reduce(0, +) ?? Double(values.count)
  }

  var isEmpty: Bool { values.isEmpty }

  func mapped(_ transform: (Double) -> Double) -> Sample {
    Sample(values: values.map(transform), weights: weights)
  }
}

extension Sample {
  /// The smallest and the largest value of a sample that is not empty.
  var bounds: (lowest: Double, highest: Double) {
    var lowest = Double.infinity
    var highest = -Double.infinity
    for value in values {
      lowest = min(lowest, value)
      highest = max(highest, value)
    }
    return (lowest, highest)
  }

  /// Mean and population standard deviation.
  ///
  /// Values are shifted by the first one before they are added, which keeps a small spread on top
  /// of a large offset, and measured in a power of two near their range, which keeps the squares of
  /// 1e308 and of 1e-308 apart from infinity and zero. A constant sample has a deviation of exactly
  /// zero.
  var moments: Moments {
    let (lowest, highest) = bounds
    guard let shift = values.first, lowest < highest else {
      return Moments(mean: values.first ?? 0, standardDeviation: 0)
    }
    let unit = Self.unit(forRange: highest - lowest)
    let scaledShift = shift * unit.inverse
    var sum = 0.0
    forEach { value, weight in sum += weight * (value * unit.inverse - scaledShift) }
    let meanDeviation = sum / totalWeight

    var squares = 0.0
    var residual = 0.0
    forEach { value, weight in
      let deviation = value * unit.inverse - scaledShift - meanDeviation
      squares += weight * deviation * deviation
      residual += weight * deviation
    }
    // The second term removes what the rounding of the mean has added (Chan, Golub, LeVeque 1983).
    let variance = max(0, squares - residual * residual / totalWeight) / totalWeight
    return Moments(
      mean: (scaledShift + meanDeviation) * unit.value,
      standardDeviation: min(variance.squareRoot() * unit.value, .greatestFiniteMagnitude))
  }

  /// The third standardised moment, E[((x − mean) / deviation)³]; 0 for a constant sample.
  var skewness: Double {
    let moments = self.moments
    guard moments.standardDeviation > 0 else { return 0 }
    let scale = AffineScale(center: moments.mean, scale: moments.standardDeviation)
    var sum = 0.0
    forEach { value, weight in
      let deviation = scale.applied(to: value)
      sum += weight * deviation * deviation * deviation
    }
    return sum / totalWeight
  }

  /// Calls `body` with each value and its weight.
  @inline(__always)
  private func forEach(_ body: (_ value: Double, _ weight: Double) -> Void) {
    guard let weights else {
      for value in values { body(value, 1) }
      return
    }
    for (value, weight) in zip(values, weights) { body(value, weight) }
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

/// The first two moments of a sample.
struct Moments {
  let mean: Double
  /// With the number of values (the sum of weights) as the divisor.
  let standardDeviation: Double
}
