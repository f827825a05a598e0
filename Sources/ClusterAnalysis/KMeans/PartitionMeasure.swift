import DenseAlgebra
import ParallelBlocks

/// What a labelling of the rows costs, by direct differences to the centers.
struct PartitionMeasure: Sendable {
  /// For each cluster, the weighted sum of squared distances to its center.
  var withinSums: [Double]
  /// For each cluster, the sum of its rows' weights.
  var weights: [Double]
  /// For each cluster, how many rows it has that count.
  var counts: [Int]

  /// The sum over all clusters.
  var withinSumOfSquares: Double { withinSums.reduce(0, +) }

  private init(clusterCount: Int) {
    withinSums = [Double](repeating: 0, count: clusterCount)
    weights = withinSums
    counts = [Int](repeating: 0, count: clusterCount)
  }

  /// Measures a labelling.
  ///
  /// - Complexity: O(rows × columns).
  init(
    of rows: WeightedRows, centers: Matrix, labels: UnsafeBufferPointer<Int32>, chunks: RowChunks
  ) {
    let labels = SharedReads(labels)
    let parts = chunks.map { chunk in
      var part = PartitionMeasure(clusterCount: centers.rowCount)
      rows.forEachPiece(of: chunk) { piece in
        part.add(
          piece, of: rows, centers: centers,
          labels: UnsafeBufferPointer(rebasing: labels.elements[piece]))
      }
      return part
    }
    self.init(clusterCount: centers.rowCount)
    for part in parts { merge(part) }
  }

  private mutating func add(
    _ chunk: Range<Int>, of rows: WeightedRows, centers: Matrix,
    labels: UnsafeBufferPointer<Int32>
  ) {
    let rowWeights = rows.weights(of: chunk)
    rows.original.addSquaredDistances(
      of: chunk, labels: labels, weights: rowWeights, from: centers, to: &withinSums)
    guard let rowWeights else {
      for label in labels { counts[Int(label)] += 1 }
      weights = counts.map(Double.init)
      return
    }
    for (label, weight) in zip(labels, rowWeights) where weight > 0 {
      weights[Int(label)] += weight
      counts[Int(label)] += 1
    }
  }

  private mutating func merge(_ later: PartitionMeasure) {
    for cluster in withinSums.indices {
      withinSums[cluster] += later.withinSums[cluster]
      weights[cluster] += later.weights[cluster]
      counts[cluster] += later.counts[cluster]
    }
  }

  /// The clusters from the largest to the smallest, of equal ones first the one that has the earlier
  /// row.
  ///
  /// - Parameters:
  ///   - labels: What was measured; no cluster is empty.
  ///   - rows: Whose labels they are; a row that does not count is nobody's first.
  /// - Returns: The numbers of the clusters.
  func order(labels: UnsafeBufferPointer<Int32>, rows: WeightedRows) -> [Int] {
    var firstRows = [Int](repeating: .max, count: weights.count)
    var missingCount = firstRows.count
    for (row, label) in labels.enumerated()
    where firstRows[Int(label)] == .max && rows.weight(of: row) > 0 {
      firstRows[Int(label)] = row
      missingCount -= 1
      if missingCount == 0 { break }
    }
    return weights.indices.sorted { left, right in
      (-weights[left], firstRows[left]) < (-weights[right], firstRows[right])
    }
  }
}
