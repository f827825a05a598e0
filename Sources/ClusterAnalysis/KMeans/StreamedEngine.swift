import DenseAlgebra
import ParallelBlocks

/// Finds nearest centers with the tile kernels, on rows that are packed for each pass and forgotten.
///
/// It keeps nothing of the rows, which may lie in a file that is larger than memory.
struct StreamedEngine: AssignmentEngine {
  let original: OriginalRows
  let frame: PackingFrame
  let kernels: TileKernels

  func prepared(_ centers: Matrix) -> CenterPanel {
    CenterPanel(centers, in: frame)
  }

  /// Gaps would save arithmetic, where reading and packing is what takes time.
  var gapFrame: PackingFrame? { nil }

  func assign(
    _ rows: Range<Int>, to centers: CenterPanel, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: RowGaps?, changes: inout RowChanges
  ) {
    let piece = original.slice(rows)
    let tiles = TiledRows(piece, frame: frame, parallelism: .serial)
    kernels.assign(
      tiles, piece, tiles: 0..<tiles.tileCount, to: centers, labels: labels, changes: &changes)
  }
}
