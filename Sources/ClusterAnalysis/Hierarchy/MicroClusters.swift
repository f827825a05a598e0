import DenseAlgebra
import ParallelBlocks

/// Small clusters that stand for their rows in a tree.
struct MicroClusters: Sendable {
  /// The micro-cluster of each row.
  let assignments: Assignments
  /// The mean of each.
  let centers: Matrix
  /// The weight of its rows.
  let weights: [Double]

  /// The fewest that say something about a tree's upper part.
  static let fewest = 100
  /// The most: k-means takes a time that grows with rows × micro-clusters, far more than their tree.
  static let most = 5000
  /// Rounds of Lloyd's search in a sample, and among all rows.
  static let sampleIterationLimit = 8
  static let iterationLimit = 3

  /// How many rows are searched for the first centers.
  static func sampleCount(of rowCount: Int, clusterCount: Int) -> Int {
    min(rowCount, 16 * clusterCount)
  }

  /// How often a row is looked at in all: while centers are drawn and searched in the sample, and in the
  /// rounds among all rows.
  static func lookCount(rowCount: Int, clusterCount: Int) -> Double {
    let sample = sampleCount(of: rowCount, clusterCount: clusterCount)
    return Double(rowCount) * Double(iterationLimit + 3)
      + Double(sample) * Double(sampleIterationLimit + 6)
  }

  /// Condenses rows by k-means: from the centers that it finds in a sample, some rounds among all.
  ///
  /// - Parameters:
  ///   - rows: The rows, all finite.
  ///   - weights: A positive weight for each row; `nil` counts each once.
  ///   - clusterCount: How many there are to be; there are fewer when a sample of 16 times as many
  ///     rows has fewer different ones.
  ///   - seed: What the sample and the first centers follow from.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Throws: ``ClusteringError`` when the rows cannot be used, or the task was cancelled.
  /// - Complexity: O(rows × columns × `clusterCount`).
  init(
    of rows: Matrix, weights: [Double]?, clusterCount: Int, seed: UInt64, parallelism: Parallelism
  ) throws(ClusteringError) {
    let numbers = Self.sample(
      Self.sampleCount(of: rows.rowCount, clusterCount: clusterCount), of: rows.rowCount, seed: seed
    )
    let sample = numbers.map { rows.selectingRows($0) } ?? rows
    let sampleWeights = numbers.map { numbers in weights.map { w in numbers.map { w[$0] } } }
    let different = WeightedRows.with(sample, weights: nil) {
      $0.distinctRowCount(limit: clusterCount)
    }
    var search = KMeans(
      clusterCount: different, initialization: .plusPlus(trials: 1), restarts: 1,
      iterationLimit: Self.sampleIterationLimit, seed: seed, parallelism: parallelism)
    let first = try search.fitted(to: sample, weights: sampleWeights ?? weights)
    search.initialization = .centers(first.centers)
    search.iterationLimit = Self.iterationLimit
    let model = try search.fitted(to: rows, weights: weights)
    assignments = model.assignments
    centers = try model.assignments.centroids(of: rows, weights: weights)
    self.weights = model.clusterWeights
  }

  /// Some different row numbers, each as likely as any other, in order; `nil` for all of them.
  static func sample(_ count: Int, of rowCount: Int, seed: UInt64) -> [Int]? {
    guard count < rowCount else { return nil }
    // Substream 0 is what the search for centers draws from.
    var random = RandomSource(seed: seed).substream(1)
    var sample: [Int] = []
    sample.reserveCapacity(count)
    // Selection sampling: each row in turn is taken with the chance that makes all samples equal.
    for row in 0..<rowCount where sample.count < count {
      let chance = Double(count - sample.count) / Double(rowCount - row)
      if random.uniform() < chance { sample.append(row) }
    }
    return sample
  }
}
