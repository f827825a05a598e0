import SegmentProfiles

/// The segments as a table for a terminal of 100 columns.
///
/// Above the table what was found, below it what to know.
public struct TextReport: Sendable {
  /// The width that no line exceeds.
  public static let width = 100

  private let contents: ReportContents

  /// Creates a report.
  public init(_ contents: ReportContents) { self.contents = contents }

  /// The report, ending with a line break.
  public var text: String {
    var lines = summary
    lines.append("")
    lines += table
    let notes = notes
    if !notes.isEmpty {
      lines.append("")
      for note in notes { lines += DisplayWidth.lines(note, limit: Self.width) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was found, in one or two sentences.
  private var summary: [String] {
    let profiles = contents.profiles
    let method = contents.method
    var sentence =
      "\(ReportWords.count(profiles.contactCount, "contact")), "
      + "\(ReportWords.count(profiles.segments.count, "segment")) by \(method.name)."
    if !method.choice.isEmpty { sentence += " " + method.choice }
    var lines = DisplayWidth.lines(sentence, limit: Self.width)
    if !method.reason.isEmpty { lines += DisplayWidth.lines(method.reason, limit: Self.width) }
    if let verdict = method.verdict {
      let reading = ReportWords.reading(ofVerdict: verdict)
      lines += DisplayWidth.lines(
        "Verdict: \(verdict)" + (reading.isEmpty ? "." : " – \(reading)."), limit: Self.width)
    }
    if let silhouette = method.silhouette {
      let words = ReportWords.reading(ofSilhouette: silhouette)
      lines += DisplayWidth.lines(
        "Silhouette \(PlainNumber.decimals(silhouette, 2)): \(words).", limit: Self.width)
    }
    return lines
  }

  /// The table; how surely names come back is a column of it once that is known.
  private var table: [String] {
    let profiles = contents.profiles
    func row(_ cells: [String], _ confidence: String) -> Row {
      Row(cells + (contents.hasConfidences ? [confidence] : []))
    }
    var rows = [row(["segment", "name", "contacts", "share", "what marks it"], "confidence")]
    for (segment, name) in zip(profiles.segments, contents.names) {
      let marks = ReportWords.evidence(name, size: segment.size)
      rows.append(
        row(
          [
            String(segment.number), name.text, PlainNumber.text(segment.size),
            PlainNumber.percent(segment.share), marks.prefix(3).joined(separator: "; "),
          ], ReportWords.confidence(name.confidence)))
    }
    if profiles.unassignedCount > 0 {
      let share = max(0, 1 - profiles.segments.reduce(0) { $0 + $1.share })
      rows.append(
        row(
          [
            "", "(in no segment)", PlainNumber.text(profiles.unassignedCount),
            PlainNumber.percent(share), "",
          ], ""))
    }
    var widths = rows[0].columns.map { column in rows.map { $0.width(column) }.max() ?? 0 }
    widths[1] = min(max(16, widths[1]), 30)
    widths[4] = Self.width - 2 * (widths.count - 1) - widths.reduce(0, +) + widths[4]
    return rows.enumerated().flatMap { index, row in
      row.lines(widths)
        + (index == 0
          ? [widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")] : [])
    }
  }

  /// What to know, below the table.
  private var notes: [String] {
    var notes: [String] = []
    if contents.names.contains(where: { !$0.traits.isEmpty && $0.confidence == nil }) {
      notes.append("Names are provisional: how surely they would come back has not been tested.")
    }
    notes += Set(contents.names.compactMap(\.note)).sorted()
    if let asOf = contents.asOf { notes.append("Ages are counted from \(PlainNumber.day(asOf)).") }
    notes += contents.warnings.map { "Warning: \($0)" }
    notes += contents.readingIssues.map { "File: \($0)" }
    return notes
  }

  /// One row of the table.
  private struct Row {
    private let cells: [String]

    init(_ cells: [String]) { self.cells = cells.map(PlainText.oneLine) }

    /// The numbers of its columns.
    var columns: Range<Int> { cells.indices }

    /// The width of a cell.
    func width(_ column: Int) -> Int { DisplayWidth.width(of: cells[column]) }

    /// The row in as many lines as its tallest cell needs; numbers stand to the right.
    func lines(_ widths: [Int]) -> [String] {
      let cells = zip(cells, widths).map { DisplayWidth.lines($0, limit: max(1, $1)) }
      let height = max(1, cells.map(\.count).max() ?? 1)
      return (0..<height).map { line in
        let parts = cells.enumerated().map { column, cell in
          DisplayWidth.padded(
            line < cell.count ? cell[line] : "", to: widths[column],
            isTrailing: [0, 2, 3, 5].contains(column))
        }
        var text = parts.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
      }
    }
  }
}
