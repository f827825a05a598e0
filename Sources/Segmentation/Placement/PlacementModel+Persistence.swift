public import Foundation

extension PlacementModel {
  static let kind = ModelKind(
    format: "swift-segmentation placement", version: currentVersion,
    origin: "segment cluster --model",
    description: "A model of prototypes or medoids is what 'segment cluster --model' writes.")

  /// The model as a JSON document; the same model gives the same bytes.
  ///
  /// - Throws: `ReportError` when a number is not finite.
  /// - Complexity: O(segments × columns).
  public func encoded() throws -> [UInt8] {
    try OrderedJSON.bytes(of: ModelDocument(self, Self.kind))
  }

  /// Reads a model that ``encoded()`` wrote.
  ///
  /// - Parameters:
  ///   - data: The document.
  ///   - name: What it is called in messages, such as its file's name.
  /// - Throws: ``SegmentationError`` when it is no model, is damaged, or is of another version.
  public init(decoding data: Data, name: String = "the model") throws {
    self = try Self.kind.model(from: data, name: name)
    if let flaw = columns.flaw ?? flaw {
      throw SegmentationError(.invalidModel, "\(name) is damaged: \(flaw).")
    }
  }

  /// What does not fit together.
  private var flaw: String? {
    switch middles {
    case .prototypes(let model, let scaler):
      columns.flaw(asRowsLike: model.prototypes)
        ?? (scaler.columnCount == columns.numbers.count
          ? nil : "there must be a scale for each column of numbers")
    case .rows(let medoids, let distance, let vectorizer, let scaler):
      rowFlaw(medoids, distance, vectorizer, scaler)
    case .mixedRows(let medoids, let dissimilarity):
      columns.flaw(asRowsLike: medoids)
        ?? (medoids.rowCount > 0 && dissimilarity.isMade(for: medoids)
          ? nil : "the dissimilarity is of other columns, or there is no medoid")
    }
  }

  private func rowFlaw(
    _ medoids: Matrix, _ distance: KMedoids.Distance, _ vectorizer: Vectorizer,
    _ scaler: ColumnScaler
  ) -> String? {
    guard medoids.rowCount > 0, medoids.columnCount == vectorizer.features.count,
      scaler.columnCount == medoids.columnCount,
      vectorizer.columnNames == columns.numbers.map(\.name)
    else { return "the medoids do not fit the features" }
    let isUsable =
      (try? KMedoids.assignments(of: medoids, toMedoids: medoids, distance: distance)) != nil
    return isUsable ? nil : "a medoid is not a place among rows"
  }
}

extension KeptColumns {
  /// What is wrong with columns that were read.
  fileprivate var flaw: String? {
    let levels = categories + sets
    let lists = levels.map(\.levels) + numbers.compactMap(\.order)
    return if names.isEmpty || Set(names).count != names.count {
      "there must be columns, each with a name of its own"
    } else if !lists.allSatisfy({ Set($0).count == $0.count }) {
      "a column has the same level twice"
    } else if !names.allSatisfy({ schema[$0] != nil }) {
      "it is not said how a column is read"
    } else {
      nil
    }
  }

  /// Whether rows that were read do not have these columns.
  fileprivate func flaw(asRowsLike rows: MixedMatrix) -> String? {
    let isOfColumns =
      rows.numbers.columnCount == numbers.count && rows.categories.count == categories.count
      && rows.sets.count == sets.count
      && zip(rows.categories, categories).allSatisfy { $0.levelCount == $1.levels.count }
      && zip(rows.sets, sets).allSatisfy { $0.optionCount == max(1, $1.levels.count) }
    return isOfColumns ? nil : "the rows in the middle of segments have other columns"
  }
}
