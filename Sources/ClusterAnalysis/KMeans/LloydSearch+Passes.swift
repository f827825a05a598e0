import DenseAlgebra
import ParallelBlocks

extension LloydSearch {
  /// Rows that are labelled at a time; their changes stay in the cache until they are applied.
  private static var pieceRows: Int { 64 * TiledRows.tileRowCount }

  /// Labels all rows with their nearest centers.
  ///
  /// - Parameters:
  ///   - centers: One a row.
  ///   - labels: The labels of the pass before, which are replaced.
  ///   - empty: What the result of each chunk starts from.
  ///   - body: Called for some rows after the other of a chunk, with what changed, to add to the
  ///     result of the chunk.
  /// - Returns: The results of the chunks, in order.
  func pass<Result: Sendable>(
    to centers: Matrix, labels: DisjointWrites<Int32>, startingFrom empty: Result,
    _ body:
      @Sendable (
        _ result: inout Result, _ rows: Range<Int>, _ labels: UnsafeBufferPointer<Int32>,
        _ changes: RowChanges
      ) -> Void
  ) -> [Result] {
    let prepared = engine.prepared(centers)
    return chunks.map { chunk in
      var result = empty
      var changes = RowChanges(
        tileCount: min(Self.pieceRows, chunk.count + 63) / TiledRows.tileRowCount)
      for first in stride(from: chunk.lowerBound, to: chunk.upperBound, by: Self.pieceRows) {
        let piece = first..<min(first + Self.pieceRows, chunk.upperBound)
        let labels = labels.slice(piece)
        engine.assign(piece, to: prepared, labels: labels, changes: &changes)
        body(&result, piece, UnsafeBufferPointer(labels), changes)
      }
      return result
    }
  }

  /// Labels all rows with their nearest centers, and nothing else.
  func label(to centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>) {
    _ = pass(to: centers, labels: DisjointWrites(labels), startingFrom: 0) { _, _, _, _ in }
  }
}

/// The sums of the rows of each cluster, kept up to date by the rows that move.
///
/// Each move rounds; at fixed intervals the rows are summed again, so that roundings cannot pile up.
struct RunningSums {
  private(set) var current: ClusterSums
  private let labels: UnsafeMutableBufferPointer<Int32>
  private let empty: ClusterSums
  /// How often rows have moved since all were summed.
  private var changeCount = 0

  private static let changeLimit = 32

  /// Begins with rows that have no label.
  init(
    of search: LloydSearch<some AssignmentEngine>, labels: UnsafeMutableBufferPointer<Int32>
  ) {
    self.labels = labels
    labels.update(repeating: Assignments.unassigned)
    empty = ClusterSums(clusterCount: search.plan.clusterCount, centre: search.summary.origin)
    current = empty
  }

  /// What a pass changes in a chunk.
  private struct Part: Sendable {
    var sums: ClusterSums
    var movedRowCount = 0
  }

  /// Labels all rows and brings the sums up to date.
  ///
  /// - Returns: How many rows, of those that count, have another label than before.
  mutating func assignRows(
    to centers: Matrix, in search: LloydSearch<some AssignmentEngine>
  ) -> Int {
    let rows = search.rows
    let isFirst = changeCount == 0 && current.counts.allSatisfy { $0 == 0 }
    let parts = search.pass(
      to: centers, labels: DisjointWrites(labels), startingFrom: Part(sums: empty)
    ) { part, piece, labels, changes in
      guard changes.count > 0 else { return }
      part.sums.apply(
        changes, in: piece, of: rows.original, labels: labels, weights: rows.weights(of: piece))
      part.movedRowCount +=
        rows.weights == nil
        ? changes.count
        : changes.rows.reduce(0) { $0 + (rows.weight(of: piece.lowerBound + Int($1)) > 0 ? 1 : 0) }
    }
    let movedRowCount = parts.reduce(0) { $0 + $1.movedRowCount }
    for part in parts where part.movedRowCount > 0 { current.merge(part.sums) }
    current.clearEmptyClusters()
    if !isFirst, movedRowCount > 0 {
      changeCount += 1
      if changeCount == Self.changeLimit { _ = sumAgain(in: search) }
    }
    return movedRowCount
  }

  /// Sums all rows, if some have moved since that was done last.
  ///
  /// - Returns: Whether it was needed.
  mutating func sumAgain(in search: LloydSearch<some AssignmentEngine>) -> Bool {
    guard changeCount > 0 else { return false }
    let rows = search.rows
    let empty = empty
    let labels = SharedReads(UnsafeBufferPointer(labels))
    let parts = search.chunks.map { chunk in
      var sums = empty
      sums.add(
        chunk, of: rows.original, labels: UnsafeBufferPointer(rebasing: labels.elements[chunk]),
        weights: rows.weights(of: chunk))
      return sums
    }
    current = empty
    for part in parts { current.merge(part) }
    changeCount = 0
    return true
  }
}
