/// From contacts to named segments in one call.
///
/// ```swift
/// let contacts = try Contacts(contentsOf: "contacts.csv")
/// let result = try SegmentationPipeline().segments(in: contacts)
/// for segment in result.segments {
///   print(segment.name, segment.size, segment.evidence)
/// }
/// ```
///
/// The value holds settings only. The same contacts and settings give the same result, for any
/// number of threads.
public struct SegmentationPipeline: Sendable {
  /// Which kind of segmentation is wanted; decides which columns shape the segments.
  public var goal: SegmentationGoal = .all
  /// How many segments there shall be.
  public var segmentCount: SegmentCount = .automatic
  /// How segments are found.
  public var method: SegmentationMethod = .automatic
  /// How a hierarchy measures between clusters; other methods do not use it.
  public var linkage: Linkage = .ward
  /// What a hierarchy may cost; beyond it, contacts are condensed into micro-clusters first.
  public var treeBudget = TreeBudget()
  /// The day that dates are counted back from; nil for the newest date in the data.
  public var asOf: AsOfDate?
  /// A column of row weights, which then is no feature; nil when all contacts count the same.
  public var weightColumn: String?
  /// What the codes in the columns mean, for names and reports.
  public var levelNames = LevelNames()
  /// On how many contacts numbers of segments are compared, when there are more than twice as many.
  ///
  /// They are drawn by the seed. The mean silhouette of 20,000 contacts differs from that of all by
  /// less than it differs between numbers of segments. At least 2.
  public var comparisonSampleSize = 20_000
  /// Seeds all random draws.
  public var seed: UInt64 = 1
  /// How many threads may work.
  public var parallelism = Parallelism.automatic
  /// Told about each step of long work; called on the thread that works.
  public var progress: (@Sendable (PipelineProgress) -> Void)?

  /// Creates a pipeline with default settings.
  public init() {}
}

/// How many segments there shall be.
public enum SegmentCount: Sendable, Hashable {
  /// 2 to 8, compared by the mean silhouette.
  case automatic
  /// The counts in a range, compared by the mean silhouette.
  case among(ClosedRange<Int>)
  /// This many.
  case exactly(Int)

  /// The counts that are compared.
  var candidates: ClosedRange<Int> {
    switch self {
    case .automatic: 2...8
    case .among(let range): range
    case .exactly(let count): count...count
    }
  }
}

extension SegmentCount: CustomStringConvertible {
  /// `auto`, a number, or a range such as `3...6`.
  public var description: String {
    switch self {
    case .automatic: "auto"
    case .among(let range): "\(range.lowerBound)...\(range.upperBound)"
    case .exactly(let count): "\(count)"
    }
  }
}

/// How segments are found.
public enum SegmentationMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// What suits the data: k-prototypes when both quantities and levels shape the segments, else
  /// k-means; see Docs/Decisions/0028.
  case automatic = "auto"
  /// k-means on scaled and one-hot features: a segment is described by means and shares.
  case kMeans = "kmeans"
  /// k-prototypes on the same features, levels at half their weight: in each category a segment has
  /// one level.
  case kPrototypes = "kprototypes"
  /// Segments around contacts of their own, by Euclidean distance, on the same features.
  case kMedoids = "kmedoids"
  /// The cut of a tree on the same features; new contacts go to the segment with the nearest mean.
  case hierarchical

  /// The method that is taken for the features of a recipe.
  func resolved(for recipe: FeatureRecipe) -> SegmentationMethod {
    guard self == .automatic else { return self }
    return recipe.isMixed ? .kPrototypes : .kMeans
  }
}

/// A step of long work.
public struct PipelineProgress: Sendable, Hashable {
  /// What is being done, such as `clustering`.
  public let phase: String
  /// What is known about it, such as the number of segments and the objective.
  public let detail: String
  /// How much of the phase is done at least, 0...1; nil when nobody can tell.
  public let doneShare: Double?
}
