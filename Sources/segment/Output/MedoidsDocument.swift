import Segmentation

/// What `segment cluster --method kmedoids --json` prints.
struct MedoidsDocument: Encodable {
  let schemaVersion = 1
  let method = "kmedoids"
  let distance: String
  let contacts: Int
  let columns: [String]
  let segmentCount: Int
  let seed: UInt64
  let objective: Double
  let objectiveName = "totalDeviation"
  let swapCount: Int
  let isConverged: Bool
  let sizes: [Int]
  /// The rows of the file that are medoids, counted from 0.
  let medoids: [Int]
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let warnings: [String]
  let engine: EngineDocument
  let seconds: SecondsDocument
  let cpuSeconds: [String: Double]
  let peakMemoryMB: Double
  let memoryAboveDataMB: Double

  init(
    model: KMedoids.Model, settings: KMedoids, centersOriginal: Matrix, rows: NumericRows,
    warnings: [String], seconds: SecondsDocument, usage: ProcessMemory
  ) {
    let partition = model.partition
    distance = model.distance.rawValue
    contacts = rows.rowCount
    columns = rows.columnNames
    segmentCount = model.clusterCount
    seed = settings.seed
    objective = partition.totalDeviation
    swapCount = partition.swapCount
    isConverged = partition.isConverged
    sizes = partition.assignments.sizes
    medoids = partition.medoids.map { rows.fileRows?[$0] ?? $0 }
    centers = model.medoidRows.rows
    self.centersOriginal = centersOriginal.rows
    self.warnings = warnings
    engine = EngineDocument(parallelism: settings.parallelism, name: "medoids")
    self.seconds = seconds
    cpuSeconds = ["fit": usage.processorSeconds]
    peakMemoryMB = usage.peakMB
    memoryAboveDataMB = usage.residentMB
  }

  /// The same for people.
  var text: String {
    """
    \(method), \(distance) distance: \(segmentCount) segments of \
    \(PlainNumber.text(contacts)) rows, \(swapCount) swaps, \
    \(isConverged ? "converged" : "stopped at the iteration limit")
    \(objectiveName) \(objective)

    Medoids in the file's units:
    \(TextTable(centers: centersOriginal, sizes: sizes, columns: columns).text)
    """
  }
}
