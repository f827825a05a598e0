import DenseAlgebra
import ParallelBlocks

/// Greedy k-means++: draws some rows with a probability proportional to their weight and squared
/// distance to the nearest center so far, and takes the one that leaves the smallest sum of them.
///
/// A row much nearer to its center than that center is to a candidate cannot come nearer by it, by
/// the triangle inequality, and its distance to the candidate is not computed.
///
/// Arthur and Vassilvitskii 2007, https://dl.acm.org/doi/10.5555/1283383.1283494.
struct PlusPlusSeeding<Rows: RowSource> {
  let rows: Rows
  let chunks: RowChunks
  let trialCount: Int

  /// The state of the search: for each row, its squared distance to the nearest center and which
  /// center that is; for each chunk, the sum of the former, weighted.
  private struct Nearest {
    var squaredDistances: [Double]
    var centers: [Int32]
    var potentials: [Double]
  }

  /// Draws the centers one after the other.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(`clusterCount` × `trialCount` × rows × columns) at most.
  func centers(
    _ clusterCount: Int, from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    let first = row(at: random.uniform(), of: chunks.map { weightSum($0) }) { rows.weight(of: $0) }
    var centers = [rows.row(first)]
    var nearest = Nearest(
      squaredDistances: [Double](repeating: .infinity, count: rows.rowCount),
      centers: [Int32](repeating: 0, count: rows.rowCount), potentials: [])
    update(&nearest, with: Candidates(centers, among: []), center: 0)
    while centers.count < clusterCount {
      try ClusteringError.checkCancellation()
      let trials = (0..<trialCount).map { _ in
        rows.row(
          row(at: random.uniform(), of: nearest.potentials) {
            rows.weight(of: $0) * nearest.squaredDistances[$0]
          })
      }
      let best = trialCount == 1 ? 0 : lowestPotential(of: trials, among: centers, nearest)
      update(&nearest, with: Candidates([trials[best]], among: centers), center: centers.count)
      centers.append(trials[best])
    }
    return Matrix(rows: centers)
  }

  private func weightSum(_ chunk: Range<Int>) -> Double {
    guard rows.weights != nil else { return Double(chunk.count) }
    return chunk.reduce(0) { $0 + rows.weight(of: $1) }
  }

  /// The row at a fraction of the way through all mass.
  ///
  /// - Parameters:
  ///   - fraction: In 0..<1.
  ///   - masses: The mass of each chunk.
  ///   - mass: The mass of a row; a row without mass is never returned while another has some.
  /// - Returns: The row's number.
  private func row(
    at fraction: Double, of masses: [Double], mass: (Int) -> Double
  ) -> Int {
    var rest = fraction * masses.reduce(0, +)
    var last = 0
    for (chunk, chunkMass) in masses.enumerated() where chunkMass > 0 {
      // The last chunk with mass takes what rounding left over.
      if rest >= chunkMass, masses[(chunk + 1)...].contains(where: { $0 > 0 }) {
        rest -= chunkMass
        continue
      }
      for row in chunks.rows(of: chunk) {
        let rowMass = mass(row)
        guard rowMass > 0 else { continue }
        last = row
        if rest < rowMass { return row }
        rest -= rowMass
      }
      return last
    }
    return last
  }

  /// Which of the trials would leave the smallest sum of weighted squared distances.
  private func lowestPotential(
    of trials: [[Double]], among centers: [[Double]], _ nearest: Nearest
  ) -> Int {
    let candidates = Candidates(trials, among: centers)
    let parts = nearest.squaredDistances.withUnsafeBufferPointer { distances in
      nearest.centers.withUnsafeBufferPointer { owners in
        let distances = SharedReads(distances)
        let owners = SharedReads(owners)
        return chunks.map { chunk in
          trialPotentials(chunk, candidates, distances.elements, owners.elements)
        }
      }
    }
    let potentials = trials.indices.map { trial in parts.reduce(0) { $0 + $1[trial] } }
    var best = 0
    for trial in potentials.indices where potentials[trial] < potentials[best] { best = trial }
    return best
  }

  private func trialPotentials(
    _ chunk: Range<Int>, _ candidates: Candidates, _ distances: UnsafeBufferPointer<Double>,
    _ owners: UnsafeBufferPointer<Int32>
  ) -> [Double] {
    var potentials = [Double](repeating: 0, count: candidates.count)
    candidates.withPointers { candidates in
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() {
          let weight = rows.weight(of: row)
          let element = elements + offset &* rows.columnCount
          for trial in potentials.indices {
            potentials[trial] +=
              weight
              * candidates.distance(of: element, to: trial, nearest: distances[row], owners[row])
          }
        }
      }
    }
    return potentials
  }

  /// Takes a new center in.
  private func update(_ nearest: inout Nearest, with added: Candidates, center: Int) {
    nearest.potentials = nearest.squaredDistances.withUnsafeMutableBufferPointer { distances in
      nearest.centers.withUnsafeMutableBufferPointer { owners in
        let distances = DisjointWrites(distances)
        let owners = DisjointWrites(owners)
        return chunks.map { chunk in
          var potential = 0.0
          let distances = distances.slice(chunk)
          let owners = owners.slice(chunk)
          added.withPointers { added in
            rows.forEachTile(of: chunk) { tile, elements in
              for (offset, row) in tile.enumerated() {
                let index = row - chunk.lowerBound
                let distance = added.distance(
                  of: elements + offset &* rows.columnCount, to: 0, nearest: distances[index],
                  owners[index])
                if distance < distances[index] {
                  distances[index] = distance
                  owners[index] = Int32(truncatingIfNeeded: center)
                }
                potential += rows.weight(of: row) * distances[index]
              }
            }
          }
          return potential
        }
      }
    }
  }
}
