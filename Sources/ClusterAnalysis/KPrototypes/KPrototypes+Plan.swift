import DenseAlgebra
import Foundation

extension KPrototypes {
  /// Checks what can be checked without the rows.
  func checkSettings() throws(ClusteringError) {
    func check(_ isAccepted: Bool, _ message: @autoclosure () -> String) throws(ClusteringError) {
      if !isAccepted { throw ClusteringError(.invalidSetting, message()) }
    }
    try check(
      clusterCount >= 1 && clusterCount <= Int(Int32.max),
      "clusterCount is \(clusterCount), but must be at least 1 and at most \(Int32.max)")
    try check(restarts >= 1, "restarts is \(restarts), but must be at least 1")
    try check(iterationLimit >= 1, "iterationLimit is \(iterationLimit), but must be at least 1")
    try check(
      tolerance >= 0 && tolerance.isFinite,
      "tolerance is \(tolerance), but must be 0 or a positive number")
    if case .given(let gamma) = gamma {
      try check(
        gamma == 0 || (1e-100...1e100).contains(gamma),
        "gamma is \(gamma), but must be 0 or lie between 1e-100 and 1e100")
    }
    if case .plusPlus(let trials?) = initialization {
      try check(trials >= 1, "initialization has \(trials) trials, but needs at least 1")
    }
  }

  /// How rows like these are compared.
  ///
  /// - Throws: ``ClusteringError`` for weights that do not belong to the columns or leave none.
  func metric(
    for rows: MixedMatrix, columns: MixedColumns
  ) throws(ClusteringError) -> (metric: MixedMetric, gamma: Double) {
    let numbers = try Self.checked(
      numberWeights, count: rows.numbers.columnCount, called: "numberWeights")
    let categories = try Self.checked(
      categoryWeights, count: rows.categories.count, called: "categoryWeights")
    let gamma = gamma.value(for: columns)
    let metric = MixedMetric(
      numberWeights: numbers, categoryWeights: categories.map { $0 * gamma },
      dissimilarity: dissimilarity)
    guard (metric.numberWeights + metric.categoryWeights).contains(where: { $0 > 0 }) else {
      throw ClusteringError(
        .invalidSetting,
        "gamma and the weights leave no column that counts; one must have a weight above 0")
    }
    return (metric, gamma)
  }

  private static func checked(
    _ weights: [Double]?, count: Int, called name: String
  ) throws(ClusteringError) -> [Double] {
    guard let weights else { return [Double](repeating: 1, count: count) }
    guard weights.count == count else {
      throw ClusteringError(
        .shapeMismatch,
        "\(name) has \(weights.count) weights for \(count) columns, not one for each")
    }
    if let column = weights.firstIndex(where: { $0 != 0 && !(1e-100...1e100).contains($0) }) {
      throw ClusteringError(
        .invalidSetting,
        "\(name) has a weight for column \(column) (counted from 0) that is not accepted; weights "
          + "are 0 or lie between 1e-100 and 1e100")
    }
    return weights
  }

  /// The given prototypes, with gaps filled.
  func start(
    _ given: MixedMatrix, for rows: MixedMatrix, columns: MixedColumns
  ) throws(ClusteringError) -> Prototypes {
    let (width, depth) = (rows.numbers.columnCount, rows.categories.count)
    guard given.rowCount == clusterCount, given.numbers.columnCount == width,
      given.categories.count == depth
    else {
      throw ClusteringError(
        .shapeMismatch,
        "the given prototypes are \(given.rowCount) rows of \(given.numbers.columnCount) numbers "
          + "and \(given.categories.count) categories, but \(clusterCount) clusters of these rows "
          + "need \(clusterCount) rows of \(width) numbers and \(depth) categories")
    }
    if width > 0 {
      try InputChecks.checkElements(
        of: given.numbers, totalWeight: Double(rows.rowCount), called: "the given prototypes")
    }
    for (position, pair) in zip(given.categories, rows.categories).enumerated() {
      let isUnknown = (0..<clusterCount).contains {
        (pair.0[$0] ?? 0) > max(0, pair.1.levelCount - 1)
      }
      if isUnknown {
        throw ClusteringError(
          .shapeMismatch,
          "a given prototype has a code in category column \(position) (counted from 0) that is "
            + "not in 0..<\(pair.1.levelCount), where the levels of the rows are")
      }
    }
    return Prototypes(
      count: clusterCount,
      centers: (0..<clusterCount).flatMap { row in
        columns.means.indices.map { given.number(row, $0) ?? columns.means[$0] }
      },
      modes: (0..<clusterCount).flatMap { row in
        columns.modes.indices.map { given.code(row, $0).map { UInt32($0) } ?? columns.modes[$0] }
      },
      modeShares: [Double](repeating: 1, count: clusterCount * depth))
  }
}

extension KPrototypes.Gamma {
  /// What it is for rows whose columns are known.
  func value(for columns: MixedColumns) -> Double {
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
    let value =
      switch self {
      case .given(let gamma): gamma
      case .halfMeanDeviation: mean(columns.variances.map { $0.squareRoot() }) / 2
      case .varianceRatio: mean(columns.sampleVariances) / mean(columns.impurities)
      }
    if case .given = self { return value }
    return value > 0 && value.isFinite ? value : 1
  }
}
