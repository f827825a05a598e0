/// Clusters that tell their distances and can be joined.
protocol JoinableClusters {
  /// The number of clusters at the start, which are called `0..<count`.
  var count: Int { get }

  /// The squared distance of two clusters.
  func squaredDistance(_ cluster: Int, _ other: Int) -> Double

  /// Joins `gone` to `kept`, which from now on is the name of both.
  mutating func join(_ gone: Int, to kept: Int, among clusters: [Int])
}

/// Merges the nearest two clusters again and again, for linkages that may let a merge be lower than
/// an earlier one.
///
/// Each cluster watches those after it, and knows a lower bound of its distance to the nearest of
/// them, which is exact unless that one has changed since. Only the cluster with the smallest bound
/// needs an exact distance.
///
/// Müllner 2011, https://arxiv.org/abs/1109.2378, section 3.1.
struct GenericLinkage<Clusters: JoinableClusters> {
  private var clusters: Clusters
  private var alive: [Int]
  private var bounds: [Double]
  private var neighbours: [Int]
  private var isExact: [Bool]

  init(_ clusters: Clusters) {
    self.clusters = clusters
    alive = Array(0..<clusters.count)
    bounds = [Double](repeating: .infinity, count: clusters.count)
    neighbours = [Int](repeating: 0, count: clusters.count)
    isExact = [Bool](repeating: false, count: clusters.count)
  }

  /// Merges all clusters.
  ///
  /// - Parameter height: The height of a merge, given the squared distance.
  /// - Returns: The merges in the order in which they happen.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(clusters²) distances in practice, O(clusters³) at worst.
  mutating func merges(
    height: (_ squaredDistance: Double) -> Double
  ) throws(ClusteringError) -> [RowMerge] {
    for place in alive.indices { watch(from: place) }
    var merges: [RowMerge] = []
    while alive.count > 1 {
      let (gone, kept) = nearestTwo()
      merges.append(RowMerge(gone, kept, height: height(bounds[gone])))
      alive.removeAll { $0 == gone }
      clusters.join(gone, to: kept, among: alive)
      update(after: gone, joined: kept)
      if merges.count.isMultiple(of: 64) { try ClusteringError.checkCancellation() }
    }
    return merges
  }

  /// Finds the nearest cluster after the one at a place of `alive`.
  private mutating func watch(from place: Int) {
    let cluster = alive[place]
    bounds[cluster] = .infinity
    isExact[cluster] = true
    for other in alive[(place + 1)...] {
      let distance = clusters.squaredDistance(cluster, other)
      if distance < bounds[cluster] {
        bounds[cluster] = distance
        neighbours[cluster] = other
      }
    }
  }

  private mutating func nearestTwo() -> (Int, Int) {
    while true {
      var best = 0
      for place in alive.indices.dropLast() where bounds[alive[place]] < bounds[alive[best]] {
        best = place
      }
      let cluster = alive[best]
      if isExact[cluster] { return (cluster, neighbours[cluster]) }
      watch(from: best)
    }
  }

  private mutating func update(after gone: Int, joined kept: Int) {
    for (place, cluster) in alive.enumerated() {
      guard cluster < kept else {
        watch(from: place)
        return
      }
      let distance = clusters.squaredDistance(cluster, kept)
      if distance <= bounds[cluster] {
        bounds[cluster] = distance
        neighbours[cluster] = kept
        isExact[cluster] = true
      } else if cluster < gone && neighbours[cluster] == gone || neighbours[cluster] == kept {
        // What it was near to has moved away; what is near now is no nearer than that was.
        isExact[cluster] = false
      }
    }
  }
}
