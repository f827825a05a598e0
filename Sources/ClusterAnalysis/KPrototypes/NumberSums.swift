import DenseAlgebra
import ParallelBlocks

/// For each cluster the sums of its rows' differences to an origin.
struct NumberSums: Sendable {
  private var sums: ClusterSums
  /// For each cluster and column the weight of what is observed; empty when nothing is missing.
  private var observed: [Double] = []

  /// The sums of no rows.
  init(clusterCount: Int, origin: [Double]) {
    sums = ClusterSums(clusterCount: clusterCount, centre: origin)
  }

  private var clusterCount: Int { sums.masses.count }
  private var origin: [Double] { sums.centre }

  /// Sums all rows, whatever was there before.
  ///
  /// - Complexity: O(rows × columns).
  mutating func sumAll(of engine: MixedEngine, labels: [Int32], _ chunks: RowChunks) {
    let empty = NumberSums(clusterCount: clusterCount, origin: origin)
    self = empty
    let parts = engine.rows.withOriginalNumbers { original -> [NumberSums] in
      guard let original else { return [] }
      return chunks.map { rows in
        var part = empty
        if engine.rows.numberGaps.isEmpty {
          labels.withUnsafeBufferPointer { labels in
            engine.withCostWeights(of: rows) { weights in
              part.sums.add(
                rows, of: original, labels: UnsafeBufferPointer(rebasing: labels[rows]),
                weights: weights)
            }
          }
        } else {
          part.addObserved(rows, of: engine, labels: labels)
        }
        return part
      }
    }
    for part in parts {
      sums.merge(part.sums)
      if observed.isEmpty {
        observed = part.observed
      } else {
        for place in observed.indices { observed[place] += part.observed[place] }
      }
    }
  }

  /// Adds what is observed of some rows.
  private mutating func addObserved(_ rows: Range<Int>, of engine: MixedEngine, labels: [Int32]) {
    let (width, origin) = (origin.count, origin)
    var sums = [Double](repeating: 0, count: clusterCount * width)
    var totals = sums
    for row in rows {
      let weight = engine.costWeight(of: row)
      for column in 0..<width {
        guard let value = engine.rows.number(row, column) else { continue }
        let place = Int(labels[row]) * width + column
        sums[place] += weight * (value - origin[column])
        totals[place] += weight
      }
    }
    self.sums.add(sums)
    observed = totals
  }

  /// The sums of no rows, to which changes are added.
  var unchanged: ClusterSums { ClusterSums(clusterCount: clusterCount, centre: origin) }

  /// Takes in what rows that moved have changed, all of them complete and counting once.
  mutating func merge(_ changes: ClusterSums) { sums.merge(changes) }

  /// The weighted sum of squared differences of complete rows, each of which counts once, to the
  /// centers of their clusters.
  ///
  /// It follows from the sums: Σ(x − c)² = Σx² − 2 c Σx + n c², all less the origin.
  ///
  /// - Parameters:
  ///   - centers: clusters x columns.
  ///   - squares: For each column the sum of all rows' squared differences to the origin.
  ///   - weights: For each column what it counts.
  ///   - sizes: The number of rows of each cluster.
  /// - Returns: The sum, with as much rounding as the squares have.
  func cost(of centers: [Double], squares: [Double], weights: [Double], sizes: [Int]) -> Double {
    let width = origin.count
    var cost = 0.0
    for column in 0..<width {
      var part = squares[column]
      for cluster in sizes.indices {
        let place = cluster * width + column
        let center = centers[place] - origin[column]
        part += center * (Double(sizes[cluster]) * center - 2 * sums.sums[place])
      }
      cost += weights[column] * max(0, part)
    }
    return cost
  }

  /// Writes the mean of each cluster where something is observed.
  func writeMeans(to centers: inout [Double]) {
    let width = origin.count
    for place in centers.indices {
      let total = observed.isEmpty ? sums.masses[place / width] : observed[place]
      if total > 0 { centers[place] = origin[place % width] + sums.sums[place] / total }
    }
  }
}

extension MixedMatrix {
  /// Calls `body` with the numbers; with `nil` when there is no column of numbers.
  func withOriginalNumbers<Result>(_ body: (OriginalRows?) -> Result) -> Result {
    guard numbers.columnCount > 0 else { return body(nil) }
    return numbers.withUnsafeElements {
      body(OriginalRows(doubles: $0, columnCount: numbers.columnCount))
    }
  }
}

extension MixedEngine {
  /// Calls `body` with what the dissimilarities of some rows are multiplied with in the cost.
  func withCostWeights<Result>(
    of rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>?) -> Result
  ) -> Result {
    guard let costWeights else { return body(nil) }
    return costWeights.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[rows]))
    }
  }
}
