import DenseAlgebra
public import ParallelBlocks

/// Partitions rows of categories around modes, the most frequent level of each category.
///
/// It is ``KPrototypes`` without numbers: a category in which a row differs from a mode counts 1.
///
/// Huang 1998, https://doi.org/10.1023/A:1009769707641.
public struct KModes: Clusterer {
  /// What is learned.
  public typealias Model = KPrototypes.Model

  /// The settings, of which those for numbers are of no effect.
  public var prototypes: KPrototypes

  /// Creates settings, which are checked when something is fitted.
  public init(
    clusterCount: Int,
    initialization: KPrototypes.Initialization = .cao,
    restarts: Int = 10,
    iterationLimit: Int = 300,
    categoryWeights: [Double]? = nil,
    setWeights: [Double]? = nil,
    dissimilarity: KPrototypes.CategoryDissimilarity = .matching,
    missingValues: KPrototypes.MissingValues = .refused,
    updates: KPrototypes.Updates = .batch,
    seed: UInt64 = 1,
    parallelism: Parallelism = .automatic
  ) {
    prototypes = KPrototypes(
      clusterCount: clusterCount, initialization: initialization, restarts: restarts,
      iterationLimit: iterationLimit, gamma: .given(1), categoryWeights: categoryWeights,
      setWeights: setWeights, dissimilarity: dissimilarity, missingValues: missingValues,
      updates: updates, seed: seed,
      parallelism: parallelism)
  }

  /// Learns a partition of rows of categories.
  ///
  /// - Throws: ``ClusteringError`` when there are numbers among the columns, and for all that
  ///   ``KPrototypes`` refuses.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    to rows: MixedMatrix, weights: [Double]?
  ) throws(ClusteringError) -> KPrototypes.Model {
    guard rows.numbers.columnCount == 0 else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(rows.numbers.columnCount) number columns, but k-modes takes categories only; "
          + "use k-prototypes, or cut the numbers into bands")
    }
    return try prototypes.fitted(to: rows, weights: weights)
  }
}
