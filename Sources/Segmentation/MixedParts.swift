/// The columns of a choice as numbers and codes, before they are scaled and put together.
struct MixedParts {
  /// For each number column its values, NaN where there is a gap.
  var numbers: [[Double]]
  var categories: [(codes: [Int?], levels: [String])]
  /// Sets have no gaps: one without options is empty.
  private(set) var sets: [(column: SetColumn, options: [String])]
  private var rowCount: Int

  init(_ choice: MixedColumnChoice) throws(ClusteringError) {
    numbers = choice.numbers.map { $0.ranksOrNumbers() }
    categories = choice.categories.map { $0.levelCodes() }
    sets = try choice.sets.map { column throws(ClusteringError) in try column.optionSets() }
    rowCount = (choice.numbers + choice.categories + choice.sets).first?.count ?? 0
  }

  /// The numbers, row by row.
  var numberMatrix: Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * numbers.count)
    for row in 0..<rowCount { for column in numbers { elements.append(column[row]) } }
    return Matrix(rowCount: rowCount, columnCount: numbers.count, elements: elements)
  }

  /// Deals with the gaps.
  ///
  /// - Returns: The rows that are left; nil when all are.
  mutating func resolve(
    _ gaps: PrototypeRows.Gaps, weights: [Double]?, choice: MixedColumnChoice
  ) throws -> [Int]? {
    let columns = choice.numbers + choice.categories
    switch gaps {
    case .kept: return nil
    case .refused:
      for column in columns {
        let missingCount = column.values.missingCount
        guard missingCount == 0 else {
          throw SegmentationError(
            .unusableColumn,
            "\(missingCount) of \(column.count) values in column '\(column.name)' are missing; "
              + "impute them, ignore them, drop their rows, or leave the column out.")
        }
      }
      return nil
    case .dropped:
      let rows = (0..<rowCount).filter { row in
        numbers.allSatisfy { !$0[row].isNaN } && categories.allSatisfy { $0.codes[row] != nil }
      }
      guard !rows.isEmpty else {
        throw SegmentationError(
          .tooFewContacts,
          "Every row has a missing value; impute or ignore missing values, or leave columns out.")
      }
      guard rows.count < rowCount else { return nil }
      numbers = numbers.map { values in rows.map { values[$0] } }
      categories = categories.map { column in (rows.map { column.codes[$0] }, column.levels) }
      sets = sets.map { ($0.column.selectingRows(rows), $0.options) }
      rowCount = rows.count
      return rows
    case .imputed:
      if let empty = columns.first(where: { $0.values.missingCount == $0.count }) {
        throw SegmentationError(
          .unusableColumn,
          "Column '\(empty.name)' has no values, so there is nothing to impute; leave it out.")
      }
      try impute(names: choice.numbers.map(\.name), weights: weights)
      return nil
    }
  }

  private mutating func impute(names: [String], weights: [Double]?) throws {
    if numbers.contains(where: { $0.contains(where: \.isNaN) }) {
      let table = ContactTable(
        columns: zip(names, numbers).map { name, values in
          Column(name: name, values: .numbers(NumberValues(values: values)))
        })
      let recipe = try FeatureRecipe.plain(
        for: table, scaling: .none, missing: .imputed(indicatorShare: nil))
      let matrix = try recipe.fitted(to: table, schema: nil, weights: weights)
        .applied(to: table).matrix
      numbers = numbers.indices.map { column in
        (0..<rowCount).map { matrix[$0, column] }
      }
    }
    categories = categories.map { column in
      var weightOfLevel = [Double](repeating: 0, count: column.levels.count)
      for (row, code) in column.codes.enumerated() {
        if let code { weightOfLevel[code] += weights?[row] ?? 1 }
      }
      let most = weightOfLevel.max().flatMap { weightOfLevel.firstIndex(of: $0) }
      return (column.codes.map { $0 ?? most }, column.levels)
    }
  }
}

extension Column {
  /// The column as numbers, NaN where there is a gap: of ordered levels their ranks from 0.
  func ranksOrNumbers() -> [Double] {
    switch values {
    case .numbers(let numbers): numbers.values
    case .flags(let flags):
      flags.states.map { $0 == FlagValues.missing ? .nan : Double($0) }
    case .categories(let levels) where levels.isOrdered:
      (0..<count).map { row in levels.codes[row].map { Double($0) } ?? .nan }
    default: [Double](repeating: .nan, count: count)
    }
  }

  /// The column as sets of options.
  ///
  /// - Throws: ``ClusteringError`` for more options than a set may have.
  func optionSets() throws(ClusteringError) -> (column: SetColumn, options: [String]) {
    guard case .multiSelect(let values) = values else {
      return (
        try SetColumn(sets: [[Int]?](repeating: nil, count: count), optionCount: 1), []
      )
    }
    return (try SetColumn(values), values.levels)
  }

  /// The column as codes of levels: of flags their two spellings, of numbers each spelling.
  func levelCodes() -> (codes: [Int?], levels: [String]) {
    switch values {
    case .categories(let levels):
      return ((0..<count).map { levels.codes[$0] }, levels.levels)
    case .flags(let flags):
      return (
        flags.states.map { $0 == FlagValues.missing ? nil : Int(min($0, 1)) },
        [flags.noSpelling, flags.yesSpelling]
      )
    case .numbers(let numbers):
      let levels = CategoryValues(numbers.values.map { $0.isNaN ? nil : $0.spelling })
      return ((0..<count).map { levels.codes[$0] }, levels.levels)
    default:
      return ([Int?](repeating: nil, count: count), [])
    }
  }
}
