/// The minimum spanning tree of given distances, by Prim's algorithm.
///
/// Prim 1957, https://doi.org/10.1002/j.1538-7305.1957.tb01515.x.
struct DistanceTree {
  /// The edges from the shortest to the longest.
  let edges: [RowMerge]

  /// Grows the tree from row 0.
  ///
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows²).
  init(of distances: DistanceMatrix) throws(ClusteringError) {
    var outside = Array(1..<max(1, distances.rowCount))
    var nearest = [Int](repeating: 0, count: distances.rowCount)
    var reach = [Double](repeating: .infinity, count: distances.rowCount)
    var edges: [RowMerge] = []
    var joining = 0
    while !outside.isEmpty {
      var best = 0
      for (place, row) in outside.enumerated() {
        let distance = distances[row, joining]
        if distance < reach[row] { (reach[row], nearest[row]) = (distance, joining) }
        if reach[row] < reach[outside[best]] { best = place }
      }
      joining = outside.remove(at: best)
      edges.append(RowMerge(nearest[joining], joining, height: reach[joining]))
      if edges.count.isMultiple(of: 256) { try ClusteringError.checkCancellation() }
    }
    self.edges = edges.sortedByHeight()
  }
}
