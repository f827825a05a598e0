import DenseAlgebra

/// FasterPAM from one start.
///
/// Schubert and Rousseeuw 2021, https://doi.org/10.1016/j.is.2021.101804, algorithm 3.
struct MedoidSearch<Distances: RowDistances> {
  let distances: Distances
  let weights: [Double]?
  private(set) var medoids: [Int]
  private(set) var swapCount = 0
  private(set) var isConverged = false
  /// For each row its nearest medoid, and the distances to the nearest two.
  private(set) var labels: [Int32]
  private(set) var nearest: [Double]
  private var second: [Double]
  /// For each medoid, what its loss would cost.
  private var removalLosses: [Double]
  private var isMedoid: [Bool]

  /// Starts from medoids, which are different rows.
  init(_ distances: Distances, weights: [Double]?, medoids: [Int]) throws(ClusteringError) {
    self.distances = distances
    self.weights = weights
    self.medoids = medoids
    let count = distances.rowCount
    labels = [Int32](repeating: 0, count: count)
    nearest = [Double](repeating: 0, count: count)
    second = nearest
    removalLosses = []
    isMedoid = [Bool](repeating: false, count: count)
    for medoid in medoids { isMedoid[medoid] = true }
    try assign()
  }

  private func weight(of row: Int) -> Double { weights?[row] ?? 1 }

  /// The weighted sum of the distances to the nearest medoids.
  var totalDeviation: Double {
    nearest.indices.reduce(0) { $0 + weight(of: $1) * nearest[$1] }
  }

  /// Swaps until a round over all rows finds nothing better, or the rounds are used up.
  ///
  /// - Complexity: O(rows²) distances a round.
  mutating func run(roundLimit: Int) throws(ClusteringError) {
    let count = distances.rowCount
    var candidateDistances = [Double](repeating: 0, count: count)
    var triedCount = 0
    for _ in 0..<roundLimit {
      for candidate in 0..<count {
        if triedCount == count {
          isConverged = true
          return
        }
        triedCount += 1
        guard !isMedoid[candidate], weight(of: candidate) > 0 else { continue }
        distances.write(from: candidate, to: &candidateDistances)
        let swap = try bestSwap(for: candidate, candidateDistances)
        // What is less than the rounding of the sums is no gain.
        guard swap.change < -1e-12 * totalDeviation else { continue }
        isMedoid[medoids[swap.medoid]] = false
        isMedoid[candidate] = true
        medoids[swap.medoid] = candidate
        swapCount += 1
        triedCount = 1
        try assign()
      }
      try ClusteringError.checkCancellation()
    }
    isConverged = triedCount == count
  }

  /// Which medoid is best given up for a candidate, and by how much the total deviation changes.
  private func bestSwap(
    for candidate: Int, _ candidateDistances: [Double]
  ) throws(ClusteringError) -> (medoid: Int, change: Double) {
    // Without a second medoid, all rows follow the only one.
    if medoids.count == 1 {
      var change = 0.0
      for row in nearest.indices {
        change += weight(of: row) * (candidateDistances[row] - nearest[row])
      }
      if let row = candidateDistances[..<nearest.count].firstIndex(where: \.isNaN) {
        throw Self.undefined(candidate, row)
      }
      return (0, change)
    }
    var changes = removalLosses
    var shared = 0.0
    for row in nearest.indices {
      let distance = candidateDistances[row]
      guard distance < second[row] else {
        if distance.isNaN { throw Self.undefined(candidate, row) }
        continue
      }
      let label = Int(labels[row])
      if distance < nearest[row] {
        shared += weight(of: row) * (distance - nearest[row])
        changes[label] += weight(of: row) * (nearest[row] - second[row])
      } else {
        changes[label] += weight(of: row) * (distance - second[row])
      }
    }
    var best = (medoid: 0, change: Double.infinity)
    for (medoid, change) in changes.enumerated() where change < best.change {
      best = (medoid, change)
    }
    return (best.medoid, best.change + shared)
  }

  /// Gives the medoids other numbers.
  mutating func renumber(_ order: [Int]) throws(ClusteringError) {
    medoids = order.map { medoids[$0] }
    try assign()
  }

  /// Finds the nearest two medoids of each row.
  private mutating func assign() throws(ClusteringError) {
    let count = distances.rowCount
    nearest = [Double](repeating: .infinity, count: count)
    second = nearest
    var medoidDistances = [Double](repeating: 0, count: count)
    for (cluster, medoid) in medoids.enumerated() {
      distances.write(from: medoid, to: &medoidDistances)
      for row in 0..<count {
        let distance = medoidDistances[row]
        if distance.isNaN { throw Self.undefined(medoid, row) }
        if distance < nearest[row] || row == medoid {
          second[row] = nearest[row]
          nearest[row] = distance
          labels[row] = Int32(cluster)
        } else if distance < second[row] {
          second[row] = distance
        }
      }
    }
    removalLosses = [Double](repeating: 0, count: medoids.count)
    for row in 0..<count {
      removalLosses[Int(labels[row])] += weight(of: row) * (second[row] - nearest[row])
    }
  }

  private static func undefined(_ row: Int, _ other: Int) -> ClusteringError {
    ClusteringError(
      .missingValue,
      "rows \(min(row, other)) and \(max(row, other)) (counted from 0) have no column in common in "
        + "which both are observed, so their dissimilarity is not defined; fill in values, or leave "
        + "one of them out")
  }
}
