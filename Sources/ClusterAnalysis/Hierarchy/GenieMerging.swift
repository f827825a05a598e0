/// Genie: single linkage that first merges the smallest clusters while sizes are too unequal.
///
/// Edges of the minimum spanning tree are taken from the shortest on, as single linkage does. But
/// while the Gini index of the cluster sizes is above a threshold, the shortest edge that leaves a
/// smallest cluster is taken: chains cannot swallow everything, and outliers do not stay alone.
///
/// Gagolewski, Bartoszuk and Cena 2016, https://doi.org/10.1016/j.ins.2016.05.003.
struct GenieMerging {
  private let edges: [RowMerge]
  private let threshold: Double
  private var sets: WeightedSets
  private var sizes: ClusterSizes
  /// The edges that are left, as a list in both directions; one more than there are edges.
  private var next: [Int32]
  private var previous: [Int32]

  /// Starts with each row as a cluster.
  ///
  /// - Parameters:
  ///   - edges: Those of a spanning tree, from the shortest to the longest.
  ///   - weights: The size of each row.
  ///   - threshold: The Gini index above which smallest clusters come first, from 0 to 1.
  init(edges: [RowMerge], weights: [Double], threshold: Double) {
    self.edges = edges
    self.threshold = threshold
    sets = WeightedSets(weights: weights)
    sizes = ClusterSizes(weights)
    next = (0...edges.count).map { Int32($0 + 1) }
    previous = (0...edges.count).map { Int32($0 - 1) }
  }

  /// Merges all clusters.
  ///
  /// - Returns: The edges in the order in which they merge, which may fall.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows × different sizes), which without weights is O(rows^1.5).
  mutating func merges() throws(ClusteringError) -> [RowMerge] {
    var merges: [RowMerge] = []
    merges.reserveCapacity(edges.count)
    var first = 0
    // Where looking for an edge of a smallest cluster goes on: new clusters are never the smallest,
    // so edges that have been passed by stay without one as long as the smallest size is the same.
    var (resumed, resumedSize) = (0, -1.0)
    while merges.count < edges.count {
      var edge = first
      if sizes.giniIndex > threshold {
        if resumedSize != sizes.smallest { (resumed, resumedSize) = (first, sizes.smallest) }
        edge = max(first, resumed)
        while !leavesSmallest(edges[edge]) { edge = Int(next[edge]) }
        resumed = Int(next[edge])
      }
      if edge == first { first = Int(next[edge]) }
      remove(edge)
      let (left, right) = sets.join(Int(edges[edge].left), Int(edges[edge].right))
      sizes.join(left, right)
      merges.append(edges[edge])
      if merges.count.isMultiple(of: 1024) { try ClusteringError.checkCancellation() }
    }
    return merges
  }

  private mutating func leavesSmallest(_ edge: RowMerge) -> Bool {
    sets.weight(of: Int(edge.left)) == sizes.smallest
      || sets.weight(of: Int(edge.right)) == sizes.smallest
  }

  private mutating func remove(_ edge: Int) {
    let (before, after) = (Int(previous[edge]), Int(next[edge]))
    if before >= 0 { next[before] = Int32(after) }
    previous[after] = Int32(before)
  }
}

/// Clusters of rows that are joined, and their weights.
private struct WeightedSets {
  /// For each row, another one of its cluster; the one that points to itself speaks for all.
  private var parents: [Int32]
  private var weights: [Double]
  private var counts: [Int32]

  init(weights: [Double]) {
    parents = Array(0..<Int32(weights.count))
    counts = [Int32](repeating: 1, count: weights.count)
    self.weights = weights
  }

  private mutating func speaker(of row: Int) -> Int {
    var row = row
    while Int(parents[row]) != row {
      parents[row] = parents[Int(parents[row])]
      row = Int(parents[row])
    }
    return row
  }

  mutating func weight(of row: Int) -> Double { weights[speaker(of: row)] }

  /// Joins the clusters of two rows.
  ///
  /// - Returns: The weights that they had.
  mutating func join(_ row: Int, _ other: Int) -> (Double, Double) {
    let (left, right) = (speaker(of: row), speaker(of: other))
    precondition(left != right, "an edge within a cluster")
    let (kept, gone) = counts[left] >= counts[right] ? (left, right) : (right, left)
    let before = (weights[left], weights[right])
    parents[gone] = Int32(kept)
    counts[kept] += counts[gone]
    weights[kept] = before.0 + before.1
    return before
  }
}

/// How many clusters there are of each size, and how unequal these are.
private struct ClusterSizes {
  /// The different sizes from the smallest on, and how often there is each.
  private var sizes: [Double] = []
  private var counts: [Double] = []
  private var clusterCount: Int
  private let total: Double
  /// The sum over all pairs of clusters of the difference of their sizes.
  private var differences = 0.0

  init(_ weights: [Double]) {
    clusterCount = weights.count
    total = weights.reduce(0, +)
    var below = (count: 0.0, sum: 0.0)
    for weight in weights.sorted() {
      differences += below.count * weight - below.sum
      below = (below.count + 1, below.sum + weight)
      if weight == sizes.last {
        counts[counts.count - 1] += 1
      } else {
        sizes.append(weight)
        counts.append(1)
      }
    }
  }

  var smallest: Double { sizes[0] }

  /// 0 when all are equal, 1 when one cluster has everything.
  var giniIndex: Double {
    clusterCount > 1 ? differences / (Double(clusterCount - 1) * total) : 0
  }

  /// Puts one cluster in the place of two of some sizes.
  mutating func join(_ size: Double, _ other: Double) {
    remove(size)
    remove(other)
    clusterCount -= 1
    insert(size + other)
  }

  private mutating func remove(_ size: Double) {
    let place = place(of: size)
    counts[place] -= 1
    if counts[place] == 0 {
      sizes.remove(at: place)
      counts.remove(at: place)
    }
    differences -= distance(to: size)
  }

  private mutating func insert(_ size: Double) {
    differences += distance(to: size)
    let place = place(of: size)
    if place < sizes.count, sizes[place] == size {
      counts[place] += 1
    } else {
      sizes.insert(size, at: place)
      counts.insert(1, at: place)
    }
  }

  /// Where a size stands, or would.
  private func place(of size: Double) -> Int {
    var (low, high) = (0, sizes.count)
    while low < high {
      let middle = (low + high) / 2
      if sizes[middle] < size { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func distance(to size: Double) -> Double {
    var sum = 0.0
    for place in sizes.indices { sum += counts[place] * abs(sizes[place] - size) }
    return sum
  }
}
