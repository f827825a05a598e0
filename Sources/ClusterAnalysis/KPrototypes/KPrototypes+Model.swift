public import DenseAlgebra
import ParallelBlocks

extension KPrototypes {
  /// A partition of rows around prototypes.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = MixedMatrix

    /// The prototype of each cluster, one a row: means and modes.
    public let prototypes: MixedMatrix
    /// For each mode, cluster by cluster, the part of the cluster's rows that have it.
    public let modeShares: Matrix
    /// The cluster of each row: that of the nearest prototype; none when all of it is missing.
    public let assignments: Assignments
    /// For each cluster, the sum of its rows' weights: their number when rows have no weights.
    public let clusterWeights: [Double]
    /// For each cluster, the weighted sum of its rows' dissimilarities to its prototype.
    public let clusterCosts: [Double]
    /// The cost after the rows were assigned, once for each iteration.
    public let costs: [Double]
    /// What a category in which a row differs from a prototype adds to their dissimilarity.
    public let gamma: Double
    /// How much of the dissimilarity each column carries.
    public let shares: DissimilarityShares
    /// What is done about gaps.
    public let missingValues: MissingValues
    /// Whether the search ended by itself, and not at the iteration limit.
    public let isConverged: Bool
    /// Which of the restarts gave this result, counted from 0.
    public let restart: Int
    let metric: MixedMetric

    /// The number of clusters.
    public var clusterCount: Int { prototypes.rowCount }
    /// The weighted sum of the rows' dissimilarities to their prototypes: what the method makes small.
    ///
    /// - Complexity: O(clusters).
    public var cost: Double { clusterCosts.reduce(0, +) }
    /// The number of iterations from the start that gave this result.
    public var iterationCount: Int { costs.count }
    /// How a row and a prototype are compared in a category.
    public var dissimilarity: CategoryDissimilarity { metric.dissimilarity }

    /// Places new rows in the clusters of the nearest prototypes.
    ///
    /// A level that was not there when the model was fitted agrees with no prototype. A row in which
    /// all is missing is placed nowhere.
    ///
    /// - Throws: ``ClusteringError`` when the rows have other columns than the prototypes, gaps where
    ///   the model refuses them, or numbers too large to be squared.
    /// - Complexity: O(rows × columns × clusters).
    public func assignments(for rows: MixedMatrix) throws(ClusteringError) -> Assignments {
      let (width, depth) = (prototypes.numbers.columnCount, prototypes.categories.count)
      guard rows.numbers.columnCount == width, rows.categories.count == depth else {
        throw ClusteringError(
          .shapeMismatch,
          "the rows have \(rows.numbers.columnCount) number and \(rows.categories.count) category "
            + "columns, but the prototypes have \(width) and \(depth)")
      }
      let engine = try MixedEngine(
        rows.widened(to: prototypes.categories.map(\.levelCount)), weights: nil, metric: metric,
        missingValues: missingValues, parallelism: .automatic)
      var labelling = engine.emptyLabelling
      engine.assign(to: ownPrototypes, &labelling)
      return engine.assignments(labelling, clusterCount: clusterCount)
    }

    private var ownPrototypes: Prototypes {
      Prototypes(
        count: clusterCount, centers: prototypes.numbers.elements,
        modes: (0..<clusterCount).flatMap { cluster in
          prototypes.categories.map { $0[cluster].map { UInt32($0) } ?? Prototypes.noMode }
        },
        modeShares: modeShares.elements)
    }
  }
}

extension MixedMatrix {
  /// The same rows, with room for at least so many levels.
  func widened(to levelCounts: [Int]) -> MixedMatrix {
    MixedMatrix(
      numbers: numbers, numberGaps: numberGaps,
      categories: zip(categories, levelCounts).map { column, levelCount in
        guard column.levelCount < levelCount else { return column }
        return CategoryColumn(
          checked: (0..<column.count).map { column[$0] }, levelCount: levelCount)
      })
  }
}
