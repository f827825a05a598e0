import Segmentation

/// What hierarchical clustering found.
struct HierarchyFindings: ClusterFindings {
  /// The cophenetic correlation, unless there are too many rows for it.
  enum Correlation {
    case computed(Double?)
    case notComputed
  }

  /// Where the clusters of rows of numbers lie.
  struct Means {
    let centers: Matrix
    let centersOriginal: Matrix
    let rows: NumericRows
  }

  let linkage: String
  let distance: String
  let centers: [[Double]]?
  let centersOriginal: [[Double]]?
  let heights: [Double]
  let agglomerativeCoefficient: OrNull<Double>
  let copheneticCorrelation: OrNull<Double>
  /// How many micro-clusters are the leaves; null when the rows are.
  let microClusterCount: OrNull<Int>
  let consolidation: OrNull<ConsolidationDocument>
  let table: TextTable
  let tableTitle: String
  private let isCorrelated: Bool

  private enum CodingKeys: CodingKey {
    case linkage, distance, centers, centersOriginal, heights, agglomerativeCoefficient
    case copheneticCorrelation, microClusterCount, consolidation
  }

  init(
    _ condensed: CondensedTree, linkage: Linkage, distance: String, correlation: Correlation,
    consolidation: Consolidation? = nil, means: Means?, assignments: Assignments
  ) {
    self.linkage = linkage.rawValue
    self.distance = distance
    centers = means?.centers.rows
    centersOriginal = means?.centersOriginal.rows
    heights = condensed.tree.heights
    agglomerativeCoefficient = OrNull(condensed.tree.agglomerativeCoefficient)
    microClusterCount = OrNull(condensed.leaves?.clusterCount)
    self.consolidation = OrNull(consolidation.map(ConsolidationDocument.init))
    switch correlation {
    case .computed(let correlation):
      copheneticCorrelation = OrNull(correlation)
      isCorrelated = true
    case .notComputed:
      copheneticCorrelation = OrNull(nil)
      isCorrelated = false
    }
    if let means {
      tableTitle = "Means in the file's units"
      table = TextTable(
        centers: means.centersOriginal.rows, sizes: assignments.sizes,
        columns: means.rows.columnNames)
    } else {
      tableTitle = "Segments"
      table = TextTable(
        centers: assignments.sizes.map { _ in [] }, sizes: assignments.sizes, columns: [])
    }
  }

  /// What stands between the rows and the segments, if anything.
  var ending: [String] {
    var words: [String] = []
    if let count = microClusterCount.value {
      words.append("condensed into \(PlainNumber.text(count, "micro-cluster"))")
    }
    if let consolidation = consolidation.value {
      words.append(
        "\(PlainNumber.text(consolidation.movedContacts, "row")) moved by consolidation")
    }
    return words
  }

  var settings: [String] { ["\(linkage) linkage", "\(distance) distance"] }

  var measure: String {
    let limit = PlainNumber.text(Cluster.copheneticLimit)
    let correlation =
      isCorrelated
      ? Self.text(copheneticCorrelation)
      : microClusterCount.value == nil
        ? "not computed above \(limit) rows" : "not computed for micro-clusters"
    return """
      agglomerativeCoefficient \(Self.text(agglomerativeCoefficient))
      copheneticCorrelation \(correlation)
      """
  }

  private static func text(_ number: OrNull<Double>) -> String {
    number.value.map(PlainNumber.text) ?? "none"
  }
}

/// What k-means changed about a cut.
struct ConsolidationDocument: Encodable {
  let movedContacts: Int
  let iterationCount: Int
  let isConverged: Bool
  let withinSumOfSquares: Double

  init(_ consolidation: Consolidation) {
    movedContacts = consolidation.movedRowCount
    iterationCount = consolidation.model.iterationCount
    isConverged = consolidation.model.isConverged
    withinSumOfSquares = consolidation.model.withinSumOfSquares
  }
}
