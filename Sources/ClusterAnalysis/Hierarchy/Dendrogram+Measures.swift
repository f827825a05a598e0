extension Dendrogram {
  /// How much structure the tree has, from 0 to 1: the mean over the leaves of one less the height
  /// of a leaf's first merge, divided by the greatest height, which is that of the last merge unless
  /// heights fall.
  ///
  /// It grows with the number of rows, so compare trees of the same data only. `nil` for a tree
  /// without merges or whose merges all have height 0.
  ///
  /// Kaufman and Rousseeuw 1990, https://doi.org/10.1002/9780470316801, chapter 5.
  ///
  /// - Complexity: O(leaves).
  public var agglomerativeCoefficient: Double? {
    guard let highest = merges.lazy.map(\.height).max(), highest > 0 else { return nil }
    var sum = 0.0
    for merge in merges {
      for child in [merge.left, merge.right] where child < leafCount {
        sum += 1 - merge.height / highest
      }
    }
    return sum / Double(leafCount)
  }

  /// The heights at which each two leaves first are in one cluster, as a matrix.
  ///
  /// - Complexity: O(leaves²) time and memory.
  public var copheneticDistances: DistanceMatrix {
    let order = leafOrder
    let spans = spans
    var distances = DistanceMatrix(zerosFor: leafCount)
    for merge in merges {
      let left = spans[merge.left]..<spans[merge.left] + size(of: merge.left)
      let right = spans[merge.right]..<spans[merge.right] + size(of: merge.right)
      for i in left {
        for j in right { distances.set(merge.height, order[i], order[j]) }
      }
    }
    return distances
  }

  /// How faithfully the tree keeps the distances: their correlation with the cophenetic ones.
  ///
  /// - Parameter distances: The distances between the rows that were clustered.
  /// - Returns: From −1 to 1; `nil` when the distances, or the heights, are all the same.
  /// - Throws: ``ClusteringError`` when the matrix is of another size.
  /// - Complexity: O(leaves²) time and memory.
  public func copheneticCorrelation(
    with distances: DistanceMatrix
  ) throws(ClusteringError) -> Double? {
    guard distances.rowCount == leafCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the distance matrix has \(distances.rowCount) rows, but the tree has \(leafCount) leaves")
    }
    return distances.correlation(with: copheneticDistances)
  }
}
