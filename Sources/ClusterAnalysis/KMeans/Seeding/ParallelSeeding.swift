import DenseAlgebra
import ParallelBlocks

/// k-means‖: draws many rows in each of a few passes, weighs each with the rows nearest to it, and
/// makes centers of these few weighted rows by greedy k-means++.
///
/// k-means++ passes over all rows once for each center. Here the number of passes does not depend on
/// the number of centers, which is what counts where a pass is a walk over a file.
///
/// In each pass the rows are drawn with a probability proportional to their weight and squared
/// distance to the nearest row drawn before, a fixed number of them. Tiles and draws are in Float, the
/// same for all engines and instruction sets; where Float cannot tell the distances that are left,
/// k-means++ takes over.
///
/// Bahmani, Moseley, Vattani, Kumar and Vassilvitskii 2012,
/// https://doi.org/10.14778/2180912.2180915.
struct ParallelSeeding {
  private let prepared: PreparedRows
  private let chunks: RowChunks
  private let trialCount: Int
  private let roundCount: Int
  private let drawCount: Int
  private let kernels = TileKernels()

  /// Prepares to draw.
  ///
  /// - Parameters:
  ///   - prepared: The rows.
  ///   - chunks: How the rows are cut.
  ///   - trialCount: How many rows greedy k-means++ tries for each center.
  ///   - roundCount: The smallest number of passes that draw.
  ///   - drawCount: How many rows a pass draws.
  init(
    _ prepared: PreparedRows, chunks: RowChunks, trialCount: Int, roundCount: Int, drawCount: Int
  ) {
    self.prepared = prepared
    self.chunks = chunks
    self.trialCount = trialCount
    self.roundCount = roundCount
    self.drawCount = drawCount
  }

  /// The rows drawn so far, and how far all rows are from them.
  private struct State {
    /// For each row of whole tiles, its squared distance to the nearest drawn row, in the packed scale.
    var distances: [Float]
    /// For each row, which of the drawn rows that is.
    var owners: [Int32]
    /// For each chunk, the weighted sum of distances.
    var potentials: [Double] = []
    /// The largest distance of a row from the middle, in the packed scale.
    var largestNorm: Float = 0
    /// The numbers of the drawn rows.
    var drawn: [Int] = []
  }

  /// Draws centers.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rounds × draws × rows × columns), in as many passes as there are rounds.
  func centers(
    _ clusterCount: Int, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    let rows = prepared.rows
    let tileRows = TiledRows.tileRowCount
    var state = State(
      distances: [Float](
        repeating: .infinity, count: (rows.rowCount + tileRows - 1) / tileRows * tileRows),
      owners: [Int32](repeating: 0, count: rows.rowCount))
    let first = chunks.row(at: random.uniform(), of: chunks.map { rows.weightSum(of: $0) }) {
      rows.weight(of: $0)
    }
    guard clusterCount > 1 else { return Matrix(rows: [rows.row(first)]) }
    takeIn([first], &state)
    var round = 0
    while round < roundCount || state.drawn.count < clusterCount {
      try ClusteringError.checkCancellation()
      guard prepared.isPrecise(state.potentials, largestNorm: state.largestNorm) else {
        // All rows that count are drawn, or lie nearer to drawn ones than Float can tell.
        guard state.drawn.count < clusterCount else { break }
        return try PlusPlusSeeding(prepared, chunks: chunks, trialCount: trialCount)
          .centers(clusterCount, from: &random)
      }
      takeIn(draw((0..<drawCount).map { _ in random.uniform() }, state), &state)
      round += 1
    }
    return try reduced(state, to: clusterCount, from: &random)
  }

  /// The rows that some fractions of the potential fall on, in order and without repetitions.
  private func draw(_ fractions: [Double], _ state: State) -> [Int] {
    let rows = prepared.rows
    let drawn = chunks.rows(at: fractions.sorted(), of: state.potentials) { row in
      rows.weight(of: row) * Double(state.distances[row])
    }
    return drawn.filter { state.distances[$0] > 0 }
  }

  /// Takes drawn rows in: one pass.
  private func takeIn(_ drawn: [Int], _ state: inout State) {
    var seen: Set<[Float]> = []
    var seeds: [Float] = []
    let firstSeed = state.drawn.count
    for row in drawn {
      let seed = prepared.rows.original.packedRow(row, in: prepared.frame)
      guard seen.insert(seed).inserted else { continue }
      seeds += seed
      state.drawn.append(row)
    }
    guard !seeds.isEmpty else { return }
    let measured = state.distances.withUnsafeMutableBufferPointer { distances in
      let distances = DisjointWrites(distances)
      return state.owners.withUnsafeMutableBufferPointer { owners in
        let owners = DisjointWrites(owners)
        return chunks.map { [seeds] chunk in
          var potential = 0.0
          var norm: Float = 0
          prepared.forEachTiledPiece(of: chunk) { piece, tiles, range in
            norm = max(norm, tiles.largestNorm(in: range))
            potential += kernels.settle(
              tiles, tiles: range, seeds: seeds, firstSeed: firstSeed,
              weights: prepared.rows.weights(of: piece),
              distances: distances.slice(
                piece.lowerBound..<piece.lowerBound + range.count * TiledRows.tileRowCount),
              owners: owners.slice(piece))
          }
          return (potential, norm)
        }
      }
    }
    state.potentials = measured.map(\.0)
    state.largestNorm = measured.reduce(0) { max($0, $1.1) }
  }

  /// Makes centers of the drawn rows, each of which counts as often as the rows nearest to it.
  private func reduced(
    _ state: State, to clusterCount: Int, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    let rows = prepared.rows
    let parts = state.owners.withUnsafeBufferPointer { owners in
      let owners = SharedReads(owners)
      return chunks.map { chunk in
        var weights = [Double](repeating: 0, count: state.drawn.count)
        for row in chunk { weights[Int(owners.elements[row])] += rows.weight(of: row) }
        return weights
      }
    }
    var weights = [Double](repeating: 0, count: state.drawn.count)
    for part in parts {
      for (seed, weight) in part.enumerated() { weights[seed] += weight }
    }
    let drawn = Matrix(rows: state.drawn.map { rows.row($0) })
    return try WeightedRows.with(drawn, weights: weights) { (drawn) throws(ClusteringError) in
      let parallelism = chunks.parallelism
      return try PlusPlusSeeding(
        PreparedRows(
          drawn, totalWeight: weights.reduce(0, +), isPacked: true, parallelism: parallelism),
        chunks: RowChunks(rowCount: drawn.rowCount, parallelism: parallelism),
        trialCount: trialCount
      ).centers(clusterCount, from: &random)
    }
  }
}
