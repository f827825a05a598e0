extension ReportContents {
  /// Everything that reports tell about discovered segments.
  ///
  /// - Parameters:
  ///   - result: What was found.
  ///   - contacts: What it was found in.
  ///   - settings: Settings worth repeating, in order.
  public init(
    _ result: DiscoveredSegments, contacts: Contacts,
    settings: [(name: String, value: String)] = []
  ) {
    let method = Method(
      name: result.methodName, choice: result.choice, reason: result.methodReason ?? "",
      silhouette: result.silhouette?.mean, seed: result.model.seed,
      version: "swift-segmentation \(Release.version)",
      engine: "\(result.engine), \(InstructionSet.best.name), \(BLAS.implementation.name)",
      settings: settings + result.placement)
    self.init(
      profiles: result.profiles, names: result.names, method: method,
      columns: result.columnUses, asOf: result.model.vectorizer.asOf?.seconds,
      readingIssues: contacts.report.warnings,
      warnings: result.warnings + contacts.notices, nesting: result.nestingInWords)
  }
}

extension DiscoveredSegments {
  /// The method in words.
  var methodName: String {
    switch model.method {
    case .automatic, .kMeans: "k-means"
    case .kPrototypes: "k-prototypes"
    case .kMedoids: "k-medoids"
    case .hierarchical: "hierarchical clustering"
    }
  }

  /// How new contacts are placed, where that is not how these were.
  var placement: [(name: String, value: String)] {
    guard model.method == .hierarchical else { return [] }
    return [("New contacts", "placed in the segment with the nearest mean, not by the tree")]
  }

  /// How the number of segments came about, in one sentence.
  var choice: String {
    guard candidates.count > 1, let first = candidates.first, let last = candidates.last else {
      return "The number of segments was given."
    }
    let sample =
      comparedContactCount < assignments.labels.count
      ? ", on a sample of \(PlainNumber.text(comparedContactCount)) contacts" : ""
    return "Of \(first.segmentCount) to \(last.segmentCount) segments, \(model.segments.count) "
      + "have the highest mean silhouette\(sample)."
  }

  /// What each column was used for.
  var columnUses: [ReportContents.ColumnUse] {
    schema.columns.map { column in
      let omission = model.vectorizer.omissions.first { $0.column == column.name }
      let share = distanceShares.columns.first { $0.column == column.name }?.share
      return ReportContents.ColumnUse(
        column: column.name, role: column.role.rawValue, isUsed: share != nil,
        reason: omission?.reason ?? column.reason, distanceShare: share)
    }
  }
}
