public import SegmentProfiles

/// Everything a report tells, as plain values; whoever made the segments fills it.
public struct ReportContents: Sendable {
  /// The segments' numbers.
  public var profiles: SegmentProfiles
  /// The segments' names, one for each.
  public var names: [SegmentName]
  /// How the segments came about.
  public var method: Method
  /// What the columns were used for.
  public var columns: [ColumnUse]
  /// The moment ages are counted from, in seconds since 1970-01-01 00:00 UTC; nil without dates.
  public var asOf: Double?
  /// What the reader should know of the file, such as rows of another length; never a value.
  public var readingIssues: [String]
  /// What the reader should know of the segments, such as one column that dominates.
  public var warnings: [String]
  /// How the segments of a tree become one, in sentences from the nearest up; none for other methods.
  public var nesting: [String]

  /// Creates the contents of a report.
  public init(
    profiles: SegmentProfiles, names: [SegmentName], method: Method, columns: [ColumnUse] = [],
    asOf: Double? = nil, readingIssues: [String] = [], warnings: [String] = [],
    nesting: [String] = []
  ) {
    precondition(
      profiles.segments.count == names.count,
      "\(names.count) names for \(profiles.segments.count) segments")
    self.profiles = profiles
    self.names = names
    self.method = method
    self.columns = columns
    self.asOf = asOf
    self.readingIssues = readingIssues
    self.warnings = warnings
    self.nesting = nesting
  }

  /// Whether it is known of any name how surely it would come back.
  var hasConfidences: Bool { names.contains { $0.confidence != nil } }

  /// How segments came about.
  public struct Method: Sendable {
    /// The method in words: "k-means".
    public var name: String
    /// How the number of segments was chosen, in one sentence.
    public var choice: String
    /// Why the method was chosen and how to have another one; empty when it was asked for.
    public var reason: String
    /// natural, reproducible, constructed or none; nil while nothing has tested it.
    public var verdict: String?
    /// The mean silhouette width, -1...1; nil when it was not computed.
    public var silhouette: Double?
    /// The seed.
    public var seed: UInt64
    /// The program and its version: "swift-segmentation 0.1.0".
    public var version: String
    /// What did the arithmetic: "OpenBLAS, 2 threads".
    public var engine: String
    /// Settings worth repeating, in order.
    public var settings: [(name: String, value: String)]

    /// Creates a description of a method.
    public init(
      name: String, choice: String = "", reason: String = "", verdict: String? = nil,
      silhouette: Double? = nil, seed: UInt64 = 1, version: String = "", engine: String = "",
      settings: [(name: String, value: String)] = []
    ) {
      self.name = name
      self.choice = choice
      self.reason = reason
      self.verdict = verdict
      self.silhouette = silhouette
      self.seed = seed
      self.version = version
      self.engine = engine
      self.settings = settings
    }
  }

  /// What one column was used for.
  public struct ColumnUse: Sendable, Hashable {
    /// The header.
    public var column: String
    /// The role in words: "segmentation", "personal".
    public var role: String
    /// Whether segments were made from it.
    public var isUsed: Bool
    /// Why, in words without values.
    public var reason: String
    /// The share of the total distance that it carries, 0...1; nil when it is not used.
    public var distanceShare: Double?

    /// Creates an entry.
    public init(
      column: String, role: String, isUsed: Bool, reason: String, distanceShare: Double? = nil
    ) {
      self.column = column
      self.role = role
      self.isUsed = isUsed
      self.reason = reason
      self.distanceShare = distanceShare
    }
  }
}

/// Words that all reports share.
enum ReportWords {
  /// Fewer contacts than this are not described, so that nobody is.
  static let smallestCell = 10

  /// What stands in place of the numbers of too few contacts.
  static let withheld = "fewer than 10 contacts; details withheld"

  /// What a silhouette means, in plain words.
  ///
  /// After L. Kaufman and P. Rousseeuw, "Finding Groups in Data" (1990).
  static func reading(ofSilhouette silhouette: Double) -> String {
    switch silhouette {
    case 0.71...: "segments are clearly apart"
    case 0.51...: "segments are reasonably apart"
    case 0.26...: "segments overlap; borders between them are a matter of choice"
    default: "segments are slices of one cloud rather than separate groups"
    }
  }

  /// What a verdict means, in plain words.
  static func reading(ofVerdict verdict: String) -> String {
    switch verdict {
    case "natural": "separate groups exist in the data"
    case "reproducible": "the same segments come back on other samples of the data"
    case "constructed": "segments are a useful cut through the data, not groups found in it"
    case "none": "no segments worth telling were found"
    default: ""
    }
  }

  /// "3 segments", "1 segment".
  static func count(_ count: Int, _ noun: String) -> String {
    PlainNumber.text(count, noun)
  }

  /// The confidence of a name, `–` while it is unknown.
  static func confidence(_ confidence: Double?) -> String {
    confidence.map(PlainNumber.percent) ?? "–"
  }

  /// The evidence that may be shown of a segment.
  static func evidence(_ name: SegmentName, size: Int) -> [String] {
    if size == 0 { return [] }
    return size < smallestCell ? [withheld] : name.evidence
  }
}
