import Segmentation

/// What `segment assign --json` prints.
struct AssignDocument: Encodable {
  let schemaVersion = 1
  let contacts: Int
  let segments: [Segment]
  let unusualCount: Int
  let warnings: [String]
  let files: [String: String]
  let engine: EngineDocument
  let seconds: SecondsDocument

  struct Segment: Encodable {
    let segment: Int
    let name: String
    let size: Int
  }

  init(
    _ scores: ContactScores, model: SegmentationModel, output: String, engine: EngineDocument,
    seconds: SecondsDocument
  ) {
    contacts = scores.assignments.labels.count
    let sizes = scores.assignments.sizes
    segments = model.segments.enumerated().map { index, segment in
      Segment(segment: index + 1, name: segment.name, size: sizes[index])
    }
    unusualCount = scores.isUnusual.count { $0 }
    warnings = scores.warnings
    files = ["segments": output]
    self.engine = engine
    self.seconds = seconds
  }
}
