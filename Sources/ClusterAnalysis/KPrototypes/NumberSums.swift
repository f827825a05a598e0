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
    guard !origin.isEmpty else { return }
    let parts = engine.rows.withOriginalNumbers { original in
      chunks.map { rows in
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

  /// Moves the rows that changed, all of them complete, each of which counts once.
  ///
  /// - Complexity: O(changed rows × columns).
  mutating func apply(
    _ changes: [RowChanges], of engine: MixedEngine, labels: [Int32], _ chunks: RowChunks
  ) {
    guard !origin.isEmpty else { return }
    let empty = NumberSums(clusterCount: clusterCount, origin: origin)
    let parts = engine.rows.withOriginalNumbers { original in
      chunks.parallelism.mapBlocks(count: changes.count, blockSize: 1) { chunk, _ in
        var part = empty
        let rows = chunks.rows(of: chunk)
        labels.withUnsafeBufferPointer { labels in
          part.sums.apply(
            changes[chunk], in: rows, of: original,
            labels: UnsafeBufferPointer(rebasing: labels[rows]))
        }
        return part
      }
    }
    for part in parts { sums.merge(part.sums) }
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
  /// Calls `body` with the numbers, of which there is at least one column.
  func withOriginalNumbers<Result>(_ body: (OriginalRows) -> Result) -> Result {
    numbers.withUnsafeElements {
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
