import Foundation

/// The upper tail of the chi-square distribution.
enum ChiSquareDistribution {
  /// The probability that a chi-square variable exceeds `statistic`.
  static func upperTail(_ statistic: Double, degreesOfFreedom: Double) -> Double {
    upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2)
  }

  /// The regularised upper incomplete gamma function Q(a, x).
  ///
  /// The series below x = a + 1, Lentz's continued fraction above it.
  static func upperIncompleteGamma(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    guard x < .infinity else { return 0 }
    let logFront = SaddlePoint.logPoisson(a, x)
    if x < a + 1 {
      var term = 1.0
      var sum = 1.0
      var index = a
      while term > sum * 1e-17 {
        index += 1
        term *= x / index
        sum += term
      }
      return max(0, 1 - exp(logFront) * sum)
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var fraction = d
    for step in 1...100_000 {
      let i = Double(step)
      let numerator = -i * (i - a)
      b += 2
      d = 1 / nonZero(numerator * d + b)
      c = nonZero(b + numerator / c)
      let factor = d * c
      fraction *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return exp(logFront + log(a) + log(fraction))
  }

  /// Keeps a continued fraction's denominator away from 0.
  static func nonZero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
}
