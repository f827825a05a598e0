import CSegmentationKernels
public import ParallelBlocks

/// Rows packed for the kernels: tiles of 64 rows, column by column inside a tile, in Float.
///
/// This is the only copy of the data that the fused engine makes: 4 bytes for each value, and 4 for
/// each tile. It finds candidates; whoever needs a sum or a close decision goes back to
/// ``OriginalRows``.
public struct TiledRows: Sendable {
  /// Rows in a tile.
  public static let tileRowCount = Int(CSEG_TILE_ROWS)

  /// The number of rows.
  public let rowCount: Int
  /// The number of columns; at least 1.
  public let columnCount: Int
  /// Where the packed coordinates lie.
  public let frame: PackingFrame

  private let tiles: AlignedFloats
  private let tileNorms: [Float]

  /// Tiles that one thread packs at a time.
  private static let packingBlockTileCount = 64

  /// Packs rows.
  ///
  /// - Parameters:
  ///   - rows: Values that are not finite, or farther than 10¹⁸ times the usual from the others,
  ///     are allowed: no label will be decided in Float for such a row.
  ///   - centre: One finite number for each column, in its middle; nil takes medians of a
  ///     sample.
  ///   - parallelism: How many threads pack.
  /// - Complexity: O(rows × columns).
  public init(_ rows: OriginalRows, centre: [Double]? = nil, parallelism: Parallelism) {
    precondition(centre.map { $0.count == rows.columnCount } ?? true, "centre has another width")
    let frame = PackingFrame(sampling: rows, centre: centre)
    let columnCount = rows.columnCount
    let tileCount = (rows.rowCount + Self.tileRowCount - 1) / Self.tileRowCount
    let tileSize = Self.tileRowCount * columnCount
    var tileNorms = [Float](repeating: 0, count: tileCount)
    tiles = tileNorms.withUnsafeMutableBufferPointer { norms in
      let norms = DisjointWrites(norms)
      return AlignedFloats(count: tileCount * tileSize) { floats in
        let floats = DisjointWrites(floats)
        parallelism.forEachBlock(count: tileCount, blockSize: Self.packingBlockTileCount) {
          _, tiles in
          let firstRow = tiles.lowerBound * Self.tileRowCount
          let rowCount = min(rows.rowCount, tiles.upperBound * Self.tileRowCount) - firstRow
          let target = floats.slice(tiles.lowerBound * tileSize..<tiles.upperBound * tileSize)
          let targetNorms = norms.slice(tiles)
          frame.withUnsafeFrame { frame in
            switch rows.values {
            case .doubles(let reads):
              cseg_pack_doubles(
                reads.elements.baseAddress?.advanced(by: firstRow * columnCount), Int64(rowCount),
                Int64(columnCount), frame, target.baseAddress, targetNorms.baseAddress)
            case .floats(let reads):
              cseg_pack_floats(
                reads.elements.baseAddress?.advanced(by: firstRow * columnCount), Int64(rowCount),
                Int64(columnCount), frame, target.baseAddress, targetNorms.baseAddress)
            }
          }
        }
      }
    }
    self.tileNorms = tileNorms
    self.frame = frame
    self.columnCount = columnCount
    rowCount = rows.rowCount
  }

  /// Packs the rows of a matrix of at least one column.
  ///
  /// - Complexity: O(rows × columns).
  public init(_ matrix: Matrix, centre: [Double]? = nil, parallelism: Parallelism) {
    self = matrix.withUnsafeElements {
      TiledRows(
        OriginalRows(doubles: $0, columnCount: matrix.columnCount), centre: centre,
        parallelism: parallelism)
    }
  }

  /// The number of tiles; the last one may be partly filled.
  public var tileCount: Int { tileNorms.count }

  /// The rows that some tiles hold.
  public func rows(in tiles: Range<Int>) -> Range<Int> {
    precondition(tiles.lowerBound >= 0 && tiles.upperBound <= tileCount, "\(tiles) of \(tileCount)")
    return tiles.lowerBound
      * Self.tileRowCount..<min(rowCount, tiles.upperBound * Self.tileRowCount)
  }

  /// One row's packed coordinates, as a seed.
  ///
  /// - Complexity: O(columns).
  public func packedRow(_ row: Int) -> [Float] {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    let (tile, lane) = row.quotientAndRemainder(dividingBy: Self.tileRowCount)
    return tiles.withUnsafeFloats { floats in
      (0..<columnCount).map { floats[(tile * columnCount + $0) * Self.tileRowCount + lane] }
    }
  }

  func withUnsafeRows<R>(_ body: (UnsafePointer<cseg_rows>) -> R) -> R {
    tiles.withUnsafeFloats { floats in
      tileNorms.withUnsafeBufferPointer { norms in
        var rows = cseg_rows(
          tiles: floats.baseAddress, tileNorms: norms.baseAddress, rowCount: Int64(rowCount),
          columnCount: Int64(columnCount))
        return body(&rows)
      }
    }
  }
}
