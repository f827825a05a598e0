import Segmentation

/// What k-medoids found.
struct MedoidsFindings: ClusterFindings {
  /// What stands in the rows that are medoids.
  struct Values {
    var centers: [[Double]]?
    var centersOriginal: [[Double]]?
    /// A text for each medoid and column.
    let texts: [[String]]
  }

  /// How the rows were sampled.
  struct Samples: Encodable {
    let count: Int
    let size: Int
    /// The sample that gave this result, counted from 0.
    let best: Int
  }

  let distance: String
  /// Where the search started: plusplus, samples or medoids.
  let initialization: String
  let seed: UInt64
  let objective: Double
  let objectiveName = "totalDeviation"
  let swapCount: Int
  let isConverged: Bool
  let samples: Samples?
  /// The rows of the file that are medoids, counted from 0.
  let medoids: [Int]
  /// What they are called, when a column was named that says so.
  let medoidIdentifiers: [String]?
  let centers: [[Double]]?
  let centersOriginal: [[Double]]?
  let table: TextTable

  private enum CodingKeys: CodingKey {
    case distance, initialization, seed, objective, objectiveName, swapCount, isConverged, samples,
      medoids
    case medoidIdentifiers, centers, centersOriginal
  }

  init(
    _ partition: KMedoids.Partition, distance: String, rows: some ClusteredRows,
    identifiers: TextValues?, values: Values, settings: KMedoids
  ) {
    self.distance = distance
    seed = settings.seed
    objective = partition.totalDeviation
    swapCount = partition.swapCount
    isConverged = partition.isConverged
    samples = settings.sampling.flatMap { sampling in
      let size = sampling.size(clusterCount: settings.clusterCount)
      return size < rows.rowCount
        ? Samples(count: sampling.sampleCount, size: size, best: partition.restart) : nil
    }
    initialization =
      switch settings.initialization(rowCount: rows.rowCount) {
      case .medoids: "medoids"
      case .samples where samples == nil: "samples"
      case .samples, .automatic, .plusPlus: "plusplus"
      }
    let medoids = partition.medoids.map { rows.fileRows?[$0] ?? $0 }
    let names = identifiers.map { names in medoids.map { names[$0] ?? "" } }
    self.medoids = medoids
    medoidIdentifiers = names
    centers = values.centers
    centersOriginal = values.centersOriginal
    var table = TextTable(
      ["segment", "rows"] + (names == nil ? ["medoid"] : ["medoid", "row"]) + rows.columnNames)
    for (segment, size) in partition.assignments.sizes.enumerated() {
      table.add(
        ["\(segment)", PlainNumber.text(size)] + (names.map { [$0[segment]] } ?? [])
          + ["\(medoids[segment])"] + values.texts[segment])
    }
    self.table = table
  }

  let tableTitle = "Medoids in the file's units; rows are counted from 0"

  var settings: [String] {
    ["\(distance) distance"] + (initialization == "samples" ? ["start from samples"] : [])
      + (samples.map {
        ["\(PlainNumber.text($0.count, "sample")) of \(PlainNumber.text($0.size, "row"))"]
      } ?? [])
  }

  var ending: [String] {
    ["\(swapCount) swaps", isConverged ? "converged" : "stopped at the iteration limit"]
  }

  var measure: String { "\(objectiveName) \(objective)" }
}
