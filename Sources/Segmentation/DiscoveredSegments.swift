/// What a ``SegmentationPipeline`` found in contacts.
public struct DiscoveredSegments: Sendable {
  /// What can be kept and applied to new contacts.
  public let model: SegmentationModel
  /// Why the method was chosen, in sentences; nil when it was asked for, or there was no choice.
  public let methodReason: String?
  /// What each column is and was used for.
  public let schema: Schema
  /// The segment of each contact, counted from 0, the largest first.
  public let assignments: Assignments
  /// How surely each contact belongs to its segment.
  public let scores: ContactScores
  /// What distinguishes each segment.
  public let profiles: SegmentProfiles
  /// The name of each segment, with its evidence.
  public let names: [SegmentName]
  /// What was found for each number of segments that was compared; one entry when it was given.
  public let candidates: [SegmentCountCandidate]
  /// How many contacts the numbers of segments were compared on.
  public let comparedContactCount: Int
  /// How well the segments are separated; nil when there is only one.
  public let silhouette: Silhouette?
  /// The within-segment sum of squares of the features.
  public let withinSumOfSquares: Double
  /// The number of iterations of the search; nil for a method that has none.
  public let iterationCount: Int?
  /// Whether the search ended by itself, and not at the iteration limit.
  public let isConverged: Bool
  /// What computed the distances of the search, such as `fused`.
  public let engine: String
  /// The tree of the contacts that was cut; nil for other methods than a hierarchy.
  ///
  /// Its leaves are the contacts, without those of weight 0, or micro-clusters of them where these
  /// would cost more than ``SegmentationPipeline/treeBudget``.
  public let dendrogram: Dendrogram?
  /// The share of the squared distance between contacts that each column carries.
  public let distanceShares: DistanceShares
  /// What was odd about the contacts, in sentences without values.
  public let warnings: [String]
  /// How long each phase took, in seconds.
  public let seconds: Seconds

  /// How long each phase took, in seconds of wall clock.
  public struct Seconds: Sendable, Hashable, Codable {
    /// Contacts to features.
    public var vectorize = 0.0
    /// The search for segments, with the comparison of their number.
    public var cluster = 0.0
    /// Measures of separation.
    public var assess = 0.0
    /// Profiles and names.
    public var profile = 0.0
  }
}
