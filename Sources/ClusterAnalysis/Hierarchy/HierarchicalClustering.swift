public import DenseAlgebra
public import ParallelBlocks

/// Builds a tree of nested clusters: the two nearest clusters are merged, again and again.
///
/// ```swift
/// let tree = try HierarchicalClustering(linkage: .ward).fitted(to: matrix)
/// let segments = try tree.cut(into: 5)
/// ```
///
/// Ward's, single and Genie linkage need little more memory than the rows, centroid and median
/// linkage too; complete, average and weighted linkage hold distances of as many rows as their chain
/// has come to and not yet merged, mostly less than a third of all and at the worst all: 8 bytes for
/// each two rows up to 5,000 different rows, 4 bytes beyond, where heights are exact to about 10⁻⁶. Equal
/// rows are counted as one, exactly. The tree has the same bits for any number of threads.
///
/// Ties, which are frequent in counts and answers on scales, can be broken in more than one right
/// way; heights are then the same or not, as the linkage has it.
public struct HierarchicalClustering: Sendable, Hashable {
  /// How far two clusters are from each other.
  public var linkage: Linkage
  /// How far two rows are from each other; Ward's, centroid and median linkage take `euclidean`.
  public var metric: Metric
  /// How unequal cluster sizes may be before `genie` merges the smallest first.
  ///
  /// It is a Gini index from 0 to 1. With 1, `genie` is single linkage; other linkages ignore it.
  public var giniThreshold: Double
  /// How many threads may work; the result does not depend on it.
  public var parallelism: Parallelism

  /// Creates settings, which are checked when something is fitted.
  public init(
    linkage: Linkage = .ward, metric: Metric = .euclidean, giniThreshold: Double = 0.3,
    parallelism: Parallelism = .automatic
  ) {
    self.linkage = linkage
    self.metric = metric
    self.giniThreshold = giniThreshold
    self.parallelism = parallelism
  }

  /// Builds the tree of the rows of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: At least one row and one column, all finite.
  ///   - weights: A positive weight for each row, which then stands for as many equal rows that have
  ///     been merged already; `nil` counts each row once.
  /// - Returns: The tree, with the rows as leaves.
  /// - Throws: ``ClusteringError`` when settings, rows or weights cannot be used.
  /// - Complexity: O(rows² × columns) time.
  public func fitted(
    to matrix: Matrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Dendrogram {
    try checkSettings()
    let totalWeight = try checkWeights(weights, rowCount: matrix.rowCount)
    try InputChecks.checkElements(of: matrix, totalWeight: totalWeight)
    try checkCount(matrix.rowCount)
    let scaled = try ScaledRows(matrix, metric: metric, parallelism: parallelism)
    let distinct = DistinctRows(of: scaled.matrix, weights: weights)
    var merges = distinct.merges
    if distinct.firstRows.count > 1 {
      let rows = scaled.selectingRows(distinct.firstRows)
      merges += try self.merges(of: rows, weights: distinct.weights).map {
        $0.renamed { distinct.firstRows[$0] }
      }
    }
    merges = try correctingSizes(in: merges, rowCount: matrix.rowCount, weights: weights)
    return Dendrogram(leafCount: matrix.rowCount, merges: merges, leafWeights: weights)
  }

  /// The merges of single linkage as `genie` puts them in order; those of others as they are.
  func correctingSizes(
    in merges: [RowMerge], rowCount: Int, weights: [Double]?
  ) throws(ClusteringError) -> [RowMerge] {
    guard linkage == .genie else { return merges }
    var genie = GenieMerging(
      edges: merges, weights: weights ?? [Double](repeating: 1, count: rowCount),
      threshold: giniThreshold)
    return try genie.merges()
  }

  /// Builds the tree of given distances.
  ///
  /// Ward's, centroid and median linkage take them as Euclidean distances.
  ///
  /// - Parameters:
  ///   - distances: The distances between at least one row; ``metric`` is not used.
  ///   - weights: As for rows of a matrix.
  /// - Returns: The tree, with the rows as leaves.
  /// - Throws: ``ClusteringError`` when distances or weights cannot be used.
  /// - Complexity: O(rows²) time and memory.
  public func fitted(
    to distances: DistanceMatrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Dendrogram {
    guard distances.rowCount > 0 else {
      throw ClusteringError(.emptyInput, "there are no distances; at least one row is needed")
    }
    try checkThreshold()
    _ = try checkWeights(weights, rowCount: distances.rowCount)
    try checkCount(distances.rowCount)
    let merges = try correctingSizes(
      in: self.merges(of: distances, weights: weights), rowCount: distances.rowCount,
      weights: weights)
    return Dendrogram(leafCount: distances.rowCount, merges: merges, leafWeights: weights)
  }
}
