import Segmentation

/// What hierarchical clustering found.
struct HierarchyFindings: ClusterFindings {
  let linkage: String
  let distance: String
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let heights: [Double]
  let agglomerativeCoefficient: OrNull<Double>
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case linkage, distance, centers, centersOriginal, heights, agglomerativeCoefficient
  }

  init(
    _ tree: Dendrogram, settings: HierarchicalClustering, centers: Matrix, centersOriginal: Matrix,
    rows: NumericRows, assignments: Assignments
  ) {
    linkage = settings.linkage.rawValue
    distance = settings.metric.rawValue
    self.centers = centers.rows
    self.centersOriginal = centersOriginal.rows
    heights = tree.heights
    agglomerativeCoefficient = OrNull(tree.agglomerativeCoefficient)
    table = TextTable(
      centers: self.centersOriginal, sizes: assignments.sizes, columns: rows.columnNames)
  }

  let ending: [String] = []
  let tableTitle = "Means in the file's units"

  var settings: [String] { ["\(linkage) linkage", "\(distance) distance"] }

  var measure: String {
    "agglomerativeCoefficient \(agglomerativeCoefficient.value.map(PlainNumber.text) ?? "none")"
  }
}
