import Foundation

/// The upper tail of the F distribution, by way of the incomplete beta function.
enum FDistribution {
  /// The probability that groups whose means do not differ would share at least this much of the
  /// sum of squares: the p-value of the one-way analysis of variance.
  ///
  /// - Parameters:
  ///   - between: The sum of squares between groups; at least 0.
  ///   - within: The sum of squares within groups; at least 0, and above 0 when `between` is 0.
  ///   - groupDegreesOfFreedom: The number of groups less 1; above 0.
  ///   - errorDegreesOfFreedom: The number of contacts less the number of groups; above 0.
  /// - Returns: A probability.
  static func upperTail(
    between: Double, within: Double, groupDegreesOfFreedom: Double, errorDegreesOfFreedom: Double
  ) -> Double {
    let total = between + within
    return incompleteBeta(
      within / total, complement: between / total,
      errorDegreesOfFreedom / 2, groupDegreesOfFreedom / 2)
  }

  /// The regularised incomplete beta function I(x; a, b).
  ///
  /// `complement` is 1 − `x`, given apart because it may be tiny.
  static func incompleteBeta(
    _ x: Double, complement: Double, _ a: Double, _ b: Double
  ) -> Double {
    guard x > 0 else { return 0 }
    guard complement > 0 else { return 1 }
    // xᵃ(1−x)ᵇ / B(a, b) is a binomial probability but for the factor ab / (a + b).
    let logFront =
      SaddlePoint.logBinomial(a, a + b, x, complement) + log(a) + log(b) - log(a + b)
    if x < (a + 1) / (a + b + 2) {
      return exp(logFront + log(continuedFraction(x, a, b)) - log(a))
    }
    return 1 - exp(logFront + log(continuedFraction(complement, b, a)) - log(b))
  }

  /// Lentz's evaluation of the continued fraction of the incomplete beta function.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    typealias Chi = ChiSquareDistribution
    var c = 1.0
    var d = 1 / Chi.nonZero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / Chi.nonZero(1 + even * d)
      c = Chi.nonZero(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / Chi.nonZero(1 + odd * d)
      c = Chi.nonZero(1 + odd / c)
      let factor = d * c
      fraction *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return fraction
  }
}
