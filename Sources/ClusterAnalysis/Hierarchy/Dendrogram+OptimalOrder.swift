public import ParallelBlocks

extension Dendrogram {
  /// The largest tree that ``optimalLeafOrder(for:parallelism:)`` orders.
  ///
  /// Its two square matrices take 16 bytes for each two leaves: 0.6 GB.
  public static let optimalOrderLimit = 6000

  /// The leaves in an order, of all that show the tree without a crossing, in which distances between
  /// neighbours sum to as little as possible.
  ///
  /// For each merge and each two leaves, one of each side, the best order that begins with the one
  /// and ends with the other is found from those of the merges below. Of equally good orders, one is
  /// returned, always the same.
  ///
  /// Bar-Joseph, Gifford and Jaakkola 2001,
  /// https://doi.org/10.1093/bioinformatics/17.suppl_1.S22.
  ///
  /// - Parameters:
  ///   - distances: The distances between the leaves.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: All leaves.
  /// - Throws: ``ClusteringError`` when the matrix is of another size, the tree has more than
  ///   ``optimalOrderLimit`` leaves, or the task was cancelled.
  /// - Complexity: O(leaves³) time at most, O(leaves²) memory.
  public func optimalLeafOrder(
    for distances: DistanceMatrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> [Int] {
    guard distances.rowCount == leafCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the distance matrix has \(distances.rowCount) rows, but the tree has \(leafCount) leaves")
    }
    guard leafCount <= Self.optimalOrderLimit else {
      throw ClusteringError(
        .tooManyLeaves,
        "the optimal order of \(leafCount) leaves takes too long; it is found for at most "
          + "\(Self.optimalOrderLimit). Condense the rows into micro-clusters first, or take the "
          + "plain leaf order")
    }
    guard leafCount > 1 else { return [0] }
    var ordering = LeafOrdering(self, distances, parallelism: parallelism)
    return try ordering.order()
  }
}

extension ClusteringError.Code {
  /// A tree has more leaves than a method can take.
  public static let tooManyLeaves = ClusteringError.Code(rawValue: "tooManyLeaves")
}

/// The places of a tree's leaves in the plain leaf order, where each cluster's lie side by side.
private struct LeafPlaces: Sendable {
  let tree: Dendrogram
  let leaves: [Int]
  private let spans: [Int]

  init(of tree: Dendrogram) {
    self.tree = tree
    leaves = tree.leafOrder
    spans = tree.spans
  }

  var count: Int { tree.leafCount }

  /// The places of a cluster's leaves.
  func places(of cluster: Int) -> Range<Int> {
    spans[cluster]..<spans[cluster] + tree.size(of: cluster)
  }

  /// Where an order of a cluster may end that begins with `place`: in its other part.
  func ends(of cluster: Int, from place: Int) -> Range<Int> {
    guard cluster >= tree.leafCount else { return places(of: cluster) }
    let merge = tree.merges[cluster - tree.leafCount]
    let left = places(of: merge.left)
    return left.contains(place) ? places(of: merge.right) : left
  }
}

/// The search for the best order of a tree's leaves, which go by their places.
private struct LeafOrdering {
  private let places: LeafPlaces
  private let parallelism: Parallelism
  private let distances: [Double]
  /// For two leaves, the least sum of distances in an order of the smallest cluster that holds both
  /// which begins with the one and ends with the other; the same both ways.
  private var costs: [Double]

  init(_ tree: Dendrogram, _ matrix: DistanceMatrix, parallelism: Parallelism) {
    self.parallelism = parallelism
    let places = LeafPlaces(of: tree)
    let count = places.count
    var distances = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for other in 0..<count {
        distances[row * count + other] = matrix[places.leaves[row], places.leaves[other]]
      }
    }
    self.places = places
    self.distances = distances
    costs = [Double](repeating: 0, count: count * count)
  }

  private var tree: Dendrogram { places.tree }
  private var count: Int { places.count }

  mutating func order() throws(ClusteringError) -> [Int] {
    for merge in tree.merges {
      measure(merge)
      try ClusteringError.checkCancellation()
    }
    return trace().map { places.leaves[$0] }
  }

  /// The costs of all orders of a merge.
  private mutating func measure(_ merge: Dendrogram.Merge) {
    let left = places.places(of: merge.left)
    let right = places.places(of: merge.right)
    let (count, places, parallelism, distances) = (count, places, parallelism, distances)
    costs.withUnsafeMutableBufferPointer { costs in
      // Costs within the two parts are read; costs between them are written, row by row.
      let within = SharedReads(UnsafeBufferPointer(costs))
      let between = DisjointWrites(costs)
      distances.withUnsafeBufferPointer { distances in
        let distances = SharedReads(distances)
        parallelism.forEachBlock(count: left.count, blockSize: 8) { _, block in
          var joined = [Double](repeating: 0, count: right.count)
          for begin in block.lowerBound + left.lowerBound..<block.upperBound + left.lowerBound {
            Self.join(
              places.ends(of: merge.left, from: begin), from: begin, to: right, within.elements,
              distances.elements, rowLength: count, &joined)
            let target = between.slice(
              begin * count + right.lowerBound..<begin * count + right.upperBound)
            for middle in right {
              Self.extend(
                joined[middle - right.lowerBound], from: middle,
                to: places.ends(of: merge.right, from: middle), in: right, within.elements,
                rowLength: count, isFirst: middle == right.lowerBound, target)
            }
          }
        }
      }
      for begin in left {
        for end in right { costs[end * count + begin] = costs[begin * count + end] }
      }
    }
  }

  /// For each first leaf of the right part, the least cost of an order of the left part that begins
  /// with `begin`, and of the step across.
  private static func join(
    _ middles: Range<Int>, from begin: Int, to right: Range<Int>,
    _ costs: UnsafeBufferPointer<Double>, _ distances: UnsafeBufferPointer<Double>,
    rowLength: Int, _ joined: inout [Double]
  ) {
    joined.withUnsafeMutableBufferPointer { joined in
      joined.update(repeating: .infinity)
      for middle in middles {
        let cost = costs[begin * rowLength + middle]
        let start = middle * rowLength + right.lowerBound
        for index in joined.indices {
          let sum = cost + distances[start + index]
          joined[index] = sum < joined[index] ? sum : joined[index]
        }
      }
    }
  }

  /// Takes in the orders that go on through the right part from one of its leaves.
  private static func extend(
    _ cost: Double, from middle: Int, to ends: Range<Int>, in right: Range<Int>,
    _ costs: UnsafeBufferPointer<Double>, rowLength: Int, isFirst: Bool,
    _ target: UnsafeMutableBufferPointer<Double>
  ) {
    if isFirst { target.update(repeating: .infinity) }
    let start = middle * rowLength
    for end in ends {
      let sum = cost + costs[start + end]
      let index = end - right.lowerBound
      target[index] = sum < target[index] ? sum : target[index]
    }
  }

  /// The places in the best order.
  private func trace() -> [Int] {
    let root = tree.leafCount + tree.merges.count - 1
    let best = bestPair(of: root)
    var order = [Int](repeating: 0, count: count)
    var pending = [(cluster: root, begin: best.0, end: best.1, start: 0)]
    while let (cluster, begin, end, start) = pending.popLast() {
      guard cluster >= tree.leafCount else {
        order[start] = begin
        continue
      }
      let merge = tree.merges[cluster - tree.leafCount]
      let isLeftFirst = places.places(of: merge.left).contains(begin)
      let (first, second) = isLeftFirst ? (merge.left, merge.right) : (merge.right, merge.left)
      let step = bestStep(from: begin, in: first, to: end, in: second)
      pending.append((first, begin, step.0, start))
      pending.append((second, step.1, end, start + tree.size(of: first)))
    }
    return order
  }

  private func bestPair(of cluster: Int) -> (Int, Int) {
    let merge = tree.merges[cluster - tree.leafCount]
    var best = (cost: Double.infinity, begin: 0, end: 0)
    for begin in places.places(of: merge.left) {
      for end in places.places(of: merge.right) where costs[begin * count + end] < best.cost {
        best = (costs[begin * count + end], begin, end)
      }
    }
    return (best.begin, best.end)
  }

  /// Where the best order of two clusters steps from the one to the other.
  private func bestStep(
    from begin: Int, in first: Int, to end: Int, in second: Int
  ) -> (Int, Int) {
    var best = (cost: Double.infinity, last: begin, next: end)
    for last in places.ends(of: first, from: begin) {
      for next in places.ends(of: second, from: end) {
        let cost =
          costs[begin * count + last] + distances[last * count + next] + costs[next * count + end]
        if cost < best.cost { best = (cost, last, next) }
      }
    }
    return (best.last, best.next)
  }
}
