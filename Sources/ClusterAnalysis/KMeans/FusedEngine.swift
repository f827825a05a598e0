import DenseAlgebra

/// Finds nearest centers with the tile kernels, on a packed copy of the rows in Float.
struct FusedEngine: AssignmentEngine {
  let original: OriginalRows
  let tiles: TiledRows
  let kernels: TileKernels

  func prepared(_ centers: Matrix) -> CenterPanel {
    CenterPanel(centers, for: tiles)
  }

  var gapFrame: PackingFrame? { tiles.frame }

  func assign(
    _ rows: Range<Int>, to centers: CenterPanel, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: RowGaps?, changes: inout RowChanges
  ) {
    kernels.assign(
      tiles, original, tiles: tiles.tiles(of: rows), to: centers, labels: labels, gaps: gaps,
      changes: &changes)
  }
}

extension TiledRows {
  /// The tiles that hold some rows, which begin on the border of a tile.
  func tiles(of rows: Range<Int>) -> Range<Int> {
    let size = Self.tileRowCount
    return rows.lowerBound / size..<(rows.upperBound + size - 1) / size
  }
}
