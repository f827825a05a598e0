import DenseAlgebra
import ParallelBlocks

/// Greedy k-means++ in Double, for rows that lie so far apart that Float cannot tell near ones.
///
/// A row much nearer to its center than that center is to a candidate cannot come nearer by it, by
/// the triangle inequality, and its distance to the candidate is not computed.
struct PreciseSeeding {
  let rows: WeightedRows
  let chunks: RowChunks
  let trialCount: Int

  /// The state of the search: for each row, its squared distance to the nearest center and which
  /// center that is; for each chunk, the sum of the former, weighted.
  private struct Nearest {
    var squaredDistances: [Double]
    var centers: [Int32]
    var potentials: [Double]
  }

  /// Draws the centers that are missing, one after the other.
  ///
  /// - Parameters:
  ///   - clusterCount: How many there are to be.
  ///   - centers: Those that there are; at least one.
  ///   - random: What is drawn from.
  /// - Returns: All centers.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(`clusterCount` × `trialCount` × rows × columns) at most.
  func centers(
    _ clusterCount: Int, beginningWith centers: [[Double]], from random: inout RandomSource
  ) throws(ClusteringError) -> Matrix {
    var centers = centers
    var nearest = Nearest(
      squaredDistances: [Double](repeating: .infinity, count: rows.rowCount),
      centers: [Int32](repeating: 0, count: rows.rowCount), potentials: [])
    for center in centers.indices {
      update(
        &nearest, with: Candidates([centers[center]], among: Array(centers[..<center])),
        center: center)
    }
    while centers.count < clusterCount {
      try ClusteringError.checkCancellation()
      let trials = (0..<trialCount).map { _ in
        rows.row(
          chunks.row(at: random.uniform(), of: nearest.potentials) {
            rows.weight(of: $0) * nearest.squaredDistances[$0]
          })
      }
      let best = trialCount == 1 ? 0 : lowestPotential(of: trials, among: centers, nearest)
      update(&nearest, with: Candidates([trials[best]], among: centers), center: centers.count)
      centers.append(trials[best])
    }
    return Matrix(rows: centers)
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
