/// How one segment differs from the others in one column of numbers.
///
/// Everything is computed over the contacts that are in a segment and have a value. A number that
/// is not defined, such as a difference from the rest when there is no rest, is nil.
public struct NumericDistinction: Sendable, Hashable {
  /// The header of the column.
  public let column: String
  /// What the numbers stand for.
  public let scale: NumericScale
  /// Whether segments were discovered from this column.
  ///
  /// Then a p-value would only say that the method did what it does (double dipping), so ``pValue``
  /// and ``qValue`` are nil.
  public let isSegmentationVariable: Bool
  /// The number of the segment's contacts that have a value.
  public let count: Int
  /// The mean of the segment.
  public let mean: Double?
  /// The mean of all segments together.
  public let overallMean: Double
  /// The median of the segment.
  public let median: Double?
  /// The median of all segments together.
  public let overallMedian: Double
  /// The median of the other segments together.
  public let medianOfRest: Double?
  /// The share of contacts below the segment's median, ties counted half, 0...1.
  public let medianRank: Double?
  /// The difference of means in standard errors, with the finite-population factor of `catdes`:
  /// (x̄ₖ − x̄) / (s √((n − nₖ) / (nₖ (n − 1)))), where s has the divisor n.
  ///
  /// L. Lebart, A. Morineau, M. Piron, "Statistique exploratoire multidimensionnelle" (1995).
  public let vTest: Double?
  /// The two-sided normal tail of ``vTest``.
  public let pValue: Double?
  /// The p-value after Benjamini and Hochberg, over all tests of all segments.
  public internal(set) var qValue: Double?
  /// The standardised difference of means from the rest, corrected for small samples.
  ///
  /// L. Hedges, "Distribution Theory for Glass's Estimator" (1981), doi:10.3102/10769986006002107.
  public let hedgesG: Double?
  /// The probability that a contact of the segment exceeds one of the rest, less the probability
  /// of the opposite, -1...1; ties count for neither.
  ///
  /// N. Cliff, "Dominance Statistics" (1993), doi:10.1037/0033-2909.114.3.494.
  public let cliffsDelta: Double?
}
