/// A segment with its name, its size and the evidence for it.
public struct NamedSegment: Sendable, Hashable {
  /// The segment's number, counted from 1; the largest segment is the first.
  public let number: Int
  /// What it is called.
  public let name: String
  /// The number of contacts in it.
  public let size: Int
  /// Its share of all contacts by weight, 0...1.
  public let share: Double
  /// What marks it, in natural units, the strongest first.
  public let evidence: [String]
  /// How surely the same name would come back, 0...1; nil while nothing has tested it.
  public let confidence: Double?
}

extension DiscoveredSegments {
  /// The segments, from the largest to the smallest.
  ///
  /// - Complexity: O(segments).
  public var segments: [NamedSegment] {
    zip(profiles.segments, names).map { profile, name in
      NamedSegment(
        number: profile.number, name: name.text, size: profile.size, share: profile.share,
        evidence: name.evidence, confidence: name.confidence)
    }
  }
}
