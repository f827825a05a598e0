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
  var moments: Moments {
    var running = RunningMoments()
    for value in values { running.addToBounds(value) }
    running.finishBounds()
    forEach { value, weight in running.addToSum(value, weight: weight) }
    running.finishSum()
    forEach { value, weight in running.addToSquares(value, weight: weight) }
    return running.moments
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
}

/// The first two moments of a sample.
struct Moments {
  let mean: Double
  /// With the number of values (the sum of weights) as the divisor.
  let standardDeviation: Double
}
