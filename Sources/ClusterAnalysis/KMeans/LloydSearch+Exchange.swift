import DenseAlgebra
import ParallelBlocks

extension LloydSearch where Passes: RowPasses {
  /// Searches on from where Lloyd's searches ended, by moving single rows, until no move pays.
  ///
  /// Lloyd's search compares distances to centers that do not move, and stops where a row is equally
  /// near to two of them, as rows of flags and levels often are. A row x that leaves a cluster of mass
  /// m lowers its cost by m / (m − w) ‖x − c‖², and raises that of its new cluster by
  /// m / (m + w) ‖x − c‖²: at a tie, moving always pays. Each move lowers the cost, so the moves come
  /// to an end. Rows are tried in order, each search by one thread: the result does not depend on the
  /// number of threads.
  ///
  /// Hartigan 1975, Clustering Algorithms; Telgarsky and Vattani 2010,
  /// https://proceedings.mlr.press/v9/telgarsky10a.html.
  ///
  /// - Parameter runs: Where Lloyd's searches ended. Partitions then cost as much or less.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows × columns × clusters) for each round over the rows.
  func exchange<Engine: AssignmentEngine>(
    _ runs: inout [LloydRun<RowLabels>]
  ) throws(ClusteringError) where Passes == EnginePasses<Engine> {
    var active = runs.indices.filter { runs[$0].iterationCount < runs[$0].plan.iterationLimit }
    while !active.isEmpty {
      labelRows(of: &runs)
      let found = try exchangedCenters(of: active.map { runs[$0] })
      var moved: [LloydRun<RowLabels>] = []
      for case (let index, let found?) in zip(active, found) {
        runs[index].begin(from: found.centers, after: found.iterationCount)
        passes.clear(runs[index].labels)
        moved.append(runs[index])
      }
      active = zip(active, found).compactMap { $1 == nil ? nil : $0 }
      try finish(&moved)
      for (index, run) in zip(active, moved) { runs[index] = run }
      active.removeAll { runs[$0].iterationCount >= runs[$0].plan.iterationLimit }
    }
  }

  /// Rounds over the rows of some searches until no move pays, all searches at the same time.
  ///
  /// - Returns: For each search, its centers and all its iterations so far; nil where nothing moved.
  private func exchangedCenters<Engine: AssignmentEngine>(
    of runs: [LloydRun<RowLabels>]
  ) throws(ClusteringError) -> [(centers: Matrix, iterationCount: Int)?]
  where Passes == EnginePasses<Engine> {
    let rows = passes.rows
    let labels = runs.map { DisjointWrites($0.labels.elements) }
    let limits = runs.map { $0.plan.iterationLimit }
    var states = passes.chunks.parallelism.mapBlocks(count: runs.count, blockSize: 1) {
      [counts = runs.map { $0.plan.clusterCount }, iterations = runs.map { $0.iterationCount }]
      index, _ in
      ExchangeState(
        of: rows, clusterCount: counts[index], labels: labels[index],
        iterationCount: iterations[index])
    }
    while true {
      let isGoingOn = states.withUnsafeMutableBufferPointer { states in
        let states = DisjointWrites(states)
        return passes.chunks.parallelism.mapBlocks(count: runs.count, blockSize: 1) { index, _ in
          states.slice(index..<index + 1)[0].round(limit: limits[index])
        }
      }
      guard isGoingOn.contains(true) else { break }
      try ClusteringError.checkCancellation()
    }
    return states.map { $0.hasMoved ? ($0.centers, $0.iterationCount) : nil }
  }
}

/// Centers that follow each single row.
private struct ExchangeState: Sendable {
  private let rows: WeightedRows
  private let labels: DisjointWrites<Int32>
  private(set) var centers: Matrix
  private(set) var iterationCount: Int
  private(set) var hasMoved = false
  private var isOver: Bool
  private var masses: [Double]

  /// Takes the means of labelled rows.
  init(
    of rows: WeightedRows, clusterCount: Int, labels: DisjointWrites<Int32>, iterationCount: Int
  ) {
    self.rows = rows
    self.labels = labels
    self.iterationCount = iterationCount
    centers = Matrix(rowCount: clusterCount, columnCount: rows.columnCount)
    masses = [Double](repeating: 0, count: clusterCount)
    isOver = false
    let labels = labels.slice(0..<rows.rowCount)
    rows.forEachTile(of: 0..<rows.rowCount) { tile, elements in
      for (offset, row) in tile.enumerated() where rows.weight(of: row) > 0 {
        add(
          elements + offset * rows.columnCount, weight: rows.weight(of: row),
          to: Int(labels[row]))
      }
    }
    // A cluster without a row has no mean to start from.
    isOver = !masses.allSatisfy { $0 > 0 }
  }

  /// Tries each row once, unless that has come to an end.
  ///
  /// - Parameter limit: The largest number of iterations.
  /// - Returns: Whether another round may move more.
  mutating func round(limit: Int) -> Bool {
    guard !isOver else { return false }
    var movedCount = 0
    let rows = rows
    let labels = labels.slice(0..<rows.rowCount)
    rows.forEachTile(of: 0..<rows.rowCount) { tile, elements in
      for (offset, row) in tile.enumerated() {
        let elements = elements + offset * rows.columnCount
        let weight = rows.weight(of: row)
        let cluster = bestCluster(for: elements, weight: weight, in: Int(labels[row]))
        guard cluster != Int(labels[row]) else { continue }
        add(elements, weight: -weight, to: Int(labels[row]))
        add(elements, weight: weight, to: cluster)
        labels[row] = Int32(cluster)
        movedCount += 1
      }
    }
    if movedCount > 0 {
      hasMoved = true
      iterationCount += 1
    }
    isOver = movedCount == 0 || iterationCount >= limit
    return !isOver
  }

  /// Where a row costs least, which is where it is unless a move pays.
  private func bestCluster(
    for elements: UnsafePointer<Double>, weight: Double, in current: Int
  ) -> Int {
    // The last row of a cluster stays.
    guard weight > 0, masses[current] - weight > 1e-9 * masses[current] else { return current }
    return centers.withUnsafeElements { centers in
      guard let first = centers.baseAddress else { return current }
      func cost(in cluster: Int, of mass: Double) -> Double {
        masses[cluster] / mass
          * squaredDistance(
            elements, first + cluster * rows.columnCount, count: rows.columnCount)
      }
      let loss = cost(in: current, of: masses[current] - weight)
      var best = (cluster: current, gain: loss * (1 - 1e-9))
      for cluster in masses.indices where cluster != current {
        let gain = cost(in: cluster, of: masses[cluster] + weight)
        if gain < best.gain { best = (cluster, gain) }
      }
      return best.cluster
    }
  }

  /// Lets a mean follow a row that comes, or goes when its weight is negative.
  private mutating func add(_ elements: UnsafePointer<Double>, weight: Double, to cluster: Int) {
    masses[cluster] += weight
    let share = weight / masses[cluster]
    for column in 0..<rows.columnCount {
      centers[cluster, column] += share * (elements[column] - centers[cluster, column])
    }
  }
}
