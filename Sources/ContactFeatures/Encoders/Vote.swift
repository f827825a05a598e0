/// The factor that gives a column its share of the squared distance between contacts.
enum Vote {
  /// The variance of a flag that 5 % of the contacts carry.
  ///
  /// Without a limit, one vote would put the few who carry a flag of 0.1 % at a distance of
  /// 1 / √(0.001 · 0.999) = 32 deviations from all others; with it, at 4.6.
  static let smallestVariance = 0.05 * 0.95

  /// `√(weight / variance)`, the variance being the sum over the features of one column; variances
  /// below `smallest`, that of a rarity which may still have a whole vote, count as `smallest`.
  static func multiplier(
    weight: Double, variance: Double, smallest: Double = smallestVariance
  ) -> Double {
    (weight / max(variance, smallest)).squareRoot()
  }
}
