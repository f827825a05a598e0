import Foundation

/// Loader's saddle-point expansion, which gives binomial and Poisson probabilities to full
/// precision where differences of log-gamma values would cancel.
///
/// C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), the method of R's
/// `dbinom`, `dpois` and `dhyper`. All functions take real arguments.
enum SaddlePoint {
  /// The error of Stirling's formula, ln Γ(n+1) − [(n+½) ln n − n + ½ ln 2π], for `n` > 0.
  static func stirlingError(_ n: Double) -> Double {
    var n = n
    var shift = 0.0
    // δ(n) = δ(n+1) + (n+½) ln(1+1/n) − 1 moves small arguments to where the series is exact.
    while n < 16 {
      shift += (n + 0.5) * log1p(1 / n) - 1
      n += 1
    }
    let square = n * n
    let series =
      (1.0 / 12
        - (1.0 / 360
          - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / square) / square)
            / square)
            / square)
          / square)
      / n
    return shift + series
  }

  /// The deviance x ln(x/m) + m − x, without cancellation where `x` is close to `m`.
  static func deviance(_ x: Double, _ mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let ratio = (x - mean) / (x + mean)
    var sum = (x - mean) * ratio
    var term = 2 * x * ratio
    var divisor = 1.0
    while true {
      term *= ratio * ratio
      divisor += 2
      let next = sum + term / divisor
      if next == sum { return sum }
      sum = next
    }
  }

  /// The natural logarithm of the binomial probability of `x` in `n` trials, where `p` + `q` = 1.
  static func logBinomial(_ x: Double, _ n: Double, _ p: Double, _ q: Double) -> Double {
    if n == 0 { return x == 0 ? 0 : -.infinity }
    if p == 0 { return x == 0 ? 0 : -.infinity }
    if q == 0 { return x == n ? 0 : -.infinity }
    if x == 0 { return p < 0.1 ? -deviance(n, n * q) - n * p : n * log(q) }
    if x == n { return q < 0.1 ? -deviance(n, n * p) - n * q : n * log(p) }
    let core =
      stirlingError(n) - stirlingError(x) - stirlingError(n - x)
      - deviance(x, n * p) - deviance(n - x, n * q)
    return core - 0.5 * (log(2 * .pi) + log(x) + log1p(-x / n))
  }

  /// The natural logarithm of xᵃ e⁻ˣ / Γ(a+1), for `a` > 0 and `x` > 0.
  static func logPoisson(_ a: Double, _ x: Double) -> Double {
    -stirlingError(a) - deviance(a, x) - 0.5 * log(2 * .pi * a)
  }
}
