import DenseAlgebra

/// The sums of the rows of each cluster, kept up to date by the rows that move.
///
/// Each move rounds; at fixed intervals the rows are summed again, so that roundings cannot pile up.
struct RunningSums: Sendable {
  private(set) var current: ClusterSums
  private let empty: ClusterSums
  /// How often rows have moved since all were summed.
  private var changeCount = 0

  private static let changeLimit = 32

  /// Begins with rows that have no label.
  init(clusterCount: Int, around origin: [Double]) {
    empty = ClusterSums(clusterCount: clusterCount, centre: origin)
    current = empty
  }

  /// Begins again.
  mutating func removeAll() {
    current = empty
    changeCount = 0
  }

  /// What a pass changes in a chunk.
  struct Part: Sendable {
    private(set) var sums: ClusterSums
    private(set) var movedRowCount = 0

    /// Takes in what a pass has changed in a piece of the chunk.
    mutating func apply(
      _ changes: RowChanges, in piece: Range<Int>, of rows: WeightedRows,
      labels: UnsafeBufferPointer<Int32>
    ) {
      guard changes.count > 0 else { return }
      sums.apply(
        changes, in: piece, of: rows.original, labels: labels, weights: rows.weights(of: piece))
      movedRowCount +=
        rows.weights == nil
        ? changes.count
        : changes.rows.reduce(0) { $0 + (rows.weight(of: piece.lowerBound + Int($1)) > 0 ? 1 : 0) }
    }
  }

  /// Takes in what a pass has changed, chunk by chunk.
  ///
  /// - Returns: How many rows, of those that count, have another label than before.
  mutating func merge(_ parts: some Sequence<Part>) -> Int {
    let isFirst = changeCount == 0 && current.counts.allSatisfy { $0 == 0 }
    var movedRowCount = 0
    for part in parts where part.movedRowCount > 0 {
      current.merge(part.sums)
      movedRowCount += part.movedRowCount
    }
    current.clearEmptyClusters()
    if !isFirst, movedRowCount > 0 { changeCount += 1 }
    return movedRowCount
  }

  /// Whether so many changes have been taken in that the rows are to be summed again.
  var areDue: Bool { changeCount >= Self.changeLimit }

  /// Takes the sums of all rows, if some have moved since that was done last.
  ///
  /// - Parameter parts: The sums, chunk by chunk.
  /// - Returns: Whether it was needed.
  mutating func renew(from parts: () -> [ClusterSums]) -> Bool {
    guard changeCount > 0 else { return false }
    current = empty
    for part in parts() { current.merge(part) }
    changeCount = 0
    return true
  }
}
