import CSegmentationKernels
public import ParallelBlocks

/// What is known of mixed rows from the passes before: how far they are from changing their label.
///
/// A row's gap is a lower bound of how much farther its second nearest prototype is than its nearest,
/// by the roots of the dissimilarities. It shrinks by what prototypes move, and while something of it
/// is left, no pass has to look at the row.
///
/// Hamerly 2010, https://doi.org/10.1137/1.9781611972801.12.
public struct PrototypeGaps: Sendable {
  /// For each row of whole tiles its gap in the tiles' unit; 0 or less when nothing is known.
  let gaps: DisjointWrites<Float>
  /// For each prototype, how much smaller the gaps of its rows may be than in the pass before.
  let drifts: [Float]

  /// Takes in how far prototypes have moved.
  ///
  /// - Parameters:
  ///   - gaps: One for each row of whole tiles, negative before the first pass.
  ///   - panel: The prototypes of the next pass; they may not have matches.
  ///   - former: Those of the pass before.
  ///   - tiles: The rows.
  /// - Complexity: O(prototypes × columns).
  public init(
    _ gaps: DisjointWrites<Float>, to panel: PrototypePanel, from former: PrototypePanel,
    in tiles: MixedTiles
  ) {
    precondition(
      panel.centers.count == former.centers.count && panel.modes.count == former.modes.count,
      "\(former.count) prototypes became \(panel.count)")
    precondition(
      panel.matches.isEmpty && panel.mismatches == former.mismatches,
      "dissimilarities are not the squares of distances, or others than before")
    self.gaps = gaps
    let width = panel.centers.count / panel.count
    let unit = tiles.frame.scale
    let distances = (0..<panel.count).map { prototype in
      var square = 0.0
      for place in prototype * width..<(prototype + 1) * width {
        let difference = (panel.centers[place] - former.centers[place]) * unit
        square += difference * difference
      }
      for (column, mismatch) in panel.mismatches.enumerated() {
        let place = column * panel.count + prototype
        if panel.modes[place] != former.modes[place] { square += mismatch * unit * unit }
      }
      return square.squareRoot()
    }
    let fastest = distances.indices.max { distances[$0] < distances[$1] } ?? 0
    let others = distances.indices.lazy.filter { $0 != fastest }.map { distances[$0] }.max() ?? 0
    drifts = distances.indices.map { prototype in
      let drift = distances[prototype] + (prototype == fastest ? others : distances[fastest])
      // More than all roundings, and than squares that have vanished.
      return Float(drift * (1 + 0x1p-18) + 0x1p-60)
    }
  }

  /// Calls `body` with the gaps of some rows, of which the first begins a tile.
  func with(_ rows: Range<Int>, _ body: (UnsafePointer<cseg_mixed_gaps>) -> Void) {
    let tile = MixedTiles.tileRows
    let end = (rows.upperBound + tile - 1) / tile * tile
    drifts.withUnsafeBufferPointer { drifts in
      var gaps = cseg_mixed_gaps(
        gaps: gaps.slice(rows.lowerBound..<end).baseAddress, drifts: drifts.baseAddress)
      body(&gaps)
    }
  }
}
