import DenseAlgebra
import ParallelBlocks

/// The minimum spanning tree of rows, which is single linkage, by Prim's algorithm.
///
/// Each row outside the tree knows how near the tree is, in Double. When a row joins the tree,
/// Float finds those that it may have come nearer to, and Double decides: the tree is that of
/// Double arithmetic. Beside one Float copy of the rows, memory is O(rows).
///
/// Prim 1957, https://doi.org/10.1002/j.1538-7305.1957.tb01515.x.
struct SpanningTree {
  private let rows: Matrix
  private let terms: CoordinateTerms
  private let packed: PackedPoints
  /// By position: the row there, the sum over its differences to the nearest row of the tree, and
  /// that row.
  private var names: [Int32]
  private var sums: [Double]
  private var neighbours: [Int32]
  /// By position: how large a sum may be in Float while it could be smaller than `sums` in Double.
  private var limits: [Float]
  /// The position of the smallest sum of each 16.
  private var nearest: [Int32]

  private static let laneCount = 16

  /// Starts with no row in the tree.
  init(rows: Matrix, terms: CoordinateTerms, parallelism: Parallelism) {
    self.rows = rows
    self.terms = terms
    packed = PackedPoints(
      count: rows.rowCount, columnCount: rows.columnCount, parallelism: parallelism)
    names = Array(0..<Int32(rows.rowCount))
    sums = [Double](repeating: .infinity, count: packed.laneCount)
    neighbours = [Int32](repeating: 0, count: rows.rowCount)
    limits = [Float](repeating: -1, count: packed.laneCount)
    for row in 0..<rows.rowCount { limits[row] = .greatestFiniteMagnitude }
    nearest = stride(from: 0, to: Int32(packed.laneCount), by: Self.laneCount).map { $0 }
    rows.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      for row in 0..<rows.rowCount { packed.place(start + row * rows.columnCount, at: row) }
    }
  }

  /// Brings all rows into the tree, from row 0 on.
  ///
  /// - Parameter height: The height of a merge, given the sum over differences.
  /// - Returns: The merges in the order the tree grows.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows² × columns) time.
  mutating func merges(
    height: (_ sum: Double) -> Double
  ) throws(ClusteringError) -> [RowMerge] {
    var merges: [RowMerge] = []
    merges.reserveCapacity(rows.rowCount)
    var position = 0
    while packed.count > 1 {
      comeNearer(to: position)
      remove(at: position)
      position = nearestPosition()
      merges.append(
        RowMerge(
          Int(neighbours[position]), Int(names[position]), height: height(sums[position])))
      if merges.count.isMultiple(of: 256) { try ClusteringError.checkCancellation() }
    }
    return merges
  }

  /// Tells the rows outside the tree of the row at `position`, which is about to join it.
  private mutating func comeNearer(to position: Int) {
    let name = names[position]
    var candidates: [Int] = []
    limits[position] = -1
    limits.withUnsafeBufferPointer { limits in
      packed.forEachCloser(to: position, terms: terms, limits: limits) { candidates.append($0) }
    }
    for other in candidates {
      let sum = sum(Int(name), Int(names[other]))
      guard sum < sums[other] else { continue }
      sums[other] = sum
      neighbours[other] = name
      limits[other] = limit(for: Int(names[other]), sum: sum)
      let group = other / Self.laneCount
      let best = Int(nearest[group])
      if sum < sums[best] || (sum == sums[best] && other < best) { nearest[group] = Int32(other) }
    }
  }

  private mutating func remove(at position: Int) {
    packed.remove(at: position)
    let last = packed.count
    names[position] = names[last]
    sums[position] = sums[last]
    neighbours[position] = neighbours[last]
    limits[position] = limits[last]
    sums[last] = .infinity
    limits[last] = -1
    findNearest(of: position / Self.laneCount)
    findNearest(of: last / Self.laneCount)
  }

  private mutating func findNearest(of group: Int) {
    var best = group * Self.laneCount
    for position in best + 1..<best + Self.laneCount where sums[position] < sums[best] {
      best = position
    }
    nearest[group] = Int32(best)
  }

  private func nearestPosition() -> Int {
    var best = 0
    var smallest = Double.infinity
    for group in 0..<(packed.count + Self.laneCount - 1) / Self.laneCount {
      let position = Int(nearest[group])
      if sums[position] < smallest {
        smallest = sums[position]
        best = position
      }
    }
    return best
  }

  private func sum(_ row: Int, _ other: Int) -> Double {
    rows.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return 0 }
      let left = start + row * rows.columnCount
      let right = start + other * rows.columnCount
      guard terms == .magnitudes else {
        return squaredDistance(left, right, count: rows.columnCount)
      }
      var sum = 0.0
      for column in 0..<rows.columnCount { sum += (left[column] - right[column]).magnitude }
      return sum
    }
  }

  /// How large a sum may be in Float while it could be below `sum` in Double.
  ///
  /// Rounding moves a row x and its neighbour by at most u (2 |x| + distance), u = 2⁻²⁴, in the
  /// norm that goes with the sum; adding up adds a relative error of at most (columns + 8) u.
  private func limit(for row: Int, sum: Double) -> Float {
    let columnCount = Double(rows.columnCount)
    let relative = (columnCount + 16) * 0x1p-22
    let lost = columnCount * 0x1p-58
    let elements = rows.row(row)
    let limit: Double
    switch terms {
    case .squares:
      let norm = elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let root = sum.squareRoot() * (1 + relative) + 2.02 * 0x1p-24 * norm + lost
      limit = root * root
    case .magnitudes:
      let norm = elements.reduce(0) { $0 + $1.magnitude }
      limit = sum * (1 + relative) + 2.02 * 0x1p-24 * norm + lost
    }
    return min(Float(limit * (1 + 0x1p-20)), .greatestFiniteMagnitude)
  }
}
