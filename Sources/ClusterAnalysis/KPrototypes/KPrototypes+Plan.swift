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

  /// Which columns of rows like these are compared, and how.
  ///
  /// - Throws: ``ClusteringError`` for ordered categories that are not there.
  func layout(of rows: MixedMatrix) throws(ClusteringError) -> ColumnLayout {
    let depth = rows.categories.count
    guard Set(orderedCategories).count == orderedCategories.count,
      orderedCategories.allSatisfy({ $0 >= 0 && $0 < depth })
    else {
      throw ClusteringError(
        .invalidSetting,
        "orderedCategories must be different numbers of the \(depth) category columns, counted "
          + "from 0")
    }
    return ColumnLayout(of: rows, ordered: orderedCategories)
  }

  /// How rows like these are compared, and what gamma is.
  ///
  /// - Parameters:
  ///   - layout: Of the rows.
  ///   - columns: What is known of the columns that are compared.
  /// - Returns: What columns count, and gamma.
  /// - Throws: ``ClusteringError`` for weights that do not belong to the columns or leave none.
  func metric(
    for layout: ColumnLayout, columns: MixedColumns
  ) throws(ClusteringError) -> (metric: MixedMetric, gamma: Double) {
    let numbers = try Self.checked(
      numberWeights, count: layout.numberCount, called: "numberWeights")
    let categories = try Self.checked(
      categoryWeights, count: layout.levelCounts.count, called: "categoryWeights")
    let sets = try Self.checked(
      setWeights, count: layout.optionCounts.count, called: "setWeights")
    let gamma = gamma.value(for: columns, layout)
    let metric = layout.metric(
      numberWeights: numbers, categoryWeights: categories, setWeights: sets, gamma: gamma,
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

  /// The given prototypes as they are compared, with gaps filled.
  func start(
    _ given: MixedMatrix, _ layout: ColumnLayout, columns: MixedColumns
  ) throws(ClusteringError) -> Prototypes {
    let (width, depth) = (layout.numberCount, layout.levelCounts.count)
    guard given.rowCount == clusterCount, layout.isLayout(of: given) else {
      throw ClusteringError(
        .shapeMismatch,
        "the given prototypes are \(given.rowCount) rows of \(given.numbers.columnCount) numbers, "
          + "\(given.categories.count) categories and \(given.sets.count) sets, but "
          + "\(clusterCount) clusters of these rows need \(clusterCount) rows of \(width) numbers, "
          + "\(depth) categories and \(layout.optionCounts.count) sets")
    }
    if width > 0 {
      try InputChecks.checkElements(
        of: given.numbers, totalWeight: Double(clusterCount), called: "the given prototypes")
    }
    for (position, levelCount) in layout.levelCounts.enumerated() {
      let column = given.categories[position]
      guard (0..<clusterCount).contains(where: { (column[$0] ?? 0) > max(0, levelCount - 1) })
      else { continue }
      throw ClusteringError(
        .shapeMismatch,
        "a given prototype has a code in category column \(position) (counted from 0) that is "
          + "not in 0..<\(levelCount), where the levels of the rows are")
    }
    for (position, optionCount) in layout.optionCounts.enumerated()
    where (0..<clusterCount).contains(where: {
      (given.sets[position][$0]?.last ?? 0) >= optionCount
    }) {
      throw ClusteringError(
        .shapeMismatch,
        "a given prototype has an option in set column \(position) (counted from 0) that is not "
          + "in 0..<\(optionCount), where the options of the rows are")
    }
    let given = layout.compared(given)
    return Prototypes(
      count: clusterCount,
      centers: (0..<clusterCount).flatMap { row in
        columns.means.indices.map { given.number(row, $0) ?? columns.means[$0] }
      },
      modes: (0..<clusterCount).flatMap { row in
        columns.modes.indices.map { given.code(row, $0).map { UInt32($0) } ?? columns.modes[$0] }
      },
      modeShares: [Double](repeating: 1, count: clusterCount * columns.modes.count))
  }
}

extension ColumnLayout {
  /// For each category and set column what two rows drawn at random are expected to add to their
  /// dissimilarity, before gamma and weights.
  fileprivate func expectedDifferences(of columns: MixedColumns) -> [Double] {
    let parts = parts(
      numbers: columns.variances.map { 2 * $0 }, categories: columns.impurities)
    return parts.categories + zip(parts.sets, optionCounts).map { $0 / Double($1) }
  }
}

extension KPrototypes.Gamma {
  /// What it is for rows whose columns are known.
  func value(for columns: MixedColumns, _ layout: ColumnLayout) -> Double {
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
    func numbers(_ values: [Double]) -> [Double] { Array(values.prefix(layout.numberCount)) }
    let value =
      switch self {
      case .given(let gamma): gamma
      case .halfMeanDeviation: mean(numbers(columns.variances).map { $0.squareRoot() }) / 2
      case .varianceRatio:
        mean(numbers(columns.sampleVariances)) / mean(layout.expectedDifferences(of: columns))
      }
    if case .given = self { return value }
    return value > 0 && value.isFinite ? value : 1
  }
}
