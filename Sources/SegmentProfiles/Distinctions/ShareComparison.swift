import Foundation

/// How often something holds in one segment, and how often in all.
public struct ShareComparison: Sendable, Hashable {
  /// The number of the segment's contacts for whom it holds.
  public let count: Int
  /// The share of the segment for whom it holds (Mod/Cla), 0...1; nil in an empty segment.
  public let segmentShare: Double?
  /// The share of those for whom it holds that are in the segment (Cla/Mod), 0...1.
  public let levelShare: Double
  /// The share of all segments together for whom it holds (Global), 0...1.
  public let overallShare: Double
  /// The share of the other segments for whom it holds; nil when there are none.
  public let restShare: Double?
  /// 100 × segment's share / overall share.
  public let index: Double?
  /// The index after the segment was given 20 more contacts with the overall share, which keeps
  /// small segments from extremes.
  public let shrunkIndex: Double?
  /// The normal value of the two-sided hypergeometric mid-p test; positive when more frequent.
  public let vTest: Double?
  /// The two-sided hypergeometric mid-p; nil for a column that segments were discovered from.
  public let pValue: Double?
  /// The p-value after Benjamini and Hochberg, over all tests of all segments.
  public internal(set) var qValue: Double?

  /// The difference from the rest on the scale of Cliff's delta, -1...1.
  ///
  /// Cohen's h = 2 asin √p₁ − 2 asin √p₂ is a difference in standard deviations; two normal
  /// distributions that far apart have the delta 2Φ(h/√2) − 1 = erf(h/2). It makes shares and
  /// quantities comparable.
  public var effect: Double? {
    guard let segmentShare, let restShare else { return nil }
    let h = 2 * asin(segmentShare.squareRoot()) - 2 * asin(restShare.squareRoot())
    return erf(h / 2)
  }

  /// Whether the difference is large enough, and rests on enough contacts, to be told.
  ///
  /// At least 10 contacts, found or (where it is rarer) expected; index and shrunk index at least
  /// 120 or at most 80; at least 10 percentage points from the rest; and where there is a q-value,
  /// at most .01.
  public var isMarked: Bool {
    guard let index, let shrunkIndex, let segmentShare, let restShare
    else { return false }
    let isOutside =
      (index >= 120 && shrunkIndex >= 120) || (index <= 80 && shrunkIndex <= 80)
    return isOutside && max(Double(count), expectedCount) >= 10
      && abs(segmentShare - restShare) >= 0.10 && (qValue ?? 0) <= 0.01
  }

  /// The number of the segment's contacts of whom it is known whether it holds.
  public let baseCount: Int

  /// The smallest share that the contacts for whom both of two things hold can have among those for
  /// whom either holds (Jaccard's index), as far as what is known of this segment tells.
  func smallestOverlap(with other: ShareComparison) -> Double {
    guard let share = segmentShare, let otherShare = other.segmentShare, levelShare > 0,
      other.levelShare > 0
    else { return 0 }
    // In units of the segment's size; within it, both must hold for the excess over 1.
    let both = max(0, share + otherShare - 1)
    return both / (share / levelShare + otherShare / other.levelShare - both)
  }

  /// The number of the segment's contacts for whom it would hold at the overall share.
  private var expectedCount: Double { Double(baseCount) * overallShare }
}
