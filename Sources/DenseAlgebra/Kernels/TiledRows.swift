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
  private static let packingBlockTileCount = RowSurvey.blockRowCount / tileRowCount

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
    self.init(
      rows, frame: PackingFrame(sampling: rows, centre: centre), parallelism: parallelism)
  }

  /// Packs rows in a given frame.
  ///
  /// - Complexity: O(rows × columns).
  public init(_ rows: OriginalRows, frame: PackingFrame, parallelism: Parallelism) {
    self.init(rows, frame: frame, parallelism: parallelism) { _, _ in }
  }

  /// Packs rows, and surveys them while they are at hand.
  ///
  /// - Parameters:
  ///   - rows: The rows, as above.
  ///   - frame: Where packed coordinates lie.
  ///   - weights: One for each row; nil stands for 1.
  ///   - survey: Becomes the survey of all rows around the frame's centre.
  ///   - parallelism: How many threads pack.
  /// - Complexity: O(rows × columns).
  public init(
    _ rows: OriginalRows, frame: PackingFrame, weights: SharedReads<Double>?,
    survey: inout RowSurvey, parallelism: Parallelism
  ) {
    let blockCount =
      (rows.rowCount + RowSurvey.blockRowCount - 1) / RowSurvey.blockRowCount
    var parts = [RowSurvey](
      repeating: RowSurvey(columnCount: rows.columnCount), count: blockCount)
    self = parts.withUnsafeMutableBufferPointer { parts in
      let parts = DisjointWrites(parts)
      return TiledRows(rows, frame: frame, parallelism: parallelism) { block, rowRange in
        parts.slice(block..<block + 1)[0].add(
          rowRange, of: rows,
          weights: weights.map { UnsafeBufferPointer(rebasing: $0.elements[rowRange]) },
          around: frame.centre)
      }
    }
    survey = RowSurvey(columnCount: rows.columnCount)
    for part in parts { survey.merge(part) }
  }

  /// Packs rows and lets `visit` look at them, in pieces that still lie in the cache.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - frame: Where packed coordinates lie.
  ///   - parallelism: How many threads pack.
  ///   - visit: Called with the number of a block and some of its rows, in order within a block.
  private init(
    _ rows: OriginalRows, frame: PackingFrame, parallelism: Parallelism,
    visit: @Sendable (_ block: Int, _ rows: Range<Int>) -> Void
  ) {
    precondition(frame.centre.count == rows.columnCount, "the frame has another width")
    let tileCount = (rows.rowCount + Self.tileRowCount - 1) / Self.tileRowCount
    let tileSize = Self.tileRowCount * rows.columnCount
    let pieceTileCount = max(1, 16_384 / tileSize)
    var tileNorms = [Float](repeating: 0, count: tileCount)
    tiles = tileNorms.withUnsafeMutableBufferPointer { norms in
      let norms = DisjointWrites(norms)
      return AlignedFloats(count: tileCount * tileSize) { floats in
        let floats = DisjointWrites(floats)
        parallelism.forEachBlock(count: tileCount, blockSize: Self.packingBlockTileCount) {
          block, tiles in
          for first in stride(from: tiles.lowerBound, to: tiles.upperBound, by: pieceTileCount) {
            let piece = first..<min(first + pieceTileCount, tiles.upperBound)
            let pieceRows =
              piece.lowerBound
              * Self.tileRowCount..<min(
                rows.rowCount, piece.upperBound * Self.tileRowCount)
            rows.pack(
              pieceRows, in: frame,
              to: floats.slice(piece.lowerBound * tileSize..<piece.upperBound * tileSize),
              norms: norms.slice(piece))
            visit(block, pieceRows)
          }
        }
      }
    }
    self.tileNorms = tileNorms
    self.frame = frame
    columnCount = rows.columnCount
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

  /// An upper bound of the distances of some tiles' rows from the frame's centre, in the packed scale;
  /// infinity if some value is not finite there.
  ///
  /// - Complexity: O(tiles).
  public func largestNorm(in tiles: Range<Int>) -> Float { tileNorms[tiles].max() ?? 0 }

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

extension OriginalRows {
  /// Packs rows that start on a tile's border.
  fileprivate func pack(
    _ rows: Range<Int>, in frame: PackingFrame, to tiles: UnsafeMutableBufferPointer<Float>,
    norms: UnsafeMutableBufferPointer<Float>
  ) {
    frame.withUnsafeFrame { frame in
      withPlainRows(rows) { plain in
        switch plain {
        case .doubles(let start):
          cseg_pack_doubles(
            InstructionSet.best.code, start, Int64(rows.count), Int64(columnCount), frame,
            tiles.baseAddress, norms.baseAddress)
        case .floats(let start):
          cseg_pack_floats(
            InstructionSet.best.code, start, Int64(rows.count), Int64(columnCount), frame,
            tiles.baseAddress, norms.baseAddress)
        }
      }
    }
  }
}
