/// What was learned about contacts, to be kept and applied to new ones.
///
/// It holds how columns are read, how they become features, where the segments lie and what they
/// are called; it holds no contacts.
public struct SegmentationModel: Sendable, Hashable, Codable {
  /// The version of the format that this release writes and reads.
  public static let currentVersion = 1

  /// What each column of the file is.
  public let schema: Schema
  /// How contacts become features.
  public let vectorizer: Vectorizer
  /// Where each segment lies in the features: its mean, or its medoid; segments x features.
  ///
  /// New contacts go to the nearest of these, whatever the method.
  public let centers: Matrix
  /// The segments, in order of their number.
  public let segments: [Segment]
  /// How the segments were found.
  public let method: SegmentationMethod
  /// What seeded the random draws.
  public let seed: UInt64

  /// What is known about one segment.
  public struct Segment: Sendable, Hashable, Codable {
    /// The name that it was given.
    public let name: String
    /// The number of contacts that it was found in.
    public let size: Int
    /// The distance to the center below which 99 of 100 of its contacts lie.
    public let usualDistance: Double
  }

  init(
    schema: Schema, vectorizer: Vectorizer, centers: Matrix, segments: [Segment],
    method: SegmentationMethod, seed: UInt64
  ) {
    self.schema = schema
    self.vectorizer = vectorizer
    self.centers = centers
    self.segments = segments
    self.method = method
    self.seed = seed
  }
}
