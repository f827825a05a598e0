import Foundation

/// How many contacts with a level fall in a segment when segments have nothing to do with levels.
///
/// The numbers are whole, stored as Double so that populations of any size fit.
struct HypergeometricDistribution {
  /// The number of contacts.
  let population: Double
  /// The number of contacts with the level.
  let marked: Double
  /// The size of the segment.
  let drawn: Double

  /// The smallest and the largest possible number of contacts with the level in the segment.
  var support: ClosedRange<Double> {
    max(0, marked + drawn - population)...min(marked, drawn)
  }

  /// The variance of the number of contacts with the level in the segment.
  var variance: Double {
    guard population > 1 else { return 0 }
    let share = marked / population
    return drawn * share * (1 - share) * ((population - drawn) / (population - 1))
  }

  /// The natural logarithm of the probability of exactly `count`.
  func logProbability(_ count: Double) -> Double {
    guard support.contains(count) else { return -.infinity }
    guard population > 0 else { return 0 }
    let p = drawn / population
    let q = (population - drawn) / population
    return SaddlePoint.logBinomial(count, marked, p, q)
      + SaddlePoint.logBinomial(drawn - count, population - marked, p, q)
      - SaddlePoint.logBinomial(drawn, population, p, q)
  }

  /// The two-sided mid-p test of `count`, as a p-value and as the normal value it corresponds to.
  ///
  /// p = min(2P(X<x) + P(X=x), 2P(X>x) + P(X=x)); v = ±Φ⁻¹(1 − p/2), positive when there are more
  /// than expected on average. Exact far into the tails, because sums are taken relative to P(X=x).
  ///
  /// Above a standard deviation of 100,000 (some 10¹¹ contacts) the normal limit is used.
  ///
  /// - Complexity: O(standard deviation of the distribution) at worst.
  func midPTest(_ count: Double) -> (vTest: Double, pValue: Double) {
    if variance > 1e10 {
      let v = (count - drawn * (marked / population)) / variance.squareRoot()
      return (v, NormalDistribution.twoSidedTail(v))
    }
    let mode = ((drawn + 1) * (marked + 1) / (population + 2)).rounded(.down)
    let logPoint = logProbability(count)
    let logTail = logPoint + log1p(2 * tailRatio(beyond: count, upward: count >= mode))
    // Above 1 the other side is the smaller one; together the two sides sum to 2.
    let isOtherSide = logTail > 0
    let pValue = isOtherSide ? max(0, 2 - exp(logTail)) : exp(logTail)
    let size = NormalDistribution.quantile(
      logUpperTail: (isOtherSide ? log(pValue) : logTail) - M_LN2)
    // As in `catdes`, the sign tells the share's side even where the smaller tail is the other one.
    return (count * population > drawn * marked || size == 0 ? size : -size, pValue)
  }

  /// The probability of everything beyond `count` on one side, relative to that of `count`.
  private func tailRatio(beyond count: Double, upward: Bool) -> Double {
    let remainder = population - marked - drawn
    var x = count
    var term = 1.0
    var sum = 0.0
    while term > sum * 1e-17 && term > 0 {
      if upward {
        guard x < support.upperBound else { break }
        term *= (marked - x) / (x + 1) * ((drawn - x) / (remainder + x + 1))
        x += 1
      } else {
        guard x > support.lowerBound else { break }
        term *= x / (marked - x + 1) * ((remainder + x) / (drawn - x + 1))
        x -= 1
      }
      sum += term
    }
    return sum
  }
}
