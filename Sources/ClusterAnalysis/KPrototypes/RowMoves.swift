import DenseAlgebra

/// The rows of a chunk that changed their label.
struct RowMoves: Sendable {
  /// The first row of the chunk.
  let firstRow: Int
  /// The rows that moved, ascending, numbered from the first of the chunk.
  private(set) var rows: [Int32] = []
  /// The labels that they had before; negative for rows that had none.
  private(set) var formerLabels: [Int32] = []

  /// Adds the changes of some rows that come after those that are there.
  ///
  /// - Parameters:
  ///   - changes: The changes.
  ///   - start: The row of the chunk that these are numbered from.
  mutating func append(_ changes: RowChanges, from start: Int) {
    rows += changes.rows.lazy.map { $0 + Int32(truncatingIfNeeded: start) }
    formerLabels += changes.formerLabels
  }
}
