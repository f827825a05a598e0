extension Assignments {
  /// How far two partitions of the same rows agree on which pairs of rows belong together: 1 when they
  /// are the same up to the numbering, about 0 for two independent ones, and less than 0 for two that
  /// agree less than chance.
  ///
  /// Rows that either partition leaves unassigned are left out. Two partitions of at most one row, or
  /// two with a single cluster each, are the same.
  ///
  /// Hubert and Arabie 1985, https://doi.org/10.1007/BF01908075.
  ///
  /// - Parameters:
  ///   - other: A partition of the same rows.
  ///   - weights: How often each row counts; `nil` counts each once.
  /// - Returns: At most 1.
  /// - Throws: ``ClusteringError`` when the numbers of rows differ, or the weights cannot be used.
  /// - Complexity: O(rows + clusters).
  public func adjustedRandIndex(
    with other: Assignments, weights: [Double]? = nil
  ) throws(ClusteringError) -> Double {
    guard labels.count == other.labels.count else {
      throw ClusteringError(
        .shapeMismatch,
        "partitions of \(labels.count) and of \(other.labels.count) rows cannot be compared")
    }
    _ = try InputChecks.checkWeights(weights, rowCount: labels.count)
    let pairs = pairCounts(with: other, weights: weights)
    let together = pairs.inBoth
    let onlyHere = pairs.here - together
    let onlyThere = pairs.there - together
    guard onlyHere > 0 || onlyThere > 0 else { return 1 }
    let apart = pairs.all - together - onlyHere - onlyThere
    return 2 * (together * apart - onlyHere * onlyThere)
      / ((together + onlyHere) * (onlyHere + apart)
        + (together + onlyThere) * (onlyThere + apart))
  }

  /// Twice the number of pairs of rows that are in one cluster.
  private struct PairCounts {
    var inBoth = 0.0
    var here = 0.0
    var there = 0.0
    var all = 0.0
  }

  private func pairCounts(with other: Assignments, weights: [Double]?) -> PairCounts {
    func pairs(_ weight: Double) -> Double { weight * (weight - 1) }
    var counts = PairCounts()
    var total = 0.0
    var thereWeights = [Double](repeating: 0, count: other.clusterCount)
    // One row of the table of both partitions at a time, with only the places that were touched.
    var shared = thereWeights
    for rows in rowsByCluster() {
      var touched: [Int] = []
      var weight = 0.0
      for row in rows where other.labels[row] >= 0 {
        let there = Int(other.labels[row])
        let rowWeight = weights?[row] ?? 1
        guard rowWeight > 0 else { continue }
        if shared[there] == 0 { touched.append(there) }
        shared[there] += rowWeight
        thereWeights[there] += rowWeight
        weight += rowWeight
      }
      for there in touched {
        counts.inBoth += pairs(shared[there])
        shared[there] = 0
      }
      counts.here += pairs(weight)
      total += weight
    }
    counts.there = thereWeights.reduce(0) { $0 + pairs($1) }
    counts.all = pairs(total)
    return counts
  }

  /// The rows of each cluster, in order.
  ///
  /// - Complexity: O(rows + clusters).
  func rowsByCluster() -> [[Int]] {
    var rows = [[Int]](repeating: [], count: clusterCount)
    for (row, label) in labels.enumerated() where label >= 0 { rows[Int(label)].append(row) }
    return rows
  }
}
