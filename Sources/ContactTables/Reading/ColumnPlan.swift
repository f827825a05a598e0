import ParallelBlocks

/// How the cells of a column are read in one pass over the file.
enum ColumnPlan: Sendable, Hashable {
  /// Not at all.
  case skip
  /// As numbers; a cell that is none counts as a contradiction.
  case number(DecimalMark)
  /// As dates of one format; a cell that is none counts as a contradiction.
  case date(DateShape, DateOrder)
  /// As one of some levels.
  case levels
  /// As bytes; a cell that spells a missing value is empty.
  case text
  /// As bytes, whatever they spell.
  case verbatim
}

/// Where the cells of a column go, one element for each record.
enum ColumnDestination: Sendable {
  case none
  case doubles(DisjointWrites<Double>)
  case codes(DisjointWrites<UInt32>)
  case lengths(DisjointWrites<Int>)
}

/// What a pass over the file put into a column.
enum ColumnOutput: Sendable {
  case none
  /// Numbers or dates.
  case doubles([Double])
  /// Level numbers; the largest means an empty cell.
  case codes([UInt32])
  /// The length of each cell, behind a zero.
  case lengths([Int])
}

extension ColumnOutput {
  static let emptyCode = UInt32.max

  /// Makes room for columns and calls `body` while it can be written.
  ///
  /// The nesting is as deep as there are columns, so callers keep their number small.
  static func filled(
    _ plans: [ColumnPlan], rowCount: Int, by body: ([ColumnDestination]) -> Void
  ) -> [ColumnOutput] {
    var outputs = [ColumnOutput](repeating: .none, count: plans.count)
    var destinations: [ColumnDestination] = []
    fill(&outputs, plans, rowCount, &destinations, body)
    return outputs
  }

  private static func fill(
    _ outputs: inout [ColumnOutput], _ plans: [ColumnPlan], _ rowCount: Int,
    _ destinations: inout [ColumnDestination], _ body: ([ColumnDestination]) -> Void
  ) {
    let index = destinations.count
    guard index < plans.count else { return body(destinations) }
    switch plans[index] {
    case .skip:
      destinations.append(.none)
      fill(&outputs, plans, rowCount, &destinations, body)
    case .number, .date:
      let values = [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
        destinations.append(.doubles(DisjointWrites(buffer)))
        fill(&outputs, plans, rowCount, &destinations, body)
        count = rowCount
      }
      outputs[index] = .doubles(values)
    case .levels:
      let codes = [UInt32](unsafeUninitializedCapacity: rowCount) { buffer, count in
        destinations.append(.codes(DisjointWrites(buffer)))
        fill(&outputs, plans, rowCount, &destinations, body)
        count = rowCount
      }
      outputs[index] = .codes(codes)
    case .text, .verbatim:
      let lengths = [Int](unsafeUninitializedCapacity: rowCount + 1) { buffer, count in
        buffer.initializeElement(at: 0, to: 0)
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[1..<rowCount + 1])
        destinations.append(.lengths(DisjointWrites(rest)))
        fill(&outputs, plans, rowCount, &destinations, body)
        count = rowCount + 1
      }
      outputs[index] = .lengths(lengths)
    }
  }
}
