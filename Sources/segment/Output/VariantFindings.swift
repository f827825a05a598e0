import Segmentation

/// What bisecting k-means found.
struct BisectingFindings: ClusterFindings {
  let seed: UInt64
  let objective: Double
  let objectiveName = "withinSumOfSquares"
  /// For each split, the cluster that was divided: 0 is all rows, and split s makes 2 s + 1 and 2 s + 2.
  let splits: [Int]
  /// For each segment, its number among these.
  let nodes: [Int]
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case seed, objective, objectiveName, splits, nodes, centers, centersOriginal
  }

  init(_ model: BisectingKMeans.Model, centersOriginal: Matrix, rows: NumericRows, seed: UInt64) {
    self.seed = seed
    objective = model.withinSumOfSquares
    splits = model.splits.map(\.node)
    nodes = model.nodes
    centers = model.centers.rows
    self.centersOriginal = centersOriginal.rows
    table = TextTable(
      centers: self.centersOriginal, sizes: model.assignments.sizes, columns: rows.columnNames)
  }

  let tableTitle = "Centers in the file's units"

  var ending: [String] { [PlainNumber.text(splits.count, "split")] }
  var measure: String { "\(objectiveName) \(objective)" }
}

/// What spherical k-means found.
struct SphericalFindings: SearchFindings {
  let seed: UInt64
  let objective: Double
  let objectiveName = "totalDissimilarity"
  let iterationCount: Int
  let isConverged: Bool
  let centers: [[Double]]
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case seed, objective, objectiveName, iterationCount, isConverged, centers
  }

  init(_ model: SphericalKMeans.Model, rows: NumericRows, seed: UInt64) {
    self.seed = seed
    objective = model.totalDissimilarity
    iterationCount = model.iterationCount
    isConverged = model.isConverged
    centers = model.centers.rows
    table = TextTable(
      centers: centers, sizes: model.assignments.sizes, columns: rows.columnNames)
  }

  let tableTitle = "Directions of the centers, as the columns were scaled"
}
