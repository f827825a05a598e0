public import DenseAlgebra
public import ParallelBlocks

/// A partition that k-means has improved, and how much of it has changed.
///
/// A tree never takes a merge back, so some rows of a cut lie nearer to the mean of another cluster.
/// Consolidation lets them go there.
public struct Consolidation: Sendable, Hashable {
  /// The partition after it; its centers place new rows.
  public let model: KMeans.Model
  /// For each cluster of the model, the one of the cut that it came from.
  public let origins: [Int]
  /// How many rows have left the cluster that theirs came from.
  public let movedRowCount: Int

  /// The clusters of the rows after it.
  public var assignments: Assignments { model.assignments }
}

extension Assignments {
  /// Lets rows go to the nearest mean, until none does.
  ///
  /// - Parameters:
  ///   - matrix: One row for each label, in the Euclidean space that was clustered in; all labels are
  ///     those of clusters.
  ///   - weights: How often each row counts; `nil` counts each once.
  ///   - iterationLimit: The largest number of rounds; at least 1.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: The partition of k-means that starts from the means of these clusters.
  /// - Throws: ``ClusteringError`` when there is not one row, or not one weight, for each label, and
  ///   when rows or weights cannot be used.
  /// - Complexity: O(rows × columns × clusters) a round.
  public func consolidated(
    on matrix: Matrix, weights: [Double]? = nil, iterationLimit: Int = 300,
    parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> Consolidation {
    let centers = try centroids(of: matrix, weights: weights)
    let model = try KMeans(
      clusterCount: clusterCount, initialization: .centers(centers), restarts: 1,
      iterationLimit: iterationLimit, tolerance: 0, parallelism: parallelism
    ).fitted(to: matrix, weights: weights)
    let (origins, keptCount) = model.assignments.origins(in: self)
    return Consolidation(
      model: model, origins: origins, movedRowCount: labels.count - keptCount)
  }

  /// The clusters of another partition that these came from: each from one, those with the most rows
  /// in common first.
  ///
  /// - Returns: A cluster of the other for each, and how many rows are in both.
  private func origins(in earlier: Assignments) -> (clusters: [Int], keptCount: Int) {
    var common = [Int](repeating: 0, count: clusterCount * clusterCount)
    for (label, origin) in zip(labels, earlier.labels) {
      common[Int(label) * clusterCount + Int(origin)] += 1
    }
    var clusters = [Int](repeating: -1, count: clusterCount)
    var isTaken = [Bool](repeating: false, count: clusterCount)
    var keptCount = 0
    for pair in common.indices.sorted(by: { (-common[$0], $0) < (-common[$1], $1) }) {
      let (cluster, origin) = pair.quotientAndRemainder(dividingBy: clusterCount)
      guard clusters[cluster] < 0, !isTaken[origin] else { continue }
      clusters[cluster] = origin
      isTaken[origin] = true
      keptCount += common[pair]
    }
    return (clusters, keptCount)
  }
}
