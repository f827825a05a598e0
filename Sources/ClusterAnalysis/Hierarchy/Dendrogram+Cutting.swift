extension Dendrogram {
  /// The clusters that are left when the last `clusterCount - 1` merges are undone.
  ///
  /// Of merges that are equally high, the later ones are undone. Clusters are numbered from the
  /// heaviest to the lightest, equally heavy ones in the order of their first rows.
  ///
  /// - Throws: ``ClusteringError`` when there are fewer leaves than clusters asked for.
  /// - Complexity: O(leaves), and O(k log k) for the order of k clusters.
  public func cut(into clusterCount: Int) throws(ClusteringError) -> Assignments {
    guard clusterCount >= 1 else {
      throw ClusteringError(
        .invalidSetting, "clusterCount is \(clusterCount), but must be at least 1")
    }
    guard clusterCount <= leafCount else {
      throw ClusteringError(
        .tooManyClusters,
        "\(clusterCount) clusters are asked for, but the tree has only \(leafCount) "
          + "\(leafCount == 1 ? "leaf" : "leaves"); ask for at most \(leafCount)")
    }
    let lastMerge = leafCount - clusterCount
    return assignments { merge in merge < lastMerge }
  }

  /// The largest clusters inside which no merge is higher than `height`.
  ///
  /// This is the `distance` criterion of scipy's `fcluster`. Where centroid or median linkage let a
  /// merge be lower than one below it, the higher one counts.
  ///
  /// - Throws: ``ClusteringError`` when `height` is not a number.
  /// - Complexity: O(leaves), and O(k log k) for the order of k clusters.
  public func cut(atHeight height: Double) throws(ClusteringError) -> Assignments {
    guard !height.isNaN else {
      throw ClusteringError(.invalidSetting, "height is NaN, but must be a number")
    }
    let reached = highestMerges
    return assignments { merge in reached[merge] <= height }
  }

  /// For each merge, the height of the highest merge at or below it.
  private var highestMerges: [Double] {
    var reached = heights
    for (index, merge) in merges.enumerated() {
      for child in [merge.left, merge.right] where child >= leafCount {
        reached[index] = max(reached[index], reached[child - leafCount])
      }
    }
    return reached
  }

  /// The clusters that some merges make; whatever is below a merge that happens happens too.
  private func assignments(where happens: (_ merge: Int) -> Bool) -> Assignments {
    // From the root down, each cluster belongs to the highest merge above it that happens.
    var owners = Array(0..<leafCount + merges.count)
    for index in merges.indices.reversed() where happens(index) {
      owners[merges[index].left] = owners[leafCount + index]
      owners[merges[index].right] = owners[leafCount + index]
    }
    var clusters: [(weight: Double, firstRow: Int)] = []
    var numbers = [Int](repeating: -1, count: owners.count)
    for row in 0..<leafCount {
      let owner = owners[row]
      if numbers[owner] < 0 {
        numbers[owner] = clusters.count
        clusters.append((0, row))
      }
      clusters[numbers[owner]].weight += leafWeights?[row] ?? 1
    }
    let order = clusters.indices.sorted {
      (-clusters[$0].weight, clusters[$0].firstRow) < (-clusters[$1].weight, clusters[$1].firstRow)
    }
    var labels = [Int32](repeating: 0, count: clusters.count)
    for (label, cluster) in order.enumerated() { labels[cluster] = Int32(label) }
    return Assignments(
      labels: (0..<leafCount).map { labels[numbers[owners[$0]]] }, clusterCount: clusters.count)
  }
}
