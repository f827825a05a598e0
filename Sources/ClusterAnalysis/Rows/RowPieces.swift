import DenseAlgebra

/// Pieces of a chunk, small enough for what is made of a piece to stay in the cache until it is used.
///
/// Each begins on the border of a tile. How rows are cut into pieces changes no result.
enum RowPieces {
  /// The largest number of tiles in a piece: as many as stay in the second-level cache.
  static func tileCount(columnCount: Int) -> Int { max(4, min(64, 1024 / columnCount)) }

  /// How many elements of a file may stay in memory behind a thread.
  static let heldElementCount = 1 << 20
}

extension WeightedRows {
  /// Runs `body` for one piece of a chunk after the other, and lets go of what lies behind.
  func forEachPiece(of chunk: Range<Int>, _ body: (_ piece: Range<Int>) -> Void) {
    let size = RowPieces.tileCount(columnCount: columnCount) * TiledRows.tileRowCount
    // A chunk of a large file is large.
    let releaseSize = max(size, RowPieces.heldElementCount / columnCount / size * size)
    for first in stride(from: chunk.lowerBound, to: chunk.upperBound, by: size) {
      let end = min(first + size, chunk.upperBound)
      body(first..<end)
      if (end - chunk.lowerBound).isMultiple(of: releaseSize) {
        original.release(end - releaseSize..<end)
      }
    }
    original.release(chunk)
  }
}
