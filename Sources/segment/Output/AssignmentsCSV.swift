import Segmentation

/// The segment of each row, counted from 0, and nothing for a row that is in none, as `segment cluster --assignments` writes it.
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
    var line: [UInt8] = []
    CSVField.append((identifiers?.name ?? "row").utf8, to: &line)
    try writer.write(line)
    try writer.write(",segment\n")
    for (row, label) in labels.enumerated() {
      let fileRow = fileRows?[row] ?? row
      line.removeAll(keepingCapacity: true)
      if let values = identifiers?.values {
        CSVField.append(
          values.bytes[values.offsets[fileRow]..<values.offsets[fileRow + 1]], to: &line)
      } else {
        line.append(contentsOf: String(fileRow).utf8)
      }
      line.append(contentsOf: (label >= 0 ? ",\(label)\n" : ",\n").utf8)
      try writer.write(line)
    }
  }
}
