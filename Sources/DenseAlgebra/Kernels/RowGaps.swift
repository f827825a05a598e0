import CSegmentationKernels
public import ParallelBlocks

/// What is known of rows from the passes before: how far they are from changing their label.
///
/// A row's gap is a lower bound of how much farther its second nearest center is than its nearest. It
/// shrinks by what centers move, and while something of it is left, no pass has to look at the row.
///
/// Hamerly 2010, https://doi.org/10.1137/1.9781611972801.12.
public struct RowGaps: Sendable {
  /// For each row of whole tiles its gap in the packed scale; 0 or less when nothing is known.
  let gaps: DisjointWrites<Float>
  /// For each center, how much smaller the gaps of its rows may be than in the pass before.
  let drifts: [Float]

  /// Takes in how far centers have moved.
  ///
  /// - Parameters:
  ///   - gaps: One for each row of whole tiles, negative before the first pass.
  ///   - centers: Those of the next pass.
  ///   - former: Those of the pass before.
  ///   - frame: Where packed rows lie.
  /// - Complexity: O(centers × columns).
  public init(
    _ gaps: DisjointWrites<Float>, to centers: Matrix, from former: Matrix, in frame: PackingFrame
  ) {
    precondition(
      centers.rowCount == former.rowCount && centers.columnCount == former.columnCount,
      "\(former.rowCount) centers became \(centers.rowCount)")
    self.gaps = gaps
    let distances = centers.withUnsafeElements { centers in
      former.withUnsafeElements { former in
        stride(from: 0, to: centers.count, by: frame.centre.count).map { first in
          var square = 0.0
          for index in first..<first + frame.centre.count {
            let difference = (centers[index] - former[index]) * frame.scale
            square += difference * difference
          }
          return square.squareRoot()
        }
      }
    }
    let fastest = distances.indices.max { distances[$0] < distances[$1] } ?? 0
    let others = distances.indices.lazy.filter { $0 != fastest }.map { distances[$0] }.max() ?? 0
    drifts = distances.indices.map { center in
      let drift = distances[center] + (center == fastest ? others : distances[fastest])
      // More than all roundings, and than squares that have vanished.
      return Float(drift * (1 + 0x1p-18) + 0x1p-60)
    }
  }

  /// Calls `body` with the gaps of some tiles' rows, and these rows as they came.
  func with(
    _ tiles: Range<Int>, of original: OriginalRows, in frame: PackingFrame,
    _ body: (UnsafePointer<cseg_gaps>) -> Void
  ) {
    let size = TiledRows.tileRowCount
    let copied = ScratchMemory<Float>(count: size * original.columnCount)
    let plain = original.rowsInMemory(from: tiles.lowerBound * size)
    drifts.withUnsafeBufferPointer { drifts in
      frame.withUnsafeFrame { frame in
        var gaps = cseg_gaps(
          gaps: gaps.slice(tiles.lowerBound * size..<tiles.upperBound * size).baseAddress,
          drifts: drifts.baseAddress, doubles: plain?.doubles, floats: plain?.floats, frame: frame,
          copied: copied.elements.baseAddress)
        body(&gaps)
      }
    }
  }
}
