import DenseAlgebra
import ParallelBlocks

/// FasterPAM from one start.
///
/// A candidate is looked at in up to three steps, each only when the one before leaves open whether a
/// swap for it pays: a bound that is left from when it was last looked at, a bound from distances in
/// Float, and the change in Double. Only the last decides, so that the swaps are those of the textbook.
///
/// Schubert and Rousseeuw 2021, https://doi.org/10.1016/j.is.2021.101804, algorithm 3.
struct MedoidSearch<Distances: RowDistances>: Sendable {
  let distances: Distances
  let weights: [Double]?
  let parallelism: Parallelism
  var medoids: [Int]
  var swapCount = 0
  private(set) var isConverged = false
  /// For each row its nearest medoid: of equally near ones the row's own, and then the lowest.
  var labels: [Int32]
  /// The nearest of the others.
  var secondLabels: [Int32]
  /// The distances to the two.
  var nearest: [Double]
  var second: [Double]
  /// For each medoid, what its loss would cost.
  var removalLosses: [Double] = []
  var isMedoid: [Bool]
  /// The weighted sum of the distances to the nearest medoids.
  var totalDeviation = 0.0
  /// For each row, once it was looked at, no swap for it gives a total deviation below this number
  /// less ``drift``.
  private var floors: [Double]
  /// By how much swaps may have lowered what any later swap leads to.
  var drift = 0.0
  private var screen: MedoidTiles?

  /// Starts from medoids, which are different rows.
  ///
  /// - Parameters:
  ///   - distances: The distances of all rows.
  ///   - weights: What each row counts; nil counts each once.
  ///   - medoids: The medoids.
  ///   - parallelism: How many threads may work.
  ///   - screened: Whether to get ready for a search, and not only to assign rows.
  /// - Throws: ``ClusteringError`` when a distance to a medoid is not defined.
  init(
    _ distances: Distances, weights: [Double]?, medoids: [Int], parallelism: Parallelism,
    screened: Bool = true
  ) throws(ClusteringError) {
    self.distances = distances
    self.weights = weights
    self.medoids = medoids
    self.parallelism = parallelism
    let count = distances.rowCount
    labels = [Int32](repeating: 0, count: count)
    secondLabels = labels
    nearest = [Double](repeating: 0, count: count)
    second = nearest
    floors = [Double](repeating: -.infinity, count: count)
    isMedoid = [Bool](repeating: false, count: count)
    for medoid in medoids { isMedoid[medoid] = true }
    // With few rows near each medoid, tiles would be half empty.
    if screened, count >= 2 * MedoidTiles.tileRows * medoids.count { screen = distances.screen }
    try assign()
  }

  func weight(of row: Int) -> Double { weights?[row] ?? 1 }

  /// Takes over how the search went that found the medoids in a sample.
  mutating func takeOver(_ other: MedoidSearch) {
    swapCount = other.swapCount
    isConverged = other.isConverged
  }

  /// Swaps until a round over all rows finds nothing better, or the rounds are used up.
  ///
  /// - Complexity: O(rows²) distances a round.
  mutating func run(roundLimit: Int) throws(ClusteringError) {
    let count = distances.rowCount
    /// Rows that were passed over since the last swap.
    var passedCount = 0
    packScreen()
    for _ in 0..<roundLimit {
      var position = 0
      var batchSize = 8
      while position < count {
        // Nothing is better than no deviation at all.
        if passedCount == count || totalDeviation == 0 {
          isConverged = true
          return
        }
        // Rows are looked at together, but decided on one after the other.
        let batch = nextCandidates(
          from: position, to: min(count, position + count - passedCount), limit: batchSize)
        batchSize = min(2 * batchSize, 512)
        if let candidate = try swapFirst(of: batch.candidates) {
          position = candidate + 1
          passedCount = 1
          batchSize = 8
          packScreen()
        } else {
          passedCount += batch.end - position
          position = batch.end
        }
        try ClusteringError.checkCancellation()
      }
    }
    isConverged = passedCount == count
  }

  private mutating func packScreen() {
    guard var packed = screen else { return }
    // So that there is one owner, and its memory is used again.
    screen = nil
    packed.pack(
      labels: labels, medoids: medoids, nearest: nearest, second: second, weights: weights)
    screen = packed
  }

  /// The next rows that a swap may pay for, and where looking for them ended.
  private func nextCandidates(
    from start: Int, to end: Int, limit: Int
  ) -> (candidates: [Int], end: Int) {
    // The bound has a little room for the rounding of its sums.
    let hopeful = totalDeviation * (1 + 1e-9) + drift
    var candidates: [Int] = []
    var position = start
    while position < end, candidates.count < limit {
      if !isMedoid[position], weight(of: position) > 0, floors[position] <= hopeful {
        candidates.append(position)
      }
      position += 1
    }
    return (candidates, position)
  }

  /// Swaps in the first candidate that is better than one of the medoids, and returns it.
  private mutating func swapFirst(of candidates: [Int]) throws(ClusteringError) -> Int? {
    let changes = leastChanges(of: candidates)
    for (candidate, change) in zip(candidates, changes) {
      floors[candidate] = change.isNaN ? -.infinity : totalDeviation + change + drift
      if change >= 0 { continue }
      var all = [Double](
        repeating: 0, count: RowBlock.count(of: distances.rowCount) * RowBlock.size)
      let swap = all.withUnsafeMutableBufferPointer { bestSwap(for: candidate, keeping: $0) }
      if let row = swap.undefinedRow { throw Self.undefined(candidate, row) }
      floors[candidate] = totalDeviation + swap.change + drift
      // What is less than the rounding of the sums is no gain.
      guard swap.change < -1e-12 * totalDeviation - rounding(of: swap.medoid) else { continue }
      exchange(swap.medoid, for: candidate, all)
      forgetFloorsWithoutDigits()
      return candidate
    }
    return nil
  }

  /// Beside outliers, the loss of a medoid can be so large that what a swap changes would have no digits
  /// left in a sum that starts with it.
  private var lossesDwarfDeviation: Bool {
    medoids.count > 1 && removalLosses.max() ?? 0 > Self.greatestRatio * totalDeviation
  }

  /// What rounding may make of a change in a sum that starts with the loss of a medoid.
  private func rounding(of medoid: Int) -> Double {
    medoids.count == 1 || lossesDwarfDeviation ? 0 : 1e-14 * removalLosses[medoid]
  }

  private mutating func forgetFloorsWithoutDigits() {
    guard drift > Self.greatestRatio * totalDeviation else { return }
    drift = 0
    floors = [Double](repeating: -.infinity, count: floors.count)
  }

  private static var greatestRatio: Double { 0x1p16 }

  /// For each candidate a bound of what the best swap for it changes; NaN where there is none.
  private func leastChanges(of candidates: [Int]) -> [Double] {
    if let screen, !lossesDwarfDeviation {
      return screen.leastChanges(of: candidates, parallelism: parallelism)
    }
    return parallelism.mapBlocks(count: candidates.count, blockSize: 1) { place, _ in
      let swap = bestSwap(for: candidates[place], keeping: nil)
      return swap.undefinedRow == nil ? swap.change : .nan
    }
  }

  /// Which medoid is best given up for a candidate, and by how much the total deviation changes.
  private func bestSwap(
    for candidate: Int, keeping all: UnsafeMutableBufferPointer<Double>?
  ) -> (medoid: Int, change: Double, undefinedRow: Int?) {
    var changes =
      lossesDwarfDeviation
      ? SwapChanges(medoidCount: medoids.count)
      : SwapChanges(losses: medoids.count == 1 ? [0] : removalLosses)
    let count = distances.rowCount
    let undefined = withUnsafeTemporaryAllocation(of: Double.self, capacity: RowBlock.size) {
      room -> Int? in
      for block in 0..<RowBlock.count(of: count) {
        let rows = RowBlock.rows(block, of: count)
        guard let own = all?.baseAddress.map({ $0 + rows.lowerBound }) ?? room.baseAddress else {
          continue
        }
        distances.write(from: candidate, to: rows, into: own)
        if let row = add(rows, own, to: &changes) { return row }
      }
      return nil
    }
    let best = changes.best
    return (best.medoid, best.change, undefined)
  }

  /// Takes in the distances from a candidate to some rows, and returns the first that is NaN.
  private func add(
    _ rows: Range<Int>, _ own: UnsafePointer<Double>, to changes: inout SwapChanges
  ) -> Int? {
    nearest.withUnsafeBufferPointer { nearest in
      second.withUnsafeBufferPointer { second in
        labels.withUnsafeBufferPointer { labels in
          guard let nearest = nearest.baseAddress, let second = second.baseAddress,
            let labels = labels.baseAddress
          else { return nil }
          let start = rows.lowerBound
          func add(_ weights: UnsafePointer<Double>?) -> Int? {
            changes.add(
              distances: own, nearest: nearest + start,
              second: medoids.count == 1 ? nil : second + start, labels: labels + start,
              weights: weights, count: rows.count)
          }
          let place =
            if let weights {
              weights.withUnsafeBufferPointer { add($0.baseAddress.map { $0 + start }) }
            } else {
              add(nil)
            }
          return place.map { $0 + start }
        }
      }
    }
  }

  static func undefined(_ row: Int, _ other: Int) -> ClusteringError {
    ClusteringError(
      .missingValue,
      "rows \(min(row, other)) and \(max(row, other)) (counted from 0) have no column in common in "
        + "which both are observed, so their dissimilarity is not defined; fill in values, or leave "
        + "one of them out")
  }
}
