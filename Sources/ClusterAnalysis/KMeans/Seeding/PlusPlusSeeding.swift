import DenseAlgebra
import ParallelBlocks

/// Greedy k-means++: draws some rows with a probability proportional to their weight and squared
/// distance to the nearest center so far, and takes the one that leaves the smallest sum of them.
///
/// One pass over the packed rows takes in the center that was chosen last and measures all rows that
/// may be the next. Which rows these are is drawn before that pass, from the sums of chunks that the
/// pass before has left: only the chunks that are drawn from are brought up to date early.
///
/// The tiles are in Float, the same for all engines and instruction sets, and so are the draws. Where
/// the rows left over are too near to their centers for Float, drawing goes on in Double.
///
/// Arthur and Vassilvitskii 2007, https://dl.acm.org/doi/10.5555/1283383.1283494.
struct PlusPlusSeeding {
  private let prepared: PreparedRows
  private let chunks: RowChunks
  private let trialCount: Int
  private let kernels = TileKernels()

  init(_ prepared: PreparedRows, chunks: RowChunks, trialCount: Int) {
    self.prepared = prepared
    self.chunks = chunks
    self.trialCount = trialCount
  }

  private var rows: WeightedRows { prepared.rows }

  /// How far the rows are from the centers so far.
  private struct State {
    /// For each row of whole tiles, its squared distance to the nearest center, in the packed scale.
    var distances: [Float]
    /// The center that `distances` does not know of yet, but for some chunks.
    var pending: [Float]
    /// The chunks where it does.
    var settledChunks: Set<Int> = []
    /// For each chunk, the weighted sum of distances, the pending center included.
    var potentials: [Double] = []
    /// The largest distance of a row from the middle, in the packed scale.
    var largestNorm: Float = 0
  }

  /// Draws the centers one after the other.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(`clusterCount` × `trialCount` × rows × columns).
  func centers(
    _ clusterCount: Int, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    let first = chunks.row(at: random.uniform(), of: chunks.map { rows.weightSum(of: $0) }) {
      rows.weight(of: $0)
    }
    var centers = [rows.row(first)]
    guard clusterCount > 1 else { return Matrix(rows: centers) }
    let tileRows = TiledRows.tileRowCount
    var state = State(
      distances: [Float](
        repeating: .infinity, count: (rows.rowCount + tileRows - 1) / tileRows * tileRows),
      pending: rows.original.packedRow(first, in: prepared.frame))
    let measured = measure([], &state)
    state.potentials = measured.map(\.settled)
    state.largestNorm = measured.reduce(0) { max($0, $1.norm) }
    while centers.count < clusterCount {
      try ClusteringError.checkCancellation()
      guard prepared.isPrecise(state.potentials, largestNorm: state.largestNorm) else {
        return try PreciseSeeding(rows: rows, chunks: chunks, trialCount: trialCount)
          .centers(clusterCount, beginningWith: centers, from: &random)
      }
      let trials = (0..<trialCount).map { _ in draw(at: random.uniform(), &state) }
      centers.append(rows.row(choose(among: trials, &state)))
    }
    return Matrix(rows: centers)
  }

  /// Draws a row by its part in the potential.
  private func draw(at fraction: Double, _ state: inout State) -> Int {
    var chunk = -1
    // The first look at a chunk brings its distances up to date.
    return chunks.row(at: fraction, of: state.potentials) { row in
      if chunk < 0 {
        chunk = row / chunks.chunkRows
        if state.settledChunks.insert(chunk).inserted {
          let settled = state.pending
          state.distances.withUnsafeMutableBufferPointer {
            _ = measure(chunks.rows(of: chunk), settled: settled, [], DisjointWrites($0))
          }
        }
      }
      return rows.weight(of: row) * Double(state.distances[row])
    }
  }

  /// Takes the pending center in, and makes the best of some rows the next.
  private func choose(among trials: [Int], _ state: inout State) -> Int {
    let candidates = trials.map { rows.original.packedRow($0, in: prepared.frame) }
    let measured = measure(candidates, &state)
    let sums = trials.indices.map { trial in
      measured.reduce(0) { $0 + $1.candidates[trial] }
    }
    var best = 0
    for trial in sums.indices where sums[trial] < sums[best] { best = trial }
    state.pending = candidates[best]
    state.settledChunks = []
    state.potentials = measured.map { $0.candidates[best] }
    return trials[best]
  }

  /// What a pass finds in a chunk.
  private struct Measured: Sendable {
    /// The weighted sum of distances, the pending center included.
    var settled: Double
    /// The same if a candidate were a center too.
    var candidates: [Double]
    /// The largest distance of a row from the middle, in the packed scale.
    var norm: Float
  }

  /// Takes the pending center in, and measures all rows against candidates.
  private func measure(_ candidates: [[Float]], _ state: inout State) -> [Measured] {
    let settled = state.pending
    return state.distances.withUnsafeMutableBufferPointer { distances in
      let distances = DisjointWrites(distances)
      return chunks.map { chunk in
        measure(chunk, settled: settled, candidates, distances)
      }
    }
  }

  private func measure(
    _ chunk: Range<Int>, settled: [Float], _ candidates: [[Float]],
    _ distances: DisjointWrites<Float>
  ) -> Measured {
    var measured = Measured(
      settled: 0, candidates: [Double](repeating: 0, count: candidates.count), norm: 0)
    prepared.forEachTiledPiece(of: chunk) { piece, tiles, range in
      measured.norm = max(measured.norm, tiles.largestNorm(in: range))
      let distances = distances.slice(
        piece.lowerBound..<piece.lowerBound + range.count * TiledRows.tileRowCount)
      var start = 0
      repeat {
        let end = min(start + TileKernels.candidateLimit, candidates.count)
        let potentials = kernels.measure(
          tiles, tiles: range, settled: start == 0 ? settled : nil,
          candidates: Array(candidates[start..<end].joined()), weights: rows.weights(of: piece),
          distances: distances)
        if start == 0 { measured.settled += potentials.settled }
        for (offset, sum) in potentials.candidates.enumerated() {
          measured.candidates[start + offset] += sum
        }
        start = end
      } while start < candidates.count
    }
    return measured
  }
}
