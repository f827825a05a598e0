import Segmentation

/// What `segment discover --json` prints.
struct DiscoverDocument: Encodable {
  let schemaVersion = 1
  let contacts: Int
  let verdict: OrNull<String>
  let method: String
  /// Why the method was chosen; null when it was asked for, or there was no choice.
  let methodReason: OrNull<String>
  let segmentCount: Int
  let segments: [NamedSegment]
  let schema: [ColumnSchema]
  let indices: Indices
  /// How the segments nest; for a hierarchy only.
  let hierarchy: HierarchySummary?
  let asOf: AsOfDate?
  let distanceShares: [DistanceShares.ColumnShare]
  let warnings: [String]
  let files: [String: String]
  let engine: EngineDocument
  let seconds: SecondsDocument

  struct NamedSegment: Encodable {
    let segment: Int
    let name: String
    let size: Int
    let share: Double
    let confidence: OrNull<Double>
    let silhouette: OrNull<Double>
    let evidence: [String]
  }

  struct Indices: Encodable {
    let silhouette: OrNull<Double>
    let withinSumOfSquares: Double
    let comparedContacts: Int
    let candidates: [SegmentCountCandidate]
  }

  init(
    _ result: DiscoveredSegments, contents: ReportContents, files: [ResultFiles.Written],
    engine: EngineDocument, seconds: SecondsDocument
  ) {
    contacts = result.assignments.labels.count
    verdict = OrNull(contents.method.verdict)
    method = result.model.method.rawValue
    methodReason = OrNull(result.methodReason)
    segmentCount = result.model.segments.count
    segments = result.profiles.segments.map { segment in
      let name = result.names[segment.index]
      return NamedSegment(
        segment: segment.number, name: name.text, size: segment.size, share: segment.share,
        confidence: OrNull(name.confidence),
        silhouette: OrNull(result.silhouette?.clusterMeans[segment.index]), evidence: name.evidence)
    }
    schema = result.schema.columns
    indices = Indices(
      silhouette: OrNull(result.silhouette?.mean), withinSumOfSquares: result.withinSumOfSquares,
      comparedContacts: result.comparedContactCount, candidates: result.candidates)
    hierarchy = HierarchySummary(result)
    asOf = result.model.vectorizer.asOf
    distanceShares = result.distanceShares.columns
    warnings = contents.readingIssues + contents.warnings
    self.files = Dictionary(uniqueKeysWithValues: files.map { ($0.kind, $0.path) })
    self.engine = engine
    self.seconds = seconds
  }
}
