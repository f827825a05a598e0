public import Foundation

extension SegmentationModel {
  private static let kind = ModelKind(
    format: "swift-segmentation model", version: currentVersion, origin: "segment discover",
    description: """
      A model is the file model.json that 'segment discover' writes, or what 'segment cluster --model' \
      writes.
      """)

  /// The model as it is kept in a file.
  var document: some Encodable { ModelDocument(self, Self.kind) }

  /// The model as a JSON document; the same model gives the same bytes.
  ///
  /// - Throws: `ReportError` when a number is not finite.
  /// - Complexity: O(segments × features).
  public func encoded() throws -> Data {
    Data(try OrderedJSON.bytes(of: document))
  }

  /// Reads a model from a file.
  ///
  /// - Throws: ``SegmentationError`` when it cannot be read, is no model, is damaged, or is of
  ///   another version.
  public init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SegmentationError(
        .invalidModel,
        "\(path) cannot be read. \(Self.kind.description)")
    }
    try self.init(decoding: data, name: path)
  }

  /// Reads a model that ``encoded()`` wrote.
  ///
  /// - Parameters:
  ///   - data: The document.
  ///   - name: What it is called in messages, such as its file's name.
  /// - Throws: ``SegmentationError`` when it is no model, is damaged, or is of another version.
  public init(decoding data: Data, name: String = "the model") throws {
    let model: SegmentationModel = try Self.kind.model(from: data, name: name)
    try model.check(name)
    self = model
  }

  /// Parts that do not fit each other would give wrong segments, and so would centers so far out
  /// that squared distances to them are infinite.
  private func check(_ name: String) throws {
    func require(_ condition: Bool, _ fault: String) throws {
      guard condition else {
        throw SegmentationError(.invalidModel, "\(name) is damaged: \(fault).")
      }
    }
    try require(
      centers.rowCount == segments.count && centers.rowCount > 0
        && centers.columnCount == vectorizer.features.count,
      "its centers do not fit its segments and features")
    try require(
      centers.elements.allSatisfy { abs($0) <= Self.largestCoordinate },
      "a center is not a place among contacts")
    let blocks = vectorizer.levelBlocks
    try require(
      method != .kPrototypes
        || (0..<centers.rowCount).allSatisfy { row in
          let center = Array(centers.row(row))
          return blocks.allSatisfy { $0.hasOneLevel(in: center[...]) }
        },
      "a prototype has not exactly one level in each category")
    try require(
      segments.allSatisfy { $0.usualDistance >= 0 && $0.size >= 0 },
      "a segment's size or usual distance is negative")
  }

  /// Features are kept below this magnitude, which can be squared and summed.
  private static let largestCoordinate = 1e151
}

extension DecodingError {
  /// Where decoding failed and why, without the values found there.
  var place: String {
    let (context, what): (Context, String) =
      switch self {
      case .typeMismatch(_, let context): (context, "has the wrong type")
      case .valueNotFound(_, let context): (context, "has no value")
      case .keyNotFound(let key, let context): (context, "lacks '\(key.stringValue)'")
      case .dataCorrupted(let context): (context, "is not valid")
      @unknown default: (Context(codingPath: [], debugDescription: ""), "is not valid")
      }
    let steps: [String] = context.codingPath.map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }
    let path: Substring = steps.joined(separator: "").drop { $0 == "." }
    return path.isEmpty ? "the document \(what)" : "'\(path)' \(what)"
  }
}
