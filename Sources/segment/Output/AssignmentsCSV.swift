import Segmentation

/// The segment of each row, counted from 0, and nothing for a row that is in none, as `segment cluster
/// --assignments` writes it; beside it the leaf of a tree that the row was condensed into, if it was.
struct AssignmentsCSV {
  private let labels: [Int32]
  private let leaves: [Int32]?
  private let fileRows: [Int]?
  private let identifiers: (name: String, values: TextValues)?

  init(
    _ assignments: Assignments, leaves: Assignments?, fileRows: [Int]?,
    identifiers: (name: String, values: TextValues)?
  ) {
    self.leaves = leaves?.labels
    labels = assignments.labels
    self.fileRows = fileRows
    self.identifiers = identifiers
  }

  func write(to writer: FileWriter) throws(ReportError) {
    var line: [UInt8] = []
    CSVField.append((identifiers?.name ?? "row").utf8, to: &line)
    try writer.write(line)
    try writer.write(leaves == nil ? ",segment\n" : ",segment,leaf\n")
    for (row, label) in labels.enumerated() {
      let fileRow = fileRows?[row] ?? row
      line.removeAll(keepingCapacity: true)
      if let values = identifiers?.values {
        CSVField.append(
          values.bytes[values.offsets[fileRow]..<values.offsets[fileRow + 1]], to: &line)
      } else {
        line.append(contentsOf: String(fileRow).utf8)
      }
      line.append(contentsOf: (label >= 0 ? ",\(label)" : ",").utf8)
      if let leaves { line.append(contentsOf: ",\(leaves[row])".utf8) }
      line.append(UInt8(ascii: "\n"))
      try writer.write(line)
    }
  }
}
