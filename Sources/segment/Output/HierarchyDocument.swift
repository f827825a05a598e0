import Segmentation

/// What `segment cluster --method hierarchical --json` prints.
struct HierarchyDocument: Encodable {
  let schemaVersion = 1
  let method = "hierarchical"
  let linkage: String
  let distance: String
  let contacts: Int
  let columns: [String]
  let segmentCount: Int
  let sizes: [Int]
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let heights: [Double]
  let agglomerativeCoefficient: OrNull<Double>
  let warnings: [String]
  let engine: EngineDocument
  let seconds: SecondsDocument
  let cpuSeconds: [String: Double]
  let peakMemoryMB: Double
  let memoryAboveDataMB: Double

  init(
    tree: Dendrogram, assignments: Assignments, settings: HierarchicalClustering,
    centers: Matrix, centersOriginal: Matrix, rows: NumericRows, warnings: [String],
    seconds: SecondsDocument, usage: ProcessMemory
  ) {
    linkage = settings.linkage.rawValue
    distance = settings.metric.rawValue
    contacts = rows.rowCount
    columns = rows.columnNames
    segmentCount = assignments.clusterCount
    sizes = assignments.sizes
    self.centers = centers.rows
    self.centersOriginal = centersOriginal.rows
    heights = tree.heights
    agglomerativeCoefficient = OrNull(tree.agglomerativeCoefficient)
    self.warnings = warnings
    engine = EngineDocument(parallelism: settings.parallelism, name: "hierarchy")
    self.seconds = seconds
    cpuSeconds = ["fit": usage.processorSeconds]
    peakMemoryMB = usage.peakMB
    memoryAboveDataMB = usage.residentMB
  }

  /// The same for people.
  var text: String {
    let coefficient = agglomerativeCoefficient.value.map(PlainNumber.text) ?? "none"
    return """
      \(method), \(linkage) linkage, \(distance) distance: \(segmentCount) segments of \
      \(PlainNumber.text(contacts)) rows
      agglomerativeCoefficient \(coefficient)

      Means in the file's units:
      \(TextTable(centers: centersOriginal, sizes: sizes, columns: columns).text)
      """
  }
}
