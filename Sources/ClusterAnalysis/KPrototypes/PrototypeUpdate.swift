import DenseAlgebra
import ParallelBlocks

extension MixedEngine {
  /// The means and modes of the clusters; what a cluster has no observed row for stays as it is.
  ///
  /// - Parameters:
  ///   - former: The prototypes before.
  ///   - labels: One for each row, perhaps more.
  ///   - columns: What is known of the columns.
  /// - Returns: The prototypes of the clusters.
  /// - Complexity: O(rows × columns).
  func prototypes(
    after former: Prototypes, labels: [Int32], columns: MixedColumns
  ) -> Prototypes {
    var prototypes = former
    updateCenters(&prototypes, labels: labels, origin: columns.means)
    updateModes(&prototypes, labels: labels)
    return prototypes
  }

  private func updateCenters(_ prototypes: inout Prototypes, labels: [Int32], origin: [Double]) {
    let width = rows.numbers.columnCount
    guard width > 0 else { return }
    let chunks = RowChunks(
      rowCount: rows.rowCount, clusterCount: prototypes.count, parallelism: parallelism)
    let count = prototypes.count
    let parts = chunks.map { chunk in
      ClusterNumberSums(of: self, rows: chunk, labels: labels, origin: origin, count: count)
    }
    var sums = [Double](repeating: 0, count: count * width)
    var totals = sums
    for part in parts {
      for place in sums.indices {
        sums[place] += part.sums[place]
        totals[place] += part.totals.isEmpty ? part.weights[place / width] : part.totals[place]
      }
    }
    for place in sums.indices where totals[place] > 0 {
      prototypes.centers[place] = origin[place % width] + sums[place] / totals[place]
    }
  }

  private func updateModes(_ prototypes: inout Prototypes, labels: [Int32]) {
    let depth = rows.categories.count
    guard depth > 0 else { return }
    let count = prototypes.count
    let modes = parallelism.mapBlocks(count: depth, blockSize: 1) { column, _ in
      let column = rows.categories[column]
      return switch column.codes {
      case .narrow(let codes):
        ClusterModes(of: codes, column.levelCount, labels, weights: costWeights, count: count)
      case .medium(let codes):
        ClusterModes(of: codes, column.levelCount, labels, weights: costWeights, count: count)
      case .wide(let codes):
        ClusterModes(of: codes, column.levelCount, labels, weights: costWeights, count: count)
      }
    }
    for (column, found) in modes.enumerated() {
      for cluster in 0..<count where found.totals[cluster] > 0 {
        prototypes.modes[cluster * depth + column] = found.modes[cluster]
        prototypes.modeShares[cluster * depth + column] =
          found.modeWeights[cluster] / found.totals[cluster]
      }
    }
  }
}

/// For each cluster the sums of its rows' differences to an origin, in a piece of the rows.
private struct ClusterNumberSums {
  /// clusters x columns.
  var sums: [Double]
  /// For each cluster the weight of its rows.
  var weights: [Double]
  /// The weight of the observed ones, clusters x columns; empty when there are no gaps.
  var totals: [Double]

  init(of engine: MixedEngine, rows: Range<Int>, labels: [Int32], origin: [Double], count: Int) {
    let width = origin.count
    let gaps = engine.rows.numberGaps
    var sums = [Double](repeating: 0, count: count * width)
    var weights = [Double](repeating: 0, count: count)
    var totals = [Double](repeating: 0, count: gaps.isEmpty ? 0 : count * width)
    engine.rows.numbers.withUnsafeElements { elements in
      sums.withUnsafeMutableBufferPointer { sums in
        origin.withUnsafeBufferPointer { origin in
          for row in rows {
            let cluster = Int(labels[row])
            let weight = engine.costWeight(of: row)
            weights[cluster] += weight
            let (start, target) = (row &* width, cluster &* width)
            if gaps.isEmpty {
              for column in 0..<width {
                sums[target &+ column] += weight * (elements[start &+ column] - origin[column])
              }
            } else {
              for column in 0..<width where !gaps[start + column] {
                sums[target + column] += weight * (elements[start + column] - origin[column])
                totals[target + column] += weight
              }
            }
          }
        }
      }
    }
    (self.sums, self.weights, self.totals) = (sums, weights, totals)
  }
}

/// For each cluster the level of highest weight in a column, of equally heavy ones the lowest.
private struct ClusterModes {
  var modes: [UInt32]
  var modeWeights: [Double]
  /// For each cluster, the weight of its rows that are not missing.
  var totals: [Double]

  init<Code: FixedWidthInteger & UnsignedInteger>(
    of codes: [Code], _ levelCount: Int, _ labels: [Int32], weights: [Double]?, count: Int
  ) {
    modes = [UInt32](repeating: Prototypes.noMode, count: count)
    modeWeights = [Double](repeating: 0, count: count)
    totals = modeWeights
    // A table of all levels for all clusters may be far larger than the rows; then clusters take
    // turns with a table for one.
    let clustersAtOnce = max(1, min(count, max(4 * codes.count, 4096) / max(1, levelCount)))
    for first in stride(from: 0, to: count, by: clustersAtOnce) {
      let clusters = first..<min(count, first + clustersAtOnce)
      find(in: codes, levelCount, labels, weights: weights, clusters: clusters)
    }
  }

  private mutating func find<Code: FixedWidthInteger & UnsignedInteger>(
    in codes: [Code], _ levelCount: Int, _ labels: [Int32], weights: [Double]?,
    clusters: Range<Int>
  ) {
    var table = [Double](repeating: 0, count: clusters.count * levelCount)
    table.withUnsafeMutableBufferPointer { table in
      labels.withUnsafeBufferPointer { labels in
        for (row, code) in codes.enumerated() where code != .max {
          let cluster = Int(labels[row]) &- clusters.lowerBound
          guard cluster >= 0, cluster < clusters.count else { continue }
          table[cluster &* levelCount &+ Int(code)] += weights?[row] ?? 1
        }
      }
    }
    for cluster in clusters {
      let start = (cluster - clusters.lowerBound) * levelCount
      let levels = table[start..<start + levelCount]
      totals[cluster] = levels.reduce(0, +)
      guard let mode = heaviestLevel(levels) else { continue }
      modes[cluster] = UInt32(mode)
      modeWeights[cluster] = table[start + mode]
    }
  }
}
