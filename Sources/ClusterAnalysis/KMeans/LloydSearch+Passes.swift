import DenseAlgebra
import ParallelBlocks

extension LloydSearch {
  /// What a pass labels rows for.
  struct Target: Sendable {
    let centers: Engine.Centers
    /// The labels of the pass before, which are replaced.
    let labels: DisjointWrites<Int32>
    /// How far rows are from changing their label, when that is kept.
    var gaps: RowGaps?
  }

  /// Where the next pass of a search begins.
  func target(of run: inout LloydRun) -> Target {
    Target(
      centers: engine.prepared(run.result.centers), labels: DisjointWrites(run.labels),
      gaps: engine.gapFrame.flatMap { run.nextGaps(in: $0) })
  }

  /// Labels all rows with their nearest centers, for each of some targets.
  ///
  /// - Parameters:
  ///   - targets: Centers, and where labels are.
  ///   - empty: What the result of each chunk starts from, for each target.
  ///   - body: Called for some rows after the other of a chunk, with what changed, to add to the
  ///     result of the chunk.
  /// - Returns: For each chunk, in order, a result for each target.
  func pass<Result: Sendable>(
    _ targets: [Target], startingFrom empty: [Result],
    _ body:
      @Sendable (
        _ result: inout Result, _ rows: Range<Int>, _ labels: UnsafeBufferPointer<Int32>,
        _ changes: RowChanges
      ) -> Void
  ) -> [[Result]] {
    chunks.map { chunk in
      var results = empty
      var changes = RowChanges(tileCount: RowPieces.tileCount(columnCount: rows.columnCount))
      // A piece is labelled for one target after the other while it lies in the cache.
      rows.forEachPiece(of: chunk) { piece in
        for (position, target) in targets.enumerated() {
          let labels = target.labels.slice(piece)
          engine.assign(
            piece, to: target.centers, labels: labels, gaps: target.gaps, changes: &changes)
          body(&results[position], piece, UnsafeBufferPointer(labels), changes)
        }
      }
      return results
    }
  }

  /// Labels all rows with their nearest centers, and nothing else.
  func label(to centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>) {
    let target = Target(centers: engine.prepared(centers), labels: DisjointWrites(labels))
    _ = pass([target], startingFrom: [0]) { _, _, _, _ in }
  }
}
