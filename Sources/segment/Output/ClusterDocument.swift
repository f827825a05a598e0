import Segmentation

/// What `segment cluster --json` prints.
struct ClusterDocument: Encodable {
  let schemaVersion = 1
  let method = "kmeans"
  let contacts: Int
  let columns: [String]
  let segmentCount: Int
  let seed: UInt64
  let objective: Double
  let objectiveName = "withinSumOfSquares"
  let iterationCount: Int
  let isConverged: Bool
  let sizes: [Int]
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let warnings: [String]
  let engine: EngineDocument
  let seconds: SecondsDocument
  let cpuSeconds: [String: Double]
  let peakMemoryMB: Double
  let memoryAboveDataMB: Double

  init(
    model: KMeans.Model, centersOriginal: Matrix, rows: NumericRows, warnings: [String],
    seed: UInt64, engine: EngineDocument, seconds: SecondsDocument, usage: ProcessMemory
  ) {
    contacts = rows.rowCount
    columns = rows.columnNames
    segmentCount = model.clusterCount
    self.seed = seed
    objective = model.withinSumOfSquares
    iterationCount = model.iterationCount
    isConverged = model.isConverged
    self.warnings = warnings
    sizes = model.assignments.sizes
    centers = model.centers.rows
    self.centersOriginal = centersOriginal.rows
    self.engine = engine
    self.seconds = seconds
    cpuSeconds = ["fit": usage.processorSeconds]
    peakMemoryMB = usage.peakMB
    memoryAboveDataMB = usage.residentMB
  }

  /// The same for people.
  var text: String {
    let ending = isConverged ? "converged" : "stopped at the iteration limit"
    return """
      \(method), \(segmentCount) segments of \(PlainNumber.text(contacts)) rows, \
      \(iterationCount) iterations, \(ending)
      \(objectiveName) \(objective)

      Centers in the file's units:
      \(TextTable(centers: centersOriginal, sizes: sizes, columns: columns).text)
      """
  }
}

extension Matrix {
  /// The rows as arrays.
  var rows: [[Double]] { (0..<rowCount).map { Array(row($0)) } }
}

extension TextTable {
  /// A line for each cluster: its number, its rows and its center.
  init(centers: [[Double]], sizes: [Int], columns: [String]) {
    self.init(["segment", "rows"] + columns)
    for (index, center) in centers.enumerated() {
      add(["\(index)", PlainNumber.text(sizes[index])] + center.map { PlainNumber.text($0) })
    }
  }
}
