import Segmentation

/// What k-prototypes or k-modes found.
struct PrototypesFindings: SearchFindings {
  let seed: UInt64
  let objective: Double
  let objectiveName = "cost"
  let iterationCount: Int
  let isConverged: Bool
  let gamma: Double
  /// The headers of the columns of `centers`.
  let numbers: [String]
  /// The headers of the columns of `modes`.
  let categories: [String]
  /// The headers of the columns of `setOptions`; for files that have such columns only.
  let sets: [String]?
  let centers: [[Double]]
  let centersOriginal: [[Double]]
  /// For each segment the most frequent level of each category; null where none was observed.
  let modes: [[OrNull<String>]]
  /// For each mode the share of the segment's rows that have it.
  let modeShares: [[Double]]
  /// For each segment and column of sets the options that more than half of its rows have.
  let setOptions: [[OrNull<[String]>]]?
  /// How much of the dissimilarity of two rows each column carries.
  let dissimilarityShares: [ColumnShare]
  /// The rows in which all is missing, which are in no segment.
  let unassignedCount: Int
  let table: TextTable
  let warnings: [String]

  struct ColumnShare: Encodable {
    let column: String
    let share: Double
  }

  private enum CodingKeys: CodingKey {
    case seed, objective, objectiveName, iterationCount, isConverged, gamma, numbers, categories,
      sets
    case centers, centersOriginal, modes, modeShares, setOptions, dissimilarityShares
    case unassignedCount
  }

  init(_ model: KPrototypes.Model, centersOriginal: Matrix, rows: PrototypeRows, seed: UInt64) {
    self.seed = seed
    objective = model.cost
    iterationCount = model.iterationCount
    isConverged = model.isConverged
    gamma = model.gamma
    numbers = rows.numberNames
    categories = rows.categoryNames
    sets = rows.setNames.isEmpty ? nil : rows.setNames
    centers = model.prototypes.numbers.rows
    self.centersOriginal = centersOriginal.rows
    let prototypes = model.prototypes
    let modes = rows.levels(of: prototypes)
    let options = rows.options(of: prototypes)
    setOptions = rows.setNames.isEmpty ? nil : options.map { $0.map { OrNull($0) } }
    self.modes = modes.map { $0.map { OrNull($0) } }
    modeShares = model.modeShares.rows
    let shares = model.shares.numbers + model.shares.categories + model.shares.sets
    dissimilarityShares = zip(rows.columnNames, shares).map { ColumnShare(column: $0, share: $1) }
    let assignments = model.assignments
    unassignedCount = assignments.labels.count - assignments.sizes.reduce(0, +)
    table = TextTable(
      shares: dissimilarityShares, centers: self.centersOriginal, modes: modes,
      modeShares: modeShares, options: options, sizes: assignments.sizes)
    var warnings = [model.shares.warning].compactMap(\.self)
    if unassignedCount > 0 {
      warnings.append(
        PlainNumber.text(unassignedCount, "row")
          + (unassignedCount == 1
            ? " has no value in any column and is in no segment"
            : " have no value in any column and are in no segment"))
    }
    self.warnings = warnings
  }

  let tableTitle = "Prototypes: means in the file's units; most frequent levels and their shares"

  var settings: [String] {
    numbers.isEmpty || categories.isEmpty && sets == nil ? [] : ["gamma \(gammaText)"]
  }

  private var gammaText: String { PlainNumber.text(gamma) }
}

extension TextTable {
  /// A line for each column of the file: what it is in each prototype, and its share of the
  /// dissimilarity.
  fileprivate init(
    shares: [PrototypesFindings.ColumnShare], centers: [[Double]], modes: [[String?]],
    modeShares: [[Double]], options: [[[String]?]], sizes: [Int]
  ) {
    self.init(["segment"] + sizes.indices.map { "\($0)" } + ["share of dissimilarity"])
    add(["rows"] + sizes.map { PlainNumber.text($0) })
    for (column, share) in shares.enumerated() {
      let cells = sizes.indices.map { segment -> String in
        let level = column - centers[segment].count
        guard level >= 0 else { return PlainNumber.text(centers[segment][column]) }
        guard level < modes[segment].count else {
          let chosen = options[segment][level - modes[segment].count]
          return chosen.map { $0.isEmpty ? "(none)" : $0.joined(separator: "; ") } ?? "–"
        }
        return modes[segment][level].map {
          "\($0) \(PlainNumber.percent(modeShares[segment][level]))"
        } ?? "–"
      }
      add([share.column] + cells + [PlainNumber.percent(share.share)])
    }
  }
}
