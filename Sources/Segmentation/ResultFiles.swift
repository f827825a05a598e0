/// The files in which segments are kept: `segments.csv`, `report.md`, `profile.json`, `model.json`,
/// `schema.json`, and for a hierarchy `tree.svg`.
public struct ResultFiles: Sendable {
  /// The names of the files, in the order in which they are written.
  public static func names(for method: SegmentationMethod) -> [String] {
    ["segments.csv", "report.md", "profile.json", "model.json", "schema.json"]
      + (method == .hierarchical ? ["tree.svg"] : [])
  }

  /// A file that was written.
  public struct Written: Sendable, Hashable {
    /// The file's name without its ending, such as `segments`.
    public let kind: String
    /// Where it is.
    public let path: String
  }

  /// What the reports tell.
  public let contents: ReportContents
  private let result: DiscoveredSegments
  private let contacts: Contacts
  private let levelNames: LevelNames

  /// Gathers what is written.
  ///
  /// - Parameters:
  ///   - result: What was found.
  ///   - contacts: What it was found in.
  ///   - levelNames: What codes mean.
  ///   - settings: Settings worth repeating, in order.
  public init(
    _ result: DiscoveredSegments, contacts: Contacts, levelNames: LevelNames = .none,
    settings: [(name: String, value: String)] = []
  ) {
    self.result = result
    self.contacts = contacts
    self.levelNames = levelNames
    contents = ReportContents(result, contacts: contacts, settings: settings)
  }

  /// Writes the files, each whole or not at all.
  ///
  /// - Returns: The files, in order.
  /// - Throws: `ReportError` when a file may not be replaced or cannot be written.
  /// - Complexity: O(contacts).
  public func write(to folder: OutputFolder) throws -> [Written] {
    let csv = try SegmentsCSV(result.scores, model: result.model, contacts: contacts)
    try folder.write("segments.csv") { writer throws(ReportError) in try csv.write(to: writer) }
    try folder.write("report.md", text: MarkdownReport(contents, levelNames: levelNames).text)
    try folder.write("profile.json", ProfileDocument(result.profiles, names: result.names))
    try folder.write("model.json", result.model.document)
    try folder.write("schema.json", result.schema)
    if let tree = result.dendrogram {
      let picture = try DendrogramPicture(
        tree, segmentCount: result.model.segments.count, segmentNames: result.names.map(\.text))
      try folder.write("tree.svg", text: picture.svg)
    }
    return Self.names(for: result.model.method).map { name in
      Written(kind: String(name.prefix { $0 != "." }), path: folder.path(of: name))
    }
  }
}

extension OutputFolder {
  /// Writes a value as JSON.
  fileprivate func write(_ name: String, _ value: some Encodable) throws(ReportError) {
    let bytes = try OrderedJSON.bytes(of: value)
    try write(name) { writer throws(ReportError) in try writer.write(bytes) }
  }
}

extension SegmentsCSV {
  /// The segment of each contact, beside its identifier.
  ///
  /// - Throws: `ReportError` when the scores are not of these contacts.
  public init(
    _ scores: ContactScores, model: SegmentationModel, contacts: Contacts,
    marksUnusual: Bool = false
  ) throws(ReportError) {
    try self.init(
      identifiers: contacts.identifier.map { name, values in
        Identifiers(name: name, bytes: values.bytes, offsets: values.offsets)
      },
      labels: scores.assignments.labels, names: model.segments.map(\.name),
      confidences: scores.confidences, secondLabels: scores.secondSegments,
      isUnusual: marksUnusual ? scores.isUnusual : nil)
  }
}
