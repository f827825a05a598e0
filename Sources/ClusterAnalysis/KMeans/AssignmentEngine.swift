import DenseAlgebra
import ParallelBlocks

/// How the nearest center of a row is found: all that differs from one engine to another.
///
/// Engines agree on which it is: the one with the smallest sum of squared differences, as
/// ``OriginalRows/nearest(to:among:scale:)`` adds them up, and of those equally near the lowest. What
/// follows from the labels is computed outside the engines, so that the whole search takes the same
/// way, to the last bit, whichever engine labels the rows.
protocol AssignmentEngine: Sendable {
  /// Centers, as the engine wants them.
  associatedtype Centers: Sendable

  /// Prepares centers, one a row, in the coordinates of the data.
  func prepared(_ centers: Matrix) -> Centers

  /// Labels some rows with their nearest centers.
  ///
  /// - Parameters:
  ///   - rows: The rows, which begin on the border of a tile.
  ///   - centers: What ``prepared(_:)`` made.
  ///   - labels: The labels of these rows from the pass before, which are replaced.
  ///   - changes: Becomes the list of the rows whose label changed.
  func assign(
    _ rows: Range<Int>, to centers: Centers, labels: UnsafeMutableBufferPointer<Int32>,
    changes: inout RowChanges)
}

/// Finds nearest centers with the tile kernels, on a packed copy of the rows in Float.
struct FusedEngine: AssignmentEngine {
  let original: OriginalRows
  let tiles: TiledRows
  let kernels: TileKernels

  func prepared(_ centers: Matrix) -> CenterPanel {
    CenterPanel(centers, for: tiles)
  }

  func assign(
    _ rows: Range<Int>, to centers: CenterPanel, labels: UnsafeMutableBufferPointer<Int32>,
    changes: inout RowChanges
  ) {
    kernels.assign(
      tiles, original, tiles: tiles.tiles(of: rows), to: centers, labels: labels,
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
