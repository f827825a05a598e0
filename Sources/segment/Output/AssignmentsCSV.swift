import Segmentation

/// The segment of each row, counted from 0, as `segment cluster --assignments` writes it.
struct AssignmentsCSV {
  private let labels: [Int32]
  private let fileRows: [Int]?
  private let identifiers: (name: String, values: TextValues)?

  init(
    _ assignments: Assignments, fileRows: [Int]?, identifiers: (name: String, values: TextValues)?
  ) {
    labels = assignments.labels
    self.fileRows = fileRows
    self.identifiers = identifiers
  }

  func write(to writer: FileWriter) throws(ReportError) {
    try writer.write(CSVCell.quoted(identifiers?.name ?? "row") + ",segment\n")
    for (row, label) in labels.enumerated() {
      let fileRow = fileRows?[row] ?? row
      let key = identifiers.map { CSVCell.quoted($0.values[fileRow] ?? "") } ?? "\(fileRow)"
      try writer.write("\(key),\(label)\n")
    }
  }
}

/// A cell as RFC 4180 wants it.
enum CSVCell {
  static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
