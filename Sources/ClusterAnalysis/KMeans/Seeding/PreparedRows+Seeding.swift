import DenseAlgebra
import ParallelBlocks

extension PreparedRows {
  /// Runs `body` for one piece of a chunk after the other, with the packed rows and the tiles of the
  /// piece: of the packed copy or, where there is none, of rows that are packed for this pass.
  func forEachTiledPiece(
    of chunk: Range<Int>,
    _ body: (_ piece: Range<Int>, _ tiles: TiledRows, _ range: Range<Int>) -> Void
  ) {
    rows.forEachPiece(of: chunk) { piece in
      if let tiles {
        body(piece, tiles, tiles.tiles(of: piece))
      } else {
        let tiles = TiledRows(rows.original.slice(piece), frame: frame, parallelism: .serial)
        body(piece, tiles, 0..<tiles.tileCount)
      }
    }
  }

  /// Whether Float tells squared distances apart: their mean is to be far above what rounding the
  /// farthest row changes.
  ///
  /// - Parameters:
  ///   - potentials: Weighted sums of squared distances in the packed scale, for each chunk.
  ///   - largestNorm: The largest distance of a row from the middle, in the packed scale.
  /// - Returns: Whether it does.
  func isPrecise(_ potentials: [Double], largestNorm: Float) -> Bool {
    let reach = Double(largestNorm) * 0x1p-16
    let potential = potentials.reduce(0, +)
    return potential.isFinite && potential > reach * reach * totalWeight
  }
}

extension WeightedRows {
  /// The sum of the weights of some rows.
  func weightSum(of rows: Range<Int>) -> Double {
    weights(of: rows)?.reduce(0, +) ?? Double(rows.count)
  }
}
