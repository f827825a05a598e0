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
