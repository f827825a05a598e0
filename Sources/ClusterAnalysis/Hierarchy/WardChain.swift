import DenseAlgebra
import ParallelBlocks

/// Ward's hierarchy by the nearest-neighbour chain on centroids, in O(rows × columns) memory.
///
/// From any cluster, the chain goes to the nearest one, and on to the nearest of that, until two
/// are each other's nearest; these are merged. For Ward's criterion this gives the same tree as
/// always merging the nearest two. Points are scanned in Float; whenever its error bound leaves
/// more than one candidate, these are compared in Double, so the tree is that of Double arithmetic.
///
/// Müllner 2011, https://arxiv.org/abs/1109.2378; Murtagh 1983,
/// https://doi.org/10.1093/comjnl/26.4.354.
struct WardChain {
  private let columnCount: Int
  private let packed: PackedPoints
  /// The centroids and masses of the clusters, by position, without gaps.
  private var centroids: [Double]
  private var masses: [Double]
  /// The row that names the cluster at each position, and each named cluster's position.
  private var names: [Int32]
  private var positions: [Int32]
  /// What brings masses to where Float can hold them.
  private let massScale: Double
  /// Whether Float can hold all masses and products of two.
  private let isFloatUsable: Bool

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
    centroids = points.elements
    masses = weights
    names = Array(0..<Int32(points.rowCount))
    positions = names
    let smallest = weights.min() ?? 1
    let range = weights.reduce(0, +) / smallest
    isFloatUsable = usesFloat && range < 0x1p60
    massScale = Double(sign: .plus, exponent: -smallest.exponent, significand: 1)
    packed = PackedPoints(
      count: points.rowCount, columnCount: columnCount, parallelism: parallelism)
    for position in names.indices { pack(position) }
  }

  private func pack(_ position: Int) {
    let mass = isFloatUsable ? masses[position] * massScale : 1
    centroids.withUnsafeBufferPointer { centroids in
      guard let start = centroids.baseAddress else { return }
      packed.place(start + position * columnCount, mass: mass, at: position)
    }
  }

  /// Merges all clusters.
  ///
  /// - Parameter scale: What coordinates were multiplied by; heights, √(2 × cost), are divided by it.
  /// - Returns: The merges in the order the chain finds them.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows² × columns) time.
  mutating func merges(scale: Double) throws(ClusteringError) -> [RowMerge] {
    var merges: [RowMerge] = []
    merges.reserveCapacity(names.count)
    var chain = NearestChain(rowCount: names.count)
    while packed.count > 1 {
      let top = chain.top ?? chain.start(at: Int(names[0]))
      let next = nearest(to: Int(positions[top]), preferring: chain.previous)
      guard let pair = chain.extend(to: next) else { continue }
      let height = (2 * cost(Int(positions[pair.0]), Int(positions[pair.1]))).squareRoot()
      merges.append(RowMerge(pair.0, pair.1, height: height / scale))
      merge(Int(positions[pair.0]), Int(positions[pair.1]))
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
      for other in 0..<packed.count where other != position { compete(other) }
      return best.name
    }
    let found = packed.wardNearest(to: position)
    let limit = largestCandidateCost(of: position, best: Double(found.cost))
    if let nearest = found.position, found.secondCost > limit { return Int(names[nearest]) }
    for other in packed.wardNear(to: position, limit: limit) { compete(Int(other)) }
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
  private func largestCandidateCost(of position: Int, best: Double) -> Float {
    let start = position * columnCount
    var square = 0.0
    for index in start..<start + columnCount { square += centroids[index] * centroids[index] }
    let mass = masses[position] * massScale
    let relative = (Double(columnCount) + 16) * 0x1p-23
    let absolute =
      mass.squareRoot()
      * (2.02 * 0x1p-24 * square.squareRoot()
        + Double(columnCount).squareRoot() * 0x1p-58)
    guard relative < 0.25 else { return .greatestFiniteMagnitude }
    let root =
      (best.squareRoot() + absolute) * (1 + relative) / (1 - relative) + absolute
    return min(Float(root * root * (1 + 0x1p-20)), .greatestFiniteMagnitude)
  }

  /// Puts the merged cluster at the lower position, under the lower name; the last cluster moves to
  /// the other.
  private mutating func merge(_ left: Int, _ right: Int) {
    let (kept, gone) = (min(left, right), max(left, right))
    let mass = masses[kept] + masses[gone]
    let share = masses[gone] / mass
    for column in 0..<columnCount {
      let centroid = centroids[kept * columnCount + column]
      let other = centroids[gone * columnCount + column]
      centroids[kept * columnCount + column] = centroid + share * (other - centroid)
    }
    masses[kept] = mass
    names[kept] = min(names[kept], names[gone])
    positions[Int(names[kept])] = Int32(kept)
    pack(kept)
    packed.remove(at: gone)
    let last = packed.count
    guard gone < last else { return }
    for column in 0..<columnCount {
      centroids[gone * columnCount + column] = centroids[last * columnCount + column]
    }
    masses[gone] = masses[last]
    names[gone] = names[last]
    positions[Int(names[gone])] = Int32(gone)
  }
}
