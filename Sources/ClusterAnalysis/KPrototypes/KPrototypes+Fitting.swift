import DenseAlgebra
import Foundation

extension KPrototypes {
  /// Learns a partition of mixed rows, which are not changed.
  ///
  /// The clusters are numbered from the largest to the smallest, by the sum of weights; of equal ones
  /// first comes the one with the earlier row. No cluster is empty.
  ///
  /// - Parameters:
  ///   - rows: The rows; at least as many distinct ones as there are clusters.
  ///   - weights: How often each row counts, 0 or more; `nil` counts each row once.
  /// - Returns: The best partition that was found.
  /// - Throws: ``ClusteringError`` when the settings, the rows or the weights cannot be used, or the
  ///   task is cancelled.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(
    to rows: MixedMatrix, weights: [Double]?
  ) throws(ClusteringError) -> Model {
    try checkSettings()
    guard rows.rowCount > 0, rows.columnCount > 0 else {
      throw ClusteringError(
        .emptyInput,
        "the input has \(rows.rowCount) rows and \(rows.columnCount) columns, but needs at least "
          + "one of each")
    }
    _ = try InputChecks.checkWeights(weights, rowCount: rows.rowCount)
    let layout = try layout(of: rows)
    let compared = layout.compared(rows)
    let columns = MixedColumns(of: compared, weights: weights, parallelism: parallelism)
    let (metric, gamma) = try metric(for: layout, columns: columns)
    let fillings = missingValues == .filledByColumn ? columns.fillings(like: compared) : nil
    let engine = try MixedEngine(
      compared, weights: weights, metric: metric, missingValues: missingValues, fillings: fillings,
      parallelism: parallelism)
    try engine.checkDistinctRows(atLeast: clusterCount)
    let search = PrototypeSearch(engine: engine, columns: columns, layout: layout, settings: self)
    var labelling = engine.emptyLabelling
    var best = try bestResult(of: search, &labelling)
    let measure = try search.settle(&best.prototypes, &labelling)
    return Model(
      compared: best.prototypes.mixed(like: compared),
      comparedShares: Matrix(
        rowCount: clusterCount, columnCount: compared.categories.count,
        elements: best.prototypes.modeShares),
      layout: layout,
      assignments: engine.assignments(labelling, clusterCount: clusterCount),
      clusterWeights: measure.weights, clusterCosts: measure.costs, costs: best.costs,
      gamma: gamma, shares: DissimilarityShares(of: columns, layout, metric: metric),
      missingValues: missingValues, fillings: fillings, isConverged: best.isConverged,
      restart: best.restart, metric: metric)
  }

  /// The number of rows that differ in the columns that count, or `limit` if there are at least as
  /// many.
  func distinctRowCount(of rows: MixedMatrix, limit: Int) throws(ClusteringError) -> Int {
    let layout = try layout(of: rows)
    let compared = layout.compared(rows)
    let columns = MixedColumns(of: compared, weights: nil, parallelism: parallelism)
    let engine = try MixedEngine(
      compared, weights: nil, metric: try metric(for: layout, columns: columns).metric,
      missingValues: missingValues, fillings: nil, parallelism: parallelism)
    return engine.distinctRowCount(limit: limit)
  }

  /// The result of the best restart, of equally good ones the first.
  private func bestResult(
    of search: PrototypeSearch, _ labelling: inout MixedEngine.Labelling
  ) throws(ClusteringError) -> PrototypeSearch.Result {
    var best: (result: PrototypeSearch.Result, cost: Double)?
    let startCount = isStartCertain ? 1 : restarts
    for restart in 0..<startCount {
      var random = RandomSource(seed: seed).substream(restart)
      let start = try start(of: search, from: &random)
      let result = try search.result(from: start, restart: restart, &labelling)
      if startCount == 1 { return result }
      search.engine.assign(to: result.prototypes, &labelling)
      let cost = search.engine.cost(labelling)
      if cost < best?.cost ?? .infinity { best = (result, cost) }
    }
    guard let best else { preconditionFailure("no restart has a finite cost") }
    return best.result
  }

  private var isStartCertain: Bool {
    switch initialization {
    case .cao, .prototypes: true
    case .plusPlus, .huang, .random: false
    }
  }

  private func start(
    of search: PrototypeSearch, from random: inout RandomSource
  ) throws(ClusteringError) -> Prototypes {
    let seeding = PrototypeSeeding(
      engine: search.engine, columns: search.columns, clusterCount: clusterCount)
    switch initialization {
    case .plusPlus(let trials):
      return seeding.plusPlus(
        trials: trials ?? 2 + Int(log(Double(clusterCount))), from: &random)
    case .cao: return seeding.cao()
    case .huang: return seeding.huang(from: &random)
    case .random: return seeding.random(from: &random)
    case .prototypes(let given):
      return try start(given, search.layout, columns: search.columns)
    }
  }
}

extension MixedEngine {
  /// Makes sure that there are at least `clusterCount` different rows that count.
  func checkDistinctRows(atLeast clusterCount: Int) throws(ClusteringError) {
    let count = distinctRowCount(limit: clusterCount)
    if count >= clusterCount { return }
    let found = count == 1 ? "is only 1 distinct row" : "are only \(count) distinct rows"
    throw ClusteringError(
      .tooManyClusters,
      "\(clusterCount) clusters are asked for, but there \(found) in the columns that count, with "
        + "positive weight and something observed; ask for at most \(count)")
  }

  /// The number of different rows that count, or `limit` if there are at least as many.
  func distinctRowCount(limit: Int) -> Int {
    var seen: Set<[UInt64]> = []
    for row in 0..<rows.rowCount where weight(of: row) > 0 {
      seen.insert(key(of: row))
      if seen.count >= limit { break }
    }
    return seen.count
  }
}

extension Prototypes {
  /// The prototypes as rows of their own.
  func mixed(like rows: MixedMatrix) -> MixedMatrix {
    let depth = rows.categories.count
    return MixedMatrix(
      numbers: Matrix(
        rowCount: count, columnCount: rows.numbers.columnCount, elements: centers),
      numberGaps: [],
      categories: rows.categories.enumerated().map { column, values in
        CategoryColumn(
          checked: (0..<count).map { prototype in
            let mode = modes[prototype * depth + column]
            return mode == Self.noMode ? nil : Int(mode)
          }, levelCount: values.levelCount)
      })
  }
}
