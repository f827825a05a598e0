/// What a segment is called, and why.
///
/// A first, plain name from what marks the segment most. It is provisional: nothing has yet tested
/// whether the same name comes back on other contacts of the same kind.
public struct SegmentName: Sendable, Hashable, Codable {
  /// The name; no two segments share one.
  public var text: String
  /// What the name is made of, the strongest first; empty when nothing marks the segment.
  public var traits: [Trait]
  /// What marks the segment, in natural units, the strongest first; the name's traits among them.
  public var evidence: [String]
  /// How surely the same name would come back, 0...1; nil while that is unknown.
  public var confidence: Double?
  /// What a reader should know about the name, such as that another segment has the same marks.
  public var note: String?

  /// Creates a name.
  public init(
    text: String, traits: [Trait] = [], evidence: [String] = [], confidence: Double? = nil,
    note: String? = nil
  ) {
    self.text = text
    self.traits = traits
    self.evidence = evidence
    self.confidence = confidence
    self.note = note
  }
}
