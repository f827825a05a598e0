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
  let table: TextTable
  let tableTitle: String
  private let isCorrelated: Bool

  private enum CodingKeys: CodingKey {
    case linkage, distance, centers, centersOriginal, heights, agglomerativeCoefficient
    case copheneticCorrelation
  }

  init(
    _ tree: Dendrogram, linkage: Linkage, distance: String, correlation: Correlation,
    means: Means?, assignments: Assignments
  ) {
    self.linkage = linkage.rawValue
    self.distance = distance
    centers = means?.centers.rows
    centersOriginal = means?.centersOriginal.rows
    heights = tree.heights
    agglomerativeCoefficient = OrNull(tree.agglomerativeCoefficient)
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

  let ending: [String] = []

  var settings: [String] { ["\(linkage) linkage", "\(distance) distance"] }

  var measure: String {
    let correlation =
      isCorrelated
      ? Self.text(copheneticCorrelation)
      : "not computed above \(PlainNumber.text(Cluster.copheneticLimit)) rows"
    return """
      agglomerativeCoefficient \(Self.text(agglomerativeCoefficient))
      copheneticCorrelation \(correlation)
      """
  }

  private static func text(_ number: OrNull<Double>) -> String {
    number.value.map(PlainNumber.text) ?? "none"
  }
}
