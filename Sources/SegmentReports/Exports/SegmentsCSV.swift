/// The segment of every contact as a CSV file: identifier, `segment`, `segment_name`,
/// `confidence`, `second_segment`, and `is_unusual` where that is known.
///
/// Identifiers are the file's own bytes. Names that a spreadsheet would take for a formula get an
/// apostrophe in front. Segments count from 1; a contact without one has empty cells. Quotes are as
/// RFC 4180 has them; lines end with a line feed alone, which spreadsheets and shells both read.
public struct SegmentsCSV: Sendable {
  /// The contacts' identifiers, as the bytes of the file.
  public struct Identifiers: Sendable {
    /// The header.
    public let name: String
    /// The bytes of all identifiers, one after another.
    public let bytes: [UInt8]
    /// Contact `i` has `bytes[offsets[i]..<offsets[i + 1]]`; one more than contacts.
    public let offsets: [Int]

    /// Creates a column of identifiers.
    public init(name: String, bytes: [UInt8], offsets: [Int]) {
      self.name = name
      self.bytes = bytes
      self.offsets = offsets
    }
  }

  private let identifiers: Identifiers?
  private let labels: [Int32]
  private let names: [String]
  private let confidences: [Double]?
  private let secondLabels: [Int32]?
  private let isUnusual: [Bool]?

  /// Creates the file's contents.
  ///
  /// - Parameters:
  ///   - identifiers: Of every contact; nil writes the row's number, counted from 1, as `row`.
  ///   - labels: Counted from 0; -1 for no segment.
  ///   - names: Of every segment.
  ///   - confidences: Of every contact, 0...1 or NaN; nil leaves the column empty.
  ///   - secondLabels: The segment that would come next, counted from 0, or -1; nil leaves the
  ///     column empty.
  ///   - isUnusual: Whether a contact lies farther out than is usual; nil leaves the column
  ///     `is_unusual` away.
  /// - Throws: ``ReportError`` when lengths differ or a label has no name.
  public init(
    identifiers: Identifiers? = nil, labels: [Int32], names: [String],
    confidences: [Double]? = nil, secondLabels: [Int32]? = nil,
    isUnusual: [Bool]? = nil
  ) throws(ReportError) {
    let lengths = [
      identifiers.map { $0.offsets.count - 1 }, confidences?.count, secondLabels?.count,
      isUnusual?.count,
    ]
    guard lengths.allSatisfy({ $0 == nil || $0 == labels.count }),
      (labels + (secondLabels ?? [])).allSatisfy({ $0 < Int32(names.count) })
    else {
      throw ReportError(
        .shapeMismatch,
        "identifiers, confidences and second segments go with \(labels.count) contacts and "
          + "\(names.count) segments")
    }
    self.identifiers = identifiers
    self.labels = labels
    self.names = names
    self.confidences = confidences
    self.secondLabels = secondLabels
    self.isUnusual = isUnusual
  }

  /// Writes the file.
  ///
  /// - Complexity: O(bytes written).
  public func write(to writer: FileWriter) throws(ReportError) {
    var line: [UInt8] = []
    CSVField.append(Array((identifiers?.name ?? "row").utf8), to: &line)
    try writer.write(line)
    try writer.write(",segment,segment_name,confidence,second_segment")
    try writer.write(isUnusual == nil ? "\n" : ",is_unusual\n")
    let middles = names.enumerated().map { index, name in
      var cells = Array(",\(index + 1),".utf8)
      CSVField.append(Array(Self.guarded(name).utf8), to: &cells)
      cells.append(UInt8(ascii: ","))
      return cells
    }
    let numbers = names.indices.map { Array(String($0 + 1).utf8) }
    let nothing = Array(",,,".utf8)
    let (yes, no) = (Array(",true".utf8), Array(",false".utf8))

    // Lines are gathered by the thousand: handing them over one by one would cost as much again.
    line.removeAll(keepingCapacity: true)
    for row in labels.indices {
      if let identifiers {
        let range = identifiers.offsets[row]..<identifiers.offsets[row + 1]
        CSVField.append(identifiers.bytes[range], to: &line)
      } else {
        line.append(contentsOf: String(row + 1).utf8)
      }
      let label = Int(labels[row])
      line.append(contentsOf: label < 0 ? nothing : middles[label])
      if label >= 0, let confidences { Self.append(confidences[row], to: &line) }
      line.append(UInt8(ascii: ","))
      if let secondLabels, secondLabels[row] >= 0 {
        line.append(contentsOf: numbers[Int(secondLabels[row])])
      }
      if let isUnusual { line.append(contentsOf: isUnusual[row] ? yes : no) }
      line.append(0x0A)
      if row % 1_024 == 1_023 {
        try writer.write(line)
        line.removeAll(keepingCapacity: true)
      }
    }
    try writer.write(line)
  }

  /// A text that no spreadsheet takes for a formula.
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  /// Adds a share with three decimals; nothing for NaN.
  private static func append(_ share: Double, to line: inout [UInt8]) {
    guard share.isFinite else { return }
    let thousandths = Int((min(1, max(0, share)) * 1_000).rounded())
    line.append(UInt8(ascii: "0") + UInt8(thousandths / 1_000))
    line.append(UInt8(ascii: "."))
    for divisor in [100, 10, 1] {
      line.append(UInt8(ascii: "0") + UInt8(thousandths / divisor % 10))
    }
  }
}
