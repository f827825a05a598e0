import Segmentation

/// What `segment assign --json` prints for a model of `segment cluster`.
struct PlacementDocument: Encodable {
  let schemaVersion = 1
  let contacts: Int
  let method: String
  /// The number of rows in each segment, in the order of the segments.
  let sizes: [Int]
  /// The rows that are in no segment.
  let unassignedCount: Int
  let warnings: [String]
  let files: [String: String]
  let engine: EngineDocument
  let seconds: SecondsDocument

  init(
    _ placement: PlacementModel.Placement, model: PlacementModel, notes: [String],
    output: String, engine: EngineDocument, seconds: SecondsDocument
  ) {
    let labels = placement.assignments.labels
    contacts = labels.count
    method = model.method
    sizes = placement.assignments.sizes
    unassignedCount = labels.count - sizes.reduce(0, +)
    warnings = notes
    files = ["segments": output]
    self.engine = engine
    self.seconds = seconds
  }
}
