import DenseAlgebra
import ParallelBlocks

/// How rows are cut into the pieces that threads take.
///
/// The cut depends on the shape of the problem and never on the number of threads, and what the
/// pieces yield is merged in their order: that makes the bits of a sum the same for any number of
/// threads. Chunks begin on the borders of tiles.
struct RowChunks: Sendable {
  let rowCount: Int
  let chunkRows: Int
  let parallelism: Parallelism

  /// Cuts `rowCount` rows into at most 64 chunks, each of them long enough that its partial sums for
  /// `clusterCount` clusters cost little beside it.
  init(rowCount: Int, columnCount: Int = 1, clusterCount: Int = 1, parallelism: Parallelism) {
    self.rowCount = rowCount
    let rows = max(
      (rowCount + 63) / 64, 2048, 16 * clusterCount, clusterCount * columnCount / 4)
    let tileRows = TiledRows.tileRowCount
    chunkRows = (rows + tileRows - 1) / tileRows * tileRows
    self.parallelism = parallelism
  }

  /// The number of chunks.
  var count: Int { (rowCount + chunkRows - 1) / chunkRows }

  /// The rows of one chunk.
  func rows(of chunk: Int) -> Range<Int> {
    chunk * chunkRows..<min(rowCount, (chunk + 1) * chunkRows)
  }

  /// The result of `body` for each chunk, in order.
  func map<Result: Sendable>(
    _ body: @Sendable (_ rows: Range<Int>) -> Result
  ) -> [Result] {
    parallelism.mapBlocks(count: rowCount, blockSize: chunkRows) { _, rows in body(rows) }
  }
}
