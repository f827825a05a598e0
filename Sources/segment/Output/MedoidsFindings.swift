import Segmentation

/// What k-medoids found.
struct MedoidsFindings: ClusterFindings {
  let distance: String
  let seed: UInt64
  let objective: Double
  let objectiveName = "totalDeviation"
  let swapCount: Int
  let isConverged: Bool
  /// The rows of the file that are medoids, counted from 0.
  let medoids: [Int]
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case distance, seed, objective, objectiveName, swapCount, isConverged, medoids, centers
    case centersOriginal
  }

  init(_ model: KMedoids.Model, centersOriginal: Matrix, rows: NumericRows, seed: UInt64) {
    let partition = model.partition
    distance = model.distance.rawValue
    self.seed = seed
    objective = partition.totalDeviation
    swapCount = partition.swapCount
    isConverged = partition.isConverged
    medoids = partition.medoids.map { rows.fileRows?[$0] ?? $0 }
    centers = model.medoidRows.rows
    self.centersOriginal = centersOriginal.rows
    table = TextTable(
      centers: self.centersOriginal, sizes: partition.assignments.sizes, columns: rows.columnNames)
  }

  let tableTitle = "Medoids in the file's units"

  var settings: [String] { ["\(distance) distance"] }

  var ending: [String] {
    ["\(swapCount) swaps", isConverged ? "converged" : "stopped at the iteration limit"]
  }

  var measure: String { "\(objectiveName) \(objective)" }
}
