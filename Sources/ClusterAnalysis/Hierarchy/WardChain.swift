import DenseAlgebra
import ParallelBlocks

/// Ward's hierarchy by the nearest-neighbour chain on centroids, in O(rows × columns) memory.
///
/// From any cluster, the chain goes to the nearest one, and on to the nearest of that, until two
/// are each other's nearest; these are merged. For Ward's criterion this gives the same tree as
/// always merging the nearest two. Near clusters stand together in boxes, and boxes that are too
/// far are passed by. The others are scanned in Float; whenever its error bound leaves more than
/// one candidate, these are compared in Double, so the tree is that of Double arithmetic.
///
/// Müllner 2011, https://arxiv.org/abs/1109.2378; Murtagh 1983,
/// https://doi.org/10.1093/comjnl/26.4.354.
struct WardChain {
  private let columnCount: Int
  private let parallelism: Parallelism
  /// What brings masses to where Float can hold them.
  private let massScale: Double
  /// Whether Float can hold all masses and products of two.
  private let isFloatUsable: Bool
  /// How many clusters are left.
  private var count: Int
  /// The centroids and masses of the clusters, by position.
  private var centroids: [Double]
  private var masses: [Double]
  /// The row that names the cluster at each position, or -1, and each named cluster's position.
  private var names: [Int32]
  private var positions: [Int32]
  /// How many clusters each box holds; they stand in its first positions.
  private var boxCounts: [Int] = []
  private var boxes: WardPoints

  /// Starts with each row as a cluster.
  ///
  /// - Parameters:
  ///   - points: Different rows, coordinates between −2 and 2.
  ///   - weights: One positive weight for each.
  ///   - parallelism: How many threads scan.
  ///   - usesFloat: Whether Float may find candidates; without, all costs are computed in Double.
  init(
    points: Matrix, weights: [Double], parallelism: Parallelism, usesFloat: Bool = true
  ) {
    columnCount = points.columnCount
    self.parallelism = parallelism
    count = points.rowCount
    centroids = points.elements
    masses = weights
    names = Array(0..<Int32(points.rowCount))
    positions = names
    let smallest = weights.min() ?? 1
    let range = weights.reduce(0, +) / smallest
    isFloatUsable = usesFloat && range < 0x1p60
    massScale = Double(sign: .plus, exponent: -smallest.exponent, significand: 1)
    boxes = WardPoints(count: 0, columnCount: points.columnCount, parallelism: parallelism)
    fillBoxes(from: points, names: names, masses: weights)
  }

  /// Puts all clusters into boxes of near ones.
  ///
  /// - Parameters:
  ///   - centroids: A row for each cluster.
  ///   - names: The row that names each.
  ///   - masses: How much each weighs.
  private mutating func fillBoxes(from centroids: Matrix, names: [Int32], masses: [Double]) {
    let order = PointTree.order(of: centroids, inBoxesOf: WardPoints.boxSize)
    boxes = WardPoints(count: order.count, columnCount: columnCount, parallelism: parallelism)
    let positionCount = boxes.positionCount
    self.centroids = [Double](repeating: 0, count: positionCount * columnCount)
    self.masses = [Double](repeating: 0, count: positionCount)
    self.names = [Int32](repeating: -1, count: positionCount)
    boxCounts = [Int](repeating: 0, count: positionCount / WardPoints.boxSize)
    for (position, cluster) in order.enumerated() {
      let cluster = Int(cluster)
      for column in 0..<columnCount {
        self.centroids[position * columnCount + column] = centroids[cluster, column]
      }
      self.masses[position] = masses[cluster]
      self.names[position] = names[cluster]
      positions[Int(names[cluster])] = Int32(position)
      boxCounts[position / WardPoints.boxSize] += 1
      place(position)
    }
    for box in boxCounts.indices { boxes.measure(box: box) }
  }

  /// Puts the clusters that are left into fuller boxes.
  private mutating func refillBoxes() {
    let left = names.indices.filter { names[$0] >= 0 }
    var elements: [Double] = []
    elements.reserveCapacity(left.count * columnCount)
    for position in left {
      elements += centroids[position * columnCount..<(position + 1) * columnCount]
    }
    fillBoxes(
      from: Matrix(rowCount: left.count, columnCount: columnCount, elements: elements),
      names: left.map { names[$0] }, masses: left.map { masses[$0] })
  }

  private func place(_ position: Int) {
    let mass = isFloatUsable ? masses[position] * massScale : 1
    centroids.withUnsafeBufferPointer { centroids in
      guard let start = centroids.baseAddress else { return }
      boxes.place(start + position * columnCount, mass: mass, at: position)
    }
  }

  /// Merges all clusters.
  ///
  /// - Parameter scale: What coordinates were multiplied by; heights, √(2 × cost), are divided by it.
  /// - Returns: The merges in the order the chain finds them.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows² × columns) time; with few columns, less the nearer near rows are.
  mutating func merges(scale: Double) throws(ClusteringError) -> [RowMerge] {
    var merges: [RowMerge] = []
    merges.reserveCapacity(count)
    var chain = NearestChain(rowCount: count)
    while count > 1 {
      // A merged cluster keeps the lower name, so that row 0 always names one.
      let top = chain.top ?? chain.start(at: 0)
      let next = nearest(to: Int(positions[top]), preferring: chain.previous)
      guard let pair = chain.extend(to: next) else { continue }
      let height = (2 * cost(Int(positions[pair.0]), Int(positions[pair.1]))).squareRoot()
      merges.append(RowMerge(pair.0, pair.1, height: height / scale))
      merge(min(pair.0, pair.1), max(pair.0, pair.1))
      if merges.count.isMultiple(of: 256) { try ClusteringError.checkCancellation() }
    }
    return merges
  }

  /// What joining two clusters adds to the within-cluster sum of squares.
  private func cost(_ position: Int, _ other: Int) -> Double {
    let (mass, otherMass) = (masses[position], masses[other])
    // Divided first: the product of two masses could overflow.
    return squaredDistance(position, other) * (min(mass, otherMass) / (mass + otherMass))
      * max(mass, otherMass)
  }

  private func squaredDistance(_ position: Int, _ other: Int) -> Double {
    centroids.withUnsafeBufferPointer { centroids in
      guard let start = centroids.baseAddress else { return 0 }
      return ClusterAnalysis.squaredDistance(
        start + position * columnCount, start + other * columnCount, count: columnCount)
    }
  }

  /// The cluster that is cheapest to join; of equally cheap ones the preferred one, or else the one
  /// whose name is lowest.
  private func nearest(to position: Int, preferring preferred: Int?) -> Int {
    var best = (cost: Double.infinity, name: Int.max)
    func compete(_ other: Int) {
      let cost = cost(position, other)
      let name = Int(names[other])
      if cost < best.cost
        || (cost == best.cost && best.name != preferred
          && (name == preferred || name < best.name))
      {
        best = (cost, name)
      }
    }
    guard isFloatUsable else {
      for other in names.indices where other != position && names[other] >= 0 { compete(other) }
      return best.name
    }
    let known = preferred.map { cost(position, Int(positions[$0])) * massScale } ?? .infinity
    boxes.forEachCandidate(for: position, within: tolerance(of: position), knownCost: known) {
      compete($0)
    }
    return best.name
  }

  /// How large a cost may be in Float while it could still be the smallest in Double.
  ///
  /// Let ŝ be the root of a cost in Float, s in exact arithmetic, x the point that asks and y the
  /// other. Rounding the points moves them by at most u (|x| + |y|), and |y| is at most |x| and
  /// their distance; the sum, the masses and the products add a relative error. With g above
  /// (columns + 8) u, and u = 2⁻²⁴,
  ///
  ///     |ŝ − s| ≤ g s + e,   e = 2.02 u |x| √mass + what underflows.
  ///
  /// The point with the smallest s has s ≤ (ŝ(best) + e) / (1 − g), so its ŝ is at most
  /// (ŝ(best) + e) (1 + g) / (1 − g) + e.
  private func tolerance(of position: Int) -> WardPoints.Tolerance {
    let start = position * columnCount
    var square = 0.0
    for index in start..<start + columnCount { square += centroids[index] * centroids[index] }
    let mass = masses[position] * massScale
    let relative = (Double(columnCount) + 16) * 0x1p-23
    let absolute =
      mass.squareRoot()
      * (2.02 * 0x1p-24 * square.squareRoot()
        + Double(columnCount).squareRoot() * 0x1p-58)
    return WardPoints.Tolerance(
      absolute: absolute,
      factor: relative < 0.25 ? (1 + relative) / (1 - relative) : .infinity)
  }

  /// Makes one cluster of two, under the first name, where the heavier one stands.
  private mutating func merge(_ kept: Int, _ gone: Int) {
    let (first, second) = (Int(positions[kept]), Int(positions[gone]))
    let mass = masses[first] + masses[second]
    let share = masses[second] / mass
    let (place, vacated) = masses[first] < masses[second] ? (second, first) : (first, second)
    for column in 0..<columnCount {
      let centroid = centroids[first * columnCount + column]
      let other = centroids[second * columnCount + column]
      centroids[place * columnCount + column] = centroid + share * (other - centroid)
    }
    masses[place] = mass
    names[place] = Int32(kept)
    positions[kept] = Int32(place)
    self.place(place)
    vacate(vacated)
    count -= 1
    if count >= WardPoints.boxSize, count < names.count / 2 {
      refillBoxes()
    } else {
      let box = place / WardPoints.boxSize
      boxes.measure(box: box)
      if vacated / WardPoints.boxSize != box { boxes.measure(box: vacated / WardPoints.boxSize) }
    }
  }

  /// Lets the last cluster of a box move to a position that is no longer needed.
  private mutating func vacate(_ position: Int) {
    let box = position / WardPoints.boxSize
    boxCounts[box] -= 1
    let last = box * WardPoints.boxSize + boxCounts[box]
    if position < last {
      for column in 0..<columnCount {
        centroids[position * columnCount + column] = centroids[last * columnCount + column]
      }
      masses[position] = masses[last]
      names[position] = names[last]
      positions[Int(names[position])] = Int32(position)
      place(position)
    }
    names[last] = -1
    boxes.vacate(last)
  }
}
