import Segmentation

/// What k-means found.
struct KMeansFindings: SearchFindings {
  let seed: UInt64
  let objective: Double
  let objectiveName = "withinSumOfSquares"
  let iterationCount: Int
  let isConverged: Bool
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case seed, objective, objectiveName, iterationCount, isConverged, centers, centersOriginal
  }

  init(_ model: KMeans.Model, centersOriginal: Matrix, rows: NumericRows, seed: UInt64) {
    self.seed = seed
    objective = model.withinSumOfSquares
    iterationCount = model.iterationCount
    isConverged = model.isConverged
    centers = model.centers.rows
    self.centersOriginal = centersOriginal.rows
    table = TextTable(
      centers: self.centersOriginal, sizes: model.assignments.sizes, columns: rows.columnNames)
  }

  let tableTitle = "Centers in the file's units"
}
