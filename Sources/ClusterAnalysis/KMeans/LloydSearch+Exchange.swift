import DenseAlgebra

extension LloydSearch {
  /// Searches on from where Lloyd's search ended, by moving single rows, until no move pays.
  ///
  /// Lloyd's search compares distances to centers that do not move, and stops where a row is equally
  /// near to two of them, as rows of flags and levels often are. A row x that leaves a cluster of mass
  /// m lowers its cost by m / (m − w) ‖x − c‖², and raises that of its new cluster by
  /// m / (m + w) ‖x − c‖²: at a tie, moving always pays. Each move lowers the cost, so the moves come
  /// to an end. Rows are tried in order, by one thread: the result does not depend on the others.
  ///
  /// Hartigan 1975, Clustering Algorithms; Telgarsky and Vattani 2010,
  /// https://proceedings.mlr.press/v9/telgarsky10a.html.
  ///
  /// - Parameters:
  ///   - start: Where Lloyd's search ended.
  ///   - labels: Room for a label a row.
  /// - Returns: A partition that costs as much or less.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows × columns × clusters) for each round over the rows.
  func exchanged(
    _ start: Result, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> Result {
    var result = start
    while result.iterationCount < plan.iterationLimit {
      if !result.areLabelsCurrent { label(to: result.centers, labels: labels) }
      var exchange = ExchangeState(of: rows, clusterCount: plan.clusterCount, labels: labels)
      guard exchange.isComplete, exchange.moveRows(labels: labels) > 0 else { return result }
      repeat {
        result.iterationCount += 1
        try ClusteringError.checkCancellation()
      } while result.iterationCount < plan.iterationLimit && exchange.moveRows(labels: labels) > 0
      let before = result.iterationCount
      result = try self.result(from: exchange.centers, restart: result.restart, labels: labels)
      result.iterationCount += before
    }
    return result
  }
}

/// Centers that follow each single row.
private struct ExchangeState {
  private let rows: WeightedRows
  private(set) var centers: Matrix
  private var masses: [Double]

  /// Takes the means of labelled rows.
  init(of rows: WeightedRows, clusterCount: Int, labels: UnsafeMutableBufferPointer<Int32>) {
    self.rows = rows
    centers = Matrix(rowCount: clusterCount, columnCount: rows.columnCount)
    masses = [Double](repeating: 0, count: clusterCount)
    for row in 0..<rows.rowCount where rows.weight(of: row) > 0 {
      add(rows.row(row), weight: rows.weight(of: row), to: Int(labels[row]))
    }
  }

  /// Whether each cluster has a row.
  var isComplete: Bool { masses.allSatisfy { $0 > 0 } }

  /// Tries each row once.
  ///
  /// - Returns: How many were moved.
  mutating func moveRows(labels: UnsafeMutableBufferPointer<Int32>) -> Int {
    var movedCount = 0
    for row in 0..<rows.rowCount {
      let weight = rows.weight(of: row)
      let from = Int(labels[row])
      // The last row of a cluster stays.
      guard weight > 0, masses[from] - weight > 1e-9 * masses[from] else { continue }
      let elements = rows.row(row)
      let loss =
        masses[from] / (masses[from] - weight) * squaredDistance(from: elements, to: from)
      var best = (cluster: from, gain: loss * (1 - 1e-9))
      for cluster in masses.indices where cluster != from {
        let gain =
          masses[cluster] / (masses[cluster] + weight)
          * squaredDistance(from: elements, to: cluster)
        if gain < best.gain { best = (cluster, gain) }
      }
      guard best.cluster != from else { continue }
      add(elements, weight: -weight, to: from)
      add(elements, weight: weight, to: best.cluster)
      labels[row] = Int32(best.cluster)
      movedCount += 1
    }
    return movedCount
  }

  /// Lets a mean follow a row that comes, or goes when its weight is negative.
  private mutating func add(_ elements: [Double], weight: Double, to cluster: Int) {
    masses[cluster] += weight
    let share = weight / masses[cluster]
    for column in elements.indices {
      centers[cluster, column] += share * (elements[column] - centers[cluster, column])
    }
  }

  private func squaredDistance(from elements: [Double], to cluster: Int) -> Double {
    centers.withUnsafeElements { centers in
      var sum = 0.0
      let first = cluster * elements.count
      for column in elements.indices {
        let difference = elements[column] - centers[first + column]
        sum += difference * difference
      }
      return sum
    }
  }
}
