import DenseAlgebra

extension LloydSearch where Passes: RowPasses {
  /// Gives each empty cluster the row that is farthest from its center, and takes it from its cluster.
  ///
  /// Rows that do not count, the last row of a cluster, and a row equal to one already given are left
  /// where they are. Labels stay as they are: the next pass sets them.
  func refillEmptyClusters(
    in sums: inout ClusterSums, centers: Matrix, labels: Passes.Labels
  ) {
    var remaining = sums.counts
    let empty = sums.counts.indices.filter { sums.counts[$0] == 0 }
    // Of each cluster with rows, one row is passed over at most: its last.
    var candidates = passes.farthestRows(
      from: centers, labels: labels, limit: sums.counts.count
    ).makeIterator()
    for cluster in empty {
      while let candidate = candidates.next() {
        guard remaining[candidate.label] > 1 else { continue }
        remaining[candidate.label] -= 1
        sums.move(
          candidate.elements, weight: candidate.weight, from: candidate.label, to: cluster)
        break
      }
    }
  }
}
