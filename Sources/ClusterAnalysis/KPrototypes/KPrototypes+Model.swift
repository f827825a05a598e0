public import DenseAlgebra
import ParallelBlocks

extension KPrototypes {
  /// A partition of rows around prototypes.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = MixedMatrix

    /// The prototypes in the columns that are compared.
    let compared: MixedMatrix
    /// For each mode in these columns, cluster by cluster, the part of the cluster's rows that have it.
    let comparedShares: Matrix
    let layout: ColumnLayout
    /// The cluster of each row: that of the nearest prototype; none when all of it is missing, which
    /// ``Assignments/unassignedRows`` lists.
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
    /// What gaps are filled with in the columns that are compared, one row; nil when they are not.
    let fillings: MixedMatrix?
    /// Whether the search ended by itself, and not at the iteration limit.
    public let isConverged: Bool
    /// Which of the restarts gave this result, counted from 0.
    public let restart: Int
    let metric: MixedMetric

    /// The number of clusters.
    public var clusterCount: Int { compared.rowCount }
    /// The prototype of each cluster, one a row: means, modes, and the options that most rows have.
    ///
    /// In an ordered category it is the level nearest to the mean rank.
    ///
    /// - Complexity: O(clusters × columns).
    public var prototypes: MixedMatrix { layout.original(compared) }
    /// For each cluster and category that is not ordered, the part of the rows that have the mode.
    ///
    /// - Complexity: O(clusters × columns).
    public var modeShares: Matrix { comparedShares.columns(0..<layout.nominal.count) }
    /// For each cluster and ordered category, the mean rank, 0...1.
    ///
    /// - Complexity: O(clusters × columns).
    public var meanRanks: Matrix {
      compared.numbers.columns(layout.numberCount..<layout.comparedNumberCount)
    }
    /// What gaps are filled with, one row in the columns of the input; nil when they are not filled by
    /// column.
    public var columnFillings: MixedMatrix? { fillings.map(layout.original) }
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
    /// A level that was not there when the model was fitted agrees with no prototype; in an ordered
    /// category it has no rank and is a gap. An option that was not there has no say. A row in which
    /// all is missing is placed nowhere.
    ///
    /// - Throws: ``ClusteringError`` when the rows have other columns than the prototypes, gaps where
    ///   the model refuses them, or numbers too large to be squared.
    /// - Complexity: O(rows × columns × clusters).
    public func assignments(for rows: MixedMatrix) throws(ClusteringError) -> Assignments {
      guard layout.isLayout(of: rows) else {
        throw ClusteringError(
          .shapeMismatch,
          "the rows have \(rows.numbers.columnCount) number, \(rows.categories.count) category and "
            + "\(rows.sets.count) set columns, but the prototypes have \(layout.numberCount), "
            + "\(layout.levelCounts.count) and \(layout.optionCounts.count)")
      }
      let engine = try MixedEngine(
        layout.compared(rows).widened(to: compared.categories.map(\.levelCount)), weights: nil,
        metric: metric, missingValues: missingValues, fillings: fillings,
        parallelism: .automatic)
      var labelling = engine.emptyLabelling
      engine.assign(to: ownPrototypes, &labelling)
      return engine.assignments(labelling, clusterCount: clusterCount)
    }

    /// The same prototypes without the labels of the rows, to be kept for others.
    public var withoutAssignments: Model {
      Model(
        compared: compared, comparedShares: comparedShares, layout: layout,
        assignments: Assignments(labels: [], clusterCount: clusterCount),
        clusterWeights: clusterWeights, clusterCosts: clusterCosts, costs: costs, gamma: gamma,
        shares: shares, missingValues: missingValues, fillings: fillings,
        isConverged: isConverged, restart: restart, metric: metric)
    }

    private var ownPrototypes: Prototypes {
      Prototypes(
        count: clusterCount, centers: compared.numbers.elements,
        modes: (0..<clusterCount).flatMap { cluster in
          compared.categories.map { $0[cluster].map { UInt32($0) } ?? Prototypes.noMode }
        },
        modeShares: comparedShares.elements)
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

extension Matrix {
  /// Some of the columns.
  fileprivate func columns(_ columns: Range<Int>) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columns.count,
      elements: (0..<rowCount).flatMap { row in columns.map { self[row, $0] } })
  }
}
