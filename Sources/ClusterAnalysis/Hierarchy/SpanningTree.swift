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
  /// The smallest sum of each 16 positions, and where it stands.
  private var smallestSums: [Double]
  private var smallestPositions: [Int32]
  /// Rows that may have come nearer to the tree.
  private var candidates: [Int32] = []

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
    smallestPositions = Array(stride(from: 0, to: Int32(packed.laneCount), by: Self.laneCount))
    smallestSums = [Double](repeating: .infinity, count: smallestPositions.count)
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
    limits[position] = -1
    limits.withUnsafeBufferPointer { limits in
      packed.findCloser(to: position, terms: terms, limits: limits, in: &candidates)
    }
    let rowDistance = RowSums(columnCount: rows.columnCount, terms: terms)
    let rows = rows
    rows.withUnsafeElements { elements in
      guard let elements = elements.baseAddress else { return }
      let joining = elements + Int(name) * rowDistance.columnCount
      for index in candidates.indices {
        let other = Int(candidates[index])
        let row = elements + Int(names[other]) * rowDistance.columnCount
        let sum = rowDistance.sum(row, joining)
        guard sum < sums[other] else { continue }
        sums[other] = sum
        neighbours[other] = name
        limits[other] = rowDistance.limit(
          forDistance: rowDistance.distance(fromSum: sum), norm: rowDistance.norm(of: row))
        noteSum(sum, at: other)
      }
    }
  }

  private mutating func noteSum(_ sum: Double, at position: Int) {
    let group = position / Self.laneCount
    let isFirst = sum == smallestSums[group] && position < Int(smallestPositions[group])
    guard sum < smallestSums[group] || isFirst else { return }
    smallestSums[group] = sum
    smallestPositions[group] = Int32(position)
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
    smallestSums[group] = sums[best]
    smallestPositions[group] = Int32(best)
  }

  private func nearestPosition() -> Int {
    smallestSums.withUnsafeBufferPointer { sums in
      var best = 0
      for group in 1..<max(1, (packed.count + Self.laneCount - 1) / Self.laneCount)
      where sums[group] < sums[best] {
        best = group
      }
      return Int(smallestPositions[best])
    }
  }
}
