import DenseAlgebra

/// Pieces of a chunk, small enough for what is made of a piece to stay in the cache until it is used.
///
/// Each begins on the border of a tile. How rows are cut into pieces changes no result.
enum RowPieces {
  /// The largest number of tiles in a piece: as many as stay in the second-level cache.
  static func tileCount(columnCount: Int) -> Int { max(4, min(64, 1024 / columnCount)) }
}

extension WeightedRows {
  /// Runs `body` for one piece of a chunk after the other, and then lets go of the chunk.
  func forEachPiece(of chunk: Range<Int>, _ body: (_ piece: Range<Int>) -> Void) {
    let size = RowPieces.tileCount(columnCount: columnCount) * TiledRows.tileRowCount
    for first in stride(from: chunk.lowerBound, to: chunk.upperBound, by: size) {
      body(first..<min(first + size, chunk.upperBound))
    }
    original.release(chunk)
  }
}
