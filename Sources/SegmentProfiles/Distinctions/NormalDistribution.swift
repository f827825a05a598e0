import Foundation

/// The standard normal distribution, with its far tails in logarithms.
enum NormalDistribution {
  /// The probability of a value above `z`.
  static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

  /// The probability of a value farther from 0 than `z`, on either side.
  static func twoSidedTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// The probability of a value below `z`.
  static func lowerTail(_ z: Double) -> Double { upperTail(-z) }

  /// The natural logarithm of the probability of a value above `z`.
  ///
  /// Exact where the probability itself would underflow.
  static func logUpperTail(_ z: Double) -> Double {
    if z < 0 { return log1p(-upperTail(-z)) }
    if z < 20 { return log(upperTail(z)) }
    // Laplace's continued fraction for Mills' ratio; 30 terms are exact from z = 20 on.
    var fraction = z
    for level in stride(from: 30.0, through: 1, by: -1) { fraction = z + level / fraction }
    return -0.5 * z * z - 0.5 * log(2 * .pi) - log(fraction)
  }

  /// The `z` ≥ 0 that is exceeded with a probability whose natural logarithm is given.
  ///
  /// A probability above ½ gives 0.
  static func quantile(logUpperTail logProbability: Double) -> Double {
    guard logProbability < -M_LN2 else { return 0 }
    guard logProbability > -.infinity else { return .infinity }
    // ln Q is concave, so Newton's steps from the left of the root never leave its basin.
    var z = 0.0
    for _ in 0..<100 {
      let logTail = logUpperTail(z)
      let logDensity = -0.5 * z * z - 0.5 * log(2 * .pi)
      let next = z + (logTail - logProbability) * exp(logTail - logDensity)
      if abs(next - z) <= 4e-16 * next { return max(0, next) }
      z = max(0, next)
    }
    return z
  }
}
