import ParallelBlocks

/// The graph of clusters and a sink on which rows are moved until all sizes are within limits.
///
/// Node `clusterCount` is the sink. What a cluster gives to the sink is its intended size; where more
/// or fewer rows are in it, the rest is its excess.
struct CondensedFlow {
  private let costs: UnsafeBufferPointer<Double>
  private let labels: UnsafeMutableBufferPointer<Int32>
  private let limits: ClosedRange<Int>
  private let clusterCount: Int
  /// A price for each cluster, and one for the sink.
  private var potentials: [Double]
  private var intendedSizes: [Int]
  private var excess: [Int]
  /// For each two clusters, the rows of the first by what they lose in the second.
  private var losses: [LossHeap] = []

  /// Begins with rows that are each where cost and price are lowest together.
  init(
    costs: UnsafeBufferPointer<Double>, labels: UnsafeMutableBufferPointer<Int32>,
    limits: ClosedRange<Int>, prices: [Double], parallelism: Parallelism
  ) {
    self.costs = costs
    self.labels = labels
    self.limits = limits
    clusterCount = prices.count
    potentials = prices + [0]
    var sizes = [Int](repeating: 0, count: prices.count)
    for label in labels { sizes[Int(label)] += 1 }
    // Where there is a price, it has to be worth it.
    intendedSizes = zip(sizes, prices).map { size, price in
      price > 0
        ? limits.upperBound
        : price < 0 ? limits.lowerBound : min(max(size, limits.lowerBound), limits.upperBound)
    }
    excess = zip(sizes, intendedSizes).map { $0 - $1 }
    excess.append(intendedSizes.reduce(0, +) - labels.count)
  }

  /// The prices of the clusters.
  var prices: [Double] { potentials[..<clusterCount].map { $0 - potentials[clusterCount] } }

  /// Moves rows along shortest paths until nothing is in excess.
  mutating func balance(_ parallelism: Parallelism) {
    guard excess.contains(where: { $0 != 0 }) else { return }
    losses = Self.losses(costs, UnsafeBufferPointer(labels), clusterCount, parallelism)
    while let source = excess.firstIndex(where: { $0 > 0 }) {
      let path = shortestPath(from: source)
      move(along: path)
    }
    losses = []
  }

  // MARK: Heaps

  private static func losses(
    _ costs: UnsafeBufferPointer<Double>, _ labels: UnsafeBufferPointer<Int32>,
    _ clusterCount: Int, _ parallelism: Parallelism
  ) -> [LossHeap] {
    var members = [[Int32]](repeating: [], count: clusterCount)
    for (row, label) in labels.enumerated() { members[Int(label)].append(Int32(row)) }
    let costs = SharedReads(costs)
    let heaps = parallelism.mapBlocks(count: clusterCount, blockSize: 1) { [members] from, _ in
      (0..<clusterCount).map { to in
        to == from
          ? LossHeap([])
          : LossHeap(
            members[from].map { row in
              let first = Int(row) &* clusterCount
              return LossHeap.Entry(
                loss: costs.elements[first &+ to] - costs.elements[first &+ from], row: row)
            })
      }
    }
    return Array(heaps.joined())
  }

  /// What the row loses that loses least by going from one cluster to another; infinity without rows.
  private mutating func smallestLoss(from: Int, to: Int) -> Double {
    let place = from &* clusterCount &+ to
    while let top = losses[place].first, labels[Int(top.row)] != Int32(truncatingIfNeeded: from) {
      losses[place].removeFirst()
    }
    return losses[place].first?.loss ?? .infinity
  }

  // MARK: Paths

  /// What an edge costs, less what the prices account for; infinity where there is none.
  private mutating func length(from: Int, to: Int) -> Double {
    let loss: Double
    if to == clusterCount {
      loss = intendedSizes[from] < limits.upperBound ? 0 : .infinity
    } else if from == clusterCount {
      loss = intendedSizes[to] > limits.lowerBound ? 0 : .infinity
    } else {
      loss = smallestLoss(from: from, to: to)
    }
    // Below 0 by rounding only.
    return max(0, loss + (potentials[to] - potentials[from]))
  }

  /// The nodes from `source` to the nearest one that lacks something; prices follow the distances, so
  /// that the path costs nothing beside them.
  ///
  /// Dijkstra 1959, https://doi.org/10.1007/BF01386390.
  private mutating func shortestPath(from source: Int) -> [Int] {
    let nodeCount = clusterCount + 1
    var distances = [Double](repeating: .infinity, count: nodeCount)
    var parents = [Int](repeating: source, count: nodeCount)
    var isSettled = [Bool](repeating: false, count: nodeCount)
    distances[source] = 0
    while true {
      var node = -1
      for other in 0..<nodeCount where !isSettled[other] && distances[other] < .infinity {
        if node < 0 || distances[other] < distances[node] { node = other }
      }
      precondition(node >= 0, "no cluster with too few rows is in reach")
      isSettled[node] = true
      if excess[node] < 0 {
        for other in 0..<nodeCount { potentials[other] -= min(distances[other], distances[node]) }
        return path(to: node, from: source, parents)
      }
      for other in 0..<nodeCount where !isSettled[other] {
        let distance = distances[node] + length(from: node, to: other)
        if distance < distances[other] { (distances[other], parents[other]) = (distance, node) }
      }
    }
  }

  private func path(to target: Int, from source: Int, _ parents: [Int]) -> [Int] {
    var path = [target]
    while let node = path.last, node != source { path.append(parents[node]) }
    return path.reversed()
  }

  /// Moves a row along each edge between clusters, or as much as possible where no row has to move.
  private mutating func move(along path: [Int]) {
    guard let source = path.first, let target = path.last else { return }
    let edges = Array(zip(path, path.dropFirst()))
    let sink = clusterCount
    var amount = min(excess[source], -excess[target])
    for (from, to) in edges {
      if to == sink {
        amount = min(amount, limits.upperBound - intendedSizes[from])
      } else if from == sink {
        amount = min(amount, intendedSizes[to] - limits.lowerBound)
      } else {
        amount = 1
      }
    }
    // Which rows move is known before the first does.
    let moves = edges.compactMap { from, to in
      from == sink || to == sink
        ? nil : losses[from * clusterCount + to].first.map { (row: $0.row, cluster: to) }
    }
    for (from, to) in edges {
      if to == sink { intendedSizes[from] += amount }
      if from == sink { intendedSizes[to] -= amount }
    }
    for move in moves { give(move.row, to: move.cluster) }
    excess[source] -= amount
    excess[target] += amount
  }

  private mutating func give(_ row: Int32, to cluster: Int) {
    labels[Int(row)] = Int32(truncatingIfNeeded: cluster)
    let first = Int(row) &* clusterCount
    for other in 0..<clusterCount where other != cluster {
      losses[cluster &* clusterCount &+ other].insert(
        LossHeap.Entry(loss: costs[first &+ other] - costs[first &+ cluster], row: row))
    }
  }
}
