import DenseAlgebra
import ParallelBlocks

/// Lloyd's search from one start, in which rows go to the clusters that limits of size allow.
struct SizedSearch {
  let rows: WeightedRows
  let clusterCount: Int
  let limits: ClosedRange<Int>
  let iterationLimit: Int
  /// The sum of squared distances that centers move by when the search ends.
  let threshold: Double
  /// What sums are taken around.
  let origin: [Double]
  let parallelism: Parallelism

  /// Where a search ended.
  struct Result {
    var centers: Matrix
    var labels: [Int32]
    /// The weighted sum of squared distances of the rows to their centers.
    var cost: Double
    var iterationCount = 0
    var isConverged = false
    var restart = 0
  }

  private var chunks: RowChunks {
    RowChunks(
      rowCount: rows.rowCount, columnCount: rows.columnCount, clusterCount: clusterCount,
      parallelism: parallelism)
  }

  /// Searches from `start`.
  ///
  /// - Parameters:
  ///   - start: The first centers.
  ///   - report: Called with each iteration's number, its cost before the centers move, and the number
  ///     of rows that moved.
  /// - Returns: Centers and labels that belong together.
  /// - Throws: What `report` throws.
  func result(
    from start: Matrix,
    report: (_ iteration: Int, _ cost: Double, _ movedRowCount: Int) throws(ClusteringError) -> Void
  ) throws(ClusteringError) -> Result {
    var assignment = SizedAssignment(clusterCount: clusterCount, limits: limits)
    var costs = [Double](repeating: 0, count: rows.rowCount * clusterCount)
    var result = Result(
      centers: start, labels: [Int32](repeating: -1, count: rows.rowCount), cost: .infinity)
    func assign() -> Int {
      let former = result.labels
      fill(&costs, with: result.centers)
      costs.withUnsafeBufferPointer { costs in
        result.labels.withUnsafeMutableBufferPointer { labels in
          assignment.solve(costs, labels: labels, parallelism: parallelism)
        }
      }
      result.cost = 0
      for (row, label) in result.labels.enumerated() {
        result.cost += costs[row * clusterCount + Int(label)]
      }
      return zip(former, result.labels).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
    while result.iterationCount < iterationLimit {
      let movedRowCount = assign()
      result.iterationCount += 1
      try report(result.iterationCount, result.cost, movedRowCount)
      guard movedRowCount > 0 else {
        result.isConverged = true
        return result
      }
      if move(&result.centers, to: result.labels) <= threshold {
        result.isConverged = true
        break
      }
    }
    // The labels are to be those of the last centers.
    _ = assign()
    return result
  }

  /// Writes the weighted squared distance of each row to each center.
  ///
  /// Sums are made column by column, as those that decide a label elsewhere.
  private func fill(_ costs: inout [Double], with centers: Matrix) {
    let columns = centers.transposed()
    let count = clusterCount
    costs.withUnsafeMutableBufferPointer { costs in
      let costs = DisjointWrites(costs)
      parallelism.forEachBlock(count: rows.rowCount, blockSize: 2048) { _, block in
        let slice = costs.slice(block.lowerBound * count..<block.upperBound * count)
        guard let sums = slice.baseAddress else { return }
        sums.update(repeating: 0, count: slice.count)
        columns.withUnsafeElements { columns in
          rows.forEachTile(of: block) { tile, elements in
            for (offset, row) in tile.enumerated() {
              let sums = sums + (row &- block.lowerBound) &* count
              for column in 0..<rows.columnCount {
                let value = elements[offset &* rows.columnCount &+ column]
                for cluster in 0..<count {
                  let difference = value - columns[column &* count &+ cluster]
                  sums[cluster] += difference * difference
                }
              }
              let weight = rows.weight(of: row)
              if weight != 1 { for cluster in 0..<count { sums[cluster] *= weight } }
            }
          }
        }
      }
    }
  }

  /// Moves each center to the mean of its rows.
  ///
  /// - Returns: The sum of the squared distances by which the centers moved.
  private func move(_ centers: inout Matrix, to labels: [Int32]) -> Double {
    let parts = labels.withUnsafeBufferPointer { labels in
      let labels = SharedReads(labels)
      return chunks.map { chunk in
        var sums = ClusterSums(clusterCount: clusterCount, centre: origin)
        sums.add(
          chunk, of: rows.original,
          labels: UnsafeBufferPointer(rebasing: labels.elements[chunk]),
          weights: rows.weights(of: chunk))
        return sums
      }
    }
    var sums = ClusterSums(clusterCount: clusterCount, centre: origin)
    for part in parts { sums.merge(part) }
    var shift = 0.0
    for cluster in 0..<clusterCount {
      guard let mean = sums.mean(of: cluster) else { continue }
      for (column, value) in mean.enumerated() {
        let difference = value - centers[cluster, column]
        shift += difference * difference
        centers[cluster, column] = value
      }
    }
    return shift
  }

  /// Brings the clusters of a result into order.
  func model(of result: Result, totalSumOfSquares: Double) -> KMeans.Model {
    var weights = [Double](repeating: 0, count: clusterCount)
    var firstRows = [Int](repeating: .max, count: clusterCount)
    for (row, label) in result.labels.enumerated() {
      weights[Int(label)] += rows.weight(of: row)
      if firstRows[Int(label)] == .max { firstRows[Int(label)] = row }
    }
    let order = weights.indices.sorted {
      (-weights[$0], firstRows[$0]) < (-weights[$1], firstRows[$1])
    }
    var numbers = [Int32](repeating: 0, count: clusterCount)
    for (number, cluster) in order.enumerated() { numbers[cluster] = Int32(number) }
    let labels = result.labels.map { numbers[Int($0)] }
    let centers = result.centers.selectingRows(order)
    let parts = labels.withUnsafeBufferPointer { labels in
      let labels = SharedReads(labels)
      return chunks.map { chunk in
        var within = [Double](repeating: 0, count: clusterCount)
        rows.original.addSquaredDistances(
          of: chunk, labels: UnsafeBufferPointer(rebasing: labels.elements[chunk]),
          weights: rows.weights(of: chunk), from: centers, to: &within)
        return within
      }
    }
    return KMeans.Model(
      centers: centers, assignments: Assignments(labels: labels, clusterCount: clusterCount),
      clusterWeights: order.map { weights[$0] },
      withinSumsOfSquares: (0..<clusterCount).map { cluster in
        parts.reduce(0) { $0 + $1[cluster] }
      },
      totalSumOfSquares: totalSumOfSquares, iterationCount: result.iterationCount,
      isConverged: result.isConverged, restart: result.restart)
  }
}
