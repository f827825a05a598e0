import DenseAlgebra
import ParallelBlocks

extension KMedoids {
  /// The rows at which a search starts.
  ///
  /// - Complexity: O(rows × clusters) distances.
  func start(
    _ distances: some RowDistances, weights: [Double]?, random: inout RandomSource
  ) throws(ClusteringError) -> [Int] {
    let count = distances.rowCount
    if case .medoids(let medoids) = initialization {
      guard medoids.count == clusterCount, Set(medoids).count == clusterCount,
        medoids.allSatisfy({ $0 >= 0 && $0 < count && weights?[$0] != 0 })
      else {
        throw ClusteringError(
          .invalidSetting,
          "the given medoids must be \(clusterCount) different rows in 0..<\(count) with positive "
            + "weight")
      }
      return medoids
    }
    var medoids: [Int] = []
    var nearest = [Double](repeating: 1, count: count)
    while medoids.count < clusterCount {
      guard let chosen = Self.draw(nearest, weights, &random) else {
        throw ClusteringError(
          .tooManyClusters,
          "\(clusterCount) clusters are asked for, but there are only \(medoids.count) rows of "
            + "positive weight that are at a distance from one another; ask for at most "
            + "\(medoids.count)")
      }
      lower(&nearest, to: chosen, distances, isFirst: medoids.isEmpty)
      medoids.append(chosen)
    }
    return medoids
  }

  /// Draws a row with a probability proportional to its weighted distance; nil when all are 0.
  private static func draw(
    _ nearest: [Double], _ weights: [Double]?, _ random: inout RandomSource
  ) -> Int? {
    var total = 0.0
    for row in nearest.indices { total += (weights?[row] ?? 1) * nearest[row] }
    guard total > 0 else { return nil }
    let target = random.uniform() * total
    var sum = 0.0
    var chosen: Int?
    for row in nearest.indices {
      let part = (weights?[row] ?? 1) * nearest[row]
      guard part > 0 else { continue }
      sum += part
      chosen = row
      if sum > target { break }
    }
    return chosen
  }

  /// Takes in the distances to another medoid.
  private func lower(
    _ nearest: inout [Double], to medoid: Int, _ distances: some RowDistances, isFirst: Bool
  ) {
    let count = nearest.count
    nearest.withUnsafeMutableBufferPointer { buffer in
      let nearest = DisjointWrites(buffer)
      parallelism.forEachBlock(count: count, blockSize: RowBlock.size) { _, rows in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: RowBlock.size) { room in
          guard let own = room.baseAddress else { return }
          distances.write(from: medoid, to: rows, into: own)
          let part = nearest.slice(rows)
          for place in part.indices {
            // An undefined dissimilarity is reported by the search.
            let distance = own[place].isNaN ? 0 : own[place]
            part[place] = isFirst ? distance : min(part[place], distance)
          }
        }
      }
    }
    nearest[medoid] = 0
  }
}
