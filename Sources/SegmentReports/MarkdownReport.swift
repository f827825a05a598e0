public import SegmentProfiles

/// The segments as a Markdown document that a marketer can read.
///
/// First the answer, then a card for each segment, then what a critical reader asks: which columns
/// were used and why, what was wrong with the file, how to repeat it. Numbers that rest on fewer
/// than ten contacts are withheld.
public struct MarkdownReport: Sendable {
  /// The largest number of rows of a card's tables.
  private static let rowLimit = 8

  private let contents: ReportContents
  private let evidence: EvidenceWriter

  /// Creates a report.
  public init(_ contents: ReportContents, levelNames: LevelNames = .none) {
    self.contents = contents
    evidence = EvidenceWriter(levelNames: levelNames)
  }

  /// The document, ending with a line break.
  public var text: String {
    var document = MarkdownText()
    document.heading(1, "Segments")
    addSummary(to: &document)
    addOverview(to: &document)
    for (segment, name) in zip(contents.profiles.segments, contents.names) {
      addCard(of: segment, name, to: &document)
    }
    if !contents.nesting.isEmpty {
      document.heading(2, "How the segments nest")
      document.list(contents.nesting)
    }
    addColumns(to: &document)
    if !contents.readingIssues.isEmpty {
      document.heading(2, "What was found in the file")
      document.list(contents.readingIssues)
    }
    addMethod(to: &document)
    addPrivacy(to: &document)
    return document.text
  }

  // MARK: The answer

  private func addSummary(to document: inout MarkdownText) {
    let profiles = contents.profiles
    let method = contents.method
    var facts = [
      "\(ReportWords.count(profiles.contactCount, "contact")) in "
        + "\(ReportWords.count(profiles.segments.count, "segment")), found by \(method.name)."
    ]
    if profiles.unassignedCount > 0 {
      facts.append("In no segment: \(ReportWords.count(profiles.unassignedCount, "contact")).")
    }
    if !method.choice.isEmpty { facts.append(method.choice) }
    if !method.reason.isEmpty { facts.append(method.reason) }
    if let verdict = method.verdict {
      let reading = ReportWords.reading(ofVerdict: verdict)
      facts.append("Verdict: \(verdict)" + (reading.isEmpty ? "." : " – \(reading)."))
    }
    if let silhouette = method.silhouette {
      facts.append(
        "Mean silhouette \(PlainNumber.decimals(silhouette, 2)): "
          + "\(ReportWords.reading(ofSilhouette: silhouette)).")
    }
    if let asOf = contents.asOf {
      facts.append("Ages and times are counted from \(PlainNumber.day(asOf)).")
    }
    if contents.names.contains(where: { !$0.traits.isEmpty && $0.confidence == nil }) {
      facts.append(
        "Names are provisional: how surely they would come back has not been tested.")
    }
    if profiles.isWeighted {
      facts.append("Contacts are weighted: shares and means follow the weights.")
    }
    document.list(facts)
    document.list(contents.warnings.map { "Warning: \($0)" })
  }

  private func addOverview(to document: inout MarkdownText) {
    let confidence = contents.hasConfidences ? ["Confidence"] : []
    document.table(
      ["Segment", "Name", "Contacts", "Share", "What marks it"] + confidence,
      alignRight: [2, 3, 5],
      rows: zip(contents.profiles.segments, contents.names).map { segment, name in
        [
          String(segment.number), name.text, PlainNumber.text(segment.size),
          PlainNumber.percent(segment.share),
          ReportWords.evidence(name, size: segment.size).prefix(2).joined(separator: "; "),
        ] + confidence.map { _ in ReportWords.confidence(name.confidence) }
      })
  }

  // MARK: A segment

  private func addCard(
    of segment: SegmentProfile, _ name: SegmentName, to document: inout MarkdownText
  ) {
    document.heading(2, "\(segment.number). \(name.text)")
    document.paragraph(
      "\(ReportWords.count(segment.size, "contact")), \(PlainNumber.percent(segment.share)) of all."
    )
    if let note = name.note { document.paragraph(note) }
    guard segment.size >= ReportWords.smallestCell else {
      if segment.size > 0 { document.paragraph("Fewer than 10 contacts: details are withheld.") }
      return
    }
    document.list(name.evidence)
    addNumbers(of: segment, to: &document)
    addLevels(of: segment, to: &document)
    document.list(
      segment.missing.filter { $0.comparison.isMarked && isTellable($0.comparison) }
        .map(evidence.line))
    addOutcomes(of: segment, to: &document)
  }

  private func addNumbers(of segment: SegmentProfile, to document: inout MarkdownText) {
    let told = segment.numbers.enumerated()
      .filter { $0.element.count >= ReportWords.smallestCell && !isOutcome($0.element.column) }
      .sorted {
        (-abs($0.element.cliffsDelta ?? 0), $0.offset) < (
          -abs($1.element.cliffsDelta ?? 0), $1.offset
        )
      }
      .prefix(Self.rowLimit).map(\.element)
    document.table(
      ["Quantity", "Median here", "Median of the rest", "Cliff's δ", "v-test", "q"],
      alignRight: [1, 2, 3, 4, 5],
      rows: told.map { number in
        [
          QuantityName(number.column).words,
          number.median.map { evidence.text($0, on: number.scale) } ?? "–",
          number.medianOfRest.map { evidence.text($0, on: number.scale) } ?? "–",
          number.cliffsDelta.map { PlainNumber.decimals($0, 2) } ?? "–",
          number.vTest.map { PlainNumber.decimals($0, 1) } ?? "–", q(number.qValue),
        ]
      })
  }

  private func addLevels(of segment: SegmentProfile, to document: inout MarkdownText) {
    let told = segment.levels.enumerated()
      .filter {
        $0.element.comparison.isMarked && isTellable($0.element.comparison)
          && !isOutcome($0.element.column)
      }
      .sorted {
        let (a, b) = ($0.element.comparison.effect ?? 0, $1.element.comparison.effect ?? 0)
        return (-abs(a), $0.offset) < (-abs(b), $1.offset)
      }
      .map(\.element)
    let rows = Self.withoutComplements(told).prefix(Self.rowLimit)
    document.table(
      ["Level", "Share here", "Share overall", "Index", "v-test", "q"],
      alignRight: [1, 2, 3, 4, 5],
      rows: rows.map { level in
        let comparison = level.comparison
        return [
          evidence.text(level), comparison.segmentShare.map(PlainNumber.percent) ?? "–",
          PlainNumber.percent(comparison.overallShare),
          comparison.index.map { PlainNumber.text($0.rounded()) } ?? "–",
          comparison.vTest.map { PlainNumber.decimals($0, 1) } ?? "–", q(comparison.qValue),
        ]
      })
  }

  /// Of two levels that are all of a column, such as yes and no, the one that is more frequent here
  /// than elsewhere; the other says the same.
  private static func withoutComplements(_ levels: [LevelDistinction]) -> [LevelDistinction] {
    levels.filter { level in
      guard (level.comparison.effect ?? 0) < 0 else { return true }
      return !levels.contains { other in
        other.column == level.column && (other.comparison.effect ?? 0) > 0
          && isWhole(other.comparison.overallShare, level.comparison.overallShare)
          && isWhole(other.comparison.segmentShare ?? 0, level.comparison.segmentShare ?? 0)
      }
    }
  }

  /// Whether two shares are all there is.
  private static func isWhole(_ share: Double, _ other: Double) -> Bool {
    abs(share + other - 1) < 1e-9
  }

  private func addOutcomes(of segment: SegmentProfile, to document: inout MarkdownText) {
    let numbers = segment.numbers.filter {
      isOutcome($0.column) && $0.count >= ReportWords.smallestCell
    }
    let levels = segment.levels.filter { isOutcome($0.column) && isTellable($0.comparison) }
    guard !numbers.isEmpty || !levels.isEmpty else { return }
    document.paragraph("How it fares:")
    document.list(numbers.map(evidence.line) + levels.prefix(Self.rowLimit).map(evidence.line))
  }

  private func isOutcome(_ column: String) -> Bool {
    contents.profiles.columns.contains { $0.column == column && $0.isOutcome }
  }

  /// Whether enough contacts of the segment have the level.
  private func isTellable(_ comparison: ShareComparison) -> Bool {
    comparison.count >= ReportWords.smallestCell
  }

  /// A q-value; `–` for a column that segments were made from.
  private func q(_ qValue: Double?) -> String {
    guard let qValue else { return "–" }
    return qValue < 0.001 ? "< 0.001" : PlainNumber.decimals(qValue, 3)
  }

  // MARK: What a critical reader asks

  private func addColumns(to document: inout MarkdownText) {
    guard !contents.columns.isEmpty else { return }
    document.heading(2, "Columns")
    document.table(
      ["Column", "Role", "Used", "Share of the distance", "Why"], alignRight: [3],
      rows: contents.columns.map {
        [
          $0.column, $0.role, $0.isUsed ? "yes" : "no",
          $0.distanceShare.map(PlainNumber.percent) ?? "–", $0.reason,
        ]
      })
    let omitted = contents.profiles.omittedColumns
    if !omitted.isEmpty {
      document.paragraph("Not described:")
      document.list(omitted.map { "\($0.column): \($0.reason)" })
    }
    let pooled = contents.profiles.columns.filter { $0.pooledLevelCount > 0 && $0.level == nil }
    document.list(
      pooled.map {
        "\($0.column): \(ReportWords.count($0.pooledLevelCount, "rare level")) counted as one"
      })
  }

  private func addMethod(to document: inout MarkdownText) {
    let method = contents.method
    document.heading(2, "Method, and how to repeat it")
    var facts = ["Method: \(method.name)", "Seed: \(method.seed)"]
    if !method.version.isEmpty { facts.append("Version: \(method.version)") }
    if !method.engine.isEmpty { facts.append("Engine: \(method.engine)") }
    facts += method.settings.map { "\($0.name): \($0.value)" }
    document.list(facts)
    document.paragraph(
      "A level is told when its index is at least 120 or at most 80, it differs from the rest by at "
        + "least 10 percentage points, and it rests on at least 10 contacts; an index of 100 is the "
        + "share among all contacts. Cliff's δ is 1 when all contacts of a segment are above all "
        + "others, and -1 when all are below. v-tests say how many standard errors a segment is "
        + "away from all contacts. q-values are corrected for the "
        + "number of tests; columns that segments were made from have none, because segments "
        + "differ in them by construction.")
  }

  private func addPrivacy(to document: inout MarkdownText) {
    document.heading(2, "Privacy")
    document.paragraph(
      "Names, addresses, identifiers and other personal columns are not in this report and did not "
        + "shape the segments. Numbers that rest on fewer than 10 contacts are withheld. Protected "
        + "attributes name no segment. People may object to being profiled for marketing "
        + "(GDPR, article 21); honour that before using segments.")
  }
}
