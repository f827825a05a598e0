import DenseAlgebra
import ParallelBlocks

/// What a labelling of the rows costs, by direct differences to the centers.
struct PartitionMeasure: Sendable {
  /// For each cluster, the weighted sum of squared distances to its center.
  var withinSums: [Double]
  /// For each cluster, the sum of its rows' weights; 0 when no row that counts is in it.
  var weights: [Double]
  /// For each cluster, its first row that counts, or a number above all rows.
  var firstRows: [Int]
  /// The first of the rows farthest from their centers, of those that count.
  var farthest: (row: Int, squaredDistance: Double)

  /// Whether each cluster has a row that counts.
  var isComplete: Bool { weights.allSatisfy { $0 > 0 } }

  /// The sum over all clusters.
  var withinSumOfSquares: Double { withinSums.reduce(0, +) }

  /// The clusters from the largest to the smallest, of equal ones first the one that has the earlier
  /// row.
  var order: [Int] {
    withinSums.indices.sorted { left, right in
      (-weights[left], firstRows[left]) < (-weights[right], firstRows[right])
    }
  }

  private init(clusterCount: Int) {
    withinSums = [Double](repeating: 0, count: clusterCount)
    weights = withinSums
    firstRows = [Int](repeating: .max, count: clusterCount)
    farthest = (.max, 0)
  }

  /// Measures a labelling.
  ///
  /// - Complexity: O(rows × columns).
  init(
    of rows: some RowSource, centers: Matrix, labels: UnsafeBufferPointer<Int32>, chunks: RowChunks
  ) {
    let labels = SharedReads(labels)
    let parts = chunks.map { chunk in
      var part = PartitionMeasure(clusterCount: centers.rowCount)
      part.add(chunk, of: rows, centers: centers, labels: labels.elements)
      return part
    }
    self.init(clusterCount: centers.rowCount)
    for part in parts { merge(part) }
  }

  private mutating func add(
    _ chunk: Range<Int>, of rows: some RowSource, centers: Matrix,
    labels: UnsafeBufferPointer<Int32>
  ) {
    let columnCount = rows.columnCount
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() {
          let weight = rows.weight(of: row)
          guard weight > 0 else { continue }
          let label = Int(labels[row])
          let distance = squaredDistance(
            elements + offset * columnCount, centers + label * columnCount, count: columnCount)
          withinSums[label] += weight * distance
          weights[label] += weight
          if firstRows[label] == .max { firstRows[label] = row }
          if distance > farthest.squaredDistance { farthest = (row, distance) }
        }
      }
    }
  }

  private mutating func merge(_ later: PartitionMeasure) {
    for cluster in withinSums.indices {
      withinSums[cluster] += later.withinSums[cluster]
      weights[cluster] += later.weights[cluster]
      firstRows[cluster] = min(firstRows[cluster], later.firstRows[cluster])
    }
    if later.farthest.squaredDistance > farthest.squaredDistance { farthest = later.farthest }
  }
}
