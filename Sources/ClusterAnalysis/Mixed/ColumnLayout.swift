import DenseAlgebra

/// How the columns of an input become columns that are compared.
///
/// An ordered category becomes a number, its rank from 0 to 1. A set becomes a flag for each of its
/// options, which share its one vote.
struct ColumnLayout: Sendable, Hashable, Codable {
  /// The number of number columns.
  let numberCount: Int
  /// For each category column, its number of levels.
  let levelCounts: [Int]
  /// The category columns that are ordered, ascending.
  let ordered: [Int]
  /// For each set column, its number of options.
  let optionCounts: [Int]

  /// The layout of rows.
  init(of rows: MixedMatrix, ordered: [Int]) {
    numberCount = rows.numbers.columnCount
    levelCounts = rows.categories.map(\.levelCount)
    self.ordered = ordered.sorted()
    optionCounts = rows.sets.map(\.optionCount)
  }

  /// The category columns that are not ordered.
  var nominal: [Int] { levelCounts.indices.filter { !ordered.contains($0) } }
  private var isPlain: Bool { ordered.isEmpty && optionCounts.isEmpty }

  /// The number of number columns that are compared.
  var comparedNumberCount: Int { numberCount + ordered.count }
  /// The number of category columns that are compared.
  var comparedCategoryCount: Int {
    levelCounts.count - ordered.count + optionCounts.reduce(0, +)
  }

  /// Whether rows have the same kinds of columns, with whatever levels and options.
  func isLayout(of rows: MixedMatrix) -> Bool {
    rows.numbers.columnCount == numberCount && rows.categories.count == levelCounts.count
      && rows.sets.count == optionCounts.count
  }

  // MARK: Rows

  /// Rows as they are compared.
  ///
  /// A level without a rank is a gap, and an option that the layout does not know is left out.
  ///
  /// - Complexity: O(rows × compared columns).
  func compared(_ rows: MixedMatrix) -> MixedMatrix {
    guard !isPlain else { return rows }
    let (rowCount, width) = (rows.rowCount, comparedNumberCount)
    var elements = [Double](repeating: 0, count: rowCount * width)
    var gaps = [Bool](repeating: false, count: elements.count)
    for row in 0..<rowCount {
      for column in 0..<numberCount {
        let value = rows.number(row, column)
        (elements[row * width + column], gaps[row * width + column]) = (value ?? 0, value == nil)
      }
      for (place, column) in ordered.enumerated() {
        let code = rows.code(row, column).flatMap { $0 < levelCounts[column] ? $0 : nil }
        let target = row * width + numberCount + place
        elements[target] = Double(code ?? 0) / Double(max(1, levelCounts[column] - 1))
        gaps[target] = code == nil
      }
    }
    let flags = zip(rows.sets, optionCounts).flatMap { column, optionCount in
      (0..<optionCount).map { column.flags(of: $0) }
    }
    return MixedMatrix(
      numbers: Matrix(rowCount: rowCount, columnCount: width, elements: elements),
      numberGaps: gaps, categories: nominal.map { rows.categories[$0] } + flags)
  }

  /// Prototypes as rows of the input: a mean rank becomes the nearest level, flags become a set.
  func original(_ prototypes: MixedMatrix) -> MixedMatrix {
    guard !isPlain else { return prototypes }
    let (count, nominal) = (prototypes.rowCount, nominal)
    let categories = levelCounts.indices.map { column in
      if let place = nominal.firstIndex(of: column) { return prototypes.categories[place] }
      let place = numberCount + (ordered.firstIndex(of: column) ?? 0)
      let codes = (0..<count).map { row in
        prototypes.number(row, place).flatMap { rank -> Int? in
          let levelCount = levelCounts[column]
          return levelCount > 0 ? Int((rank * Double(levelCount - 1)).rounded()) : nil
        }
      }
      return CategoryColumn(checked: codes, levelCount: levelCounts[column])
    }
    var firstFlag = nominal.count
    let sets = optionCounts.map { optionCount in
      defer { firstFlag += optionCount }
      let flags = prototypes.categories[firstFlag..<firstFlag + optionCount]
      return SetColumn(flags: Array(flags))
    }
    let numbers = prototypes.numbers.elements
    let width = comparedNumberCount
    return MixedMatrix(
      numbers: Matrix(
        rowCount: count, columnCount: numberCount,
        elements: (0..<count).flatMap { numbers[$0 * width..<$0 * width + numberCount] }),
      numberGaps: [], categories: categories, sets: sets)
  }

  // MARK: Weights

  /// What columns that are compared count, from what those of the input count.
  func metric(
    numberWeights: [Double], categoryWeights: [Double], setWeights: [Double], gamma: Double,
    dissimilarity: KPrototypes.CategoryDissimilarity
  ) -> MixedMetric {
    MixedMetric(
      numberWeights: numberWeights + ordered.map { gamma * categoryWeights[$0] },
      categoryWeights: nominal.map { gamma * categoryWeights[$0] }
        + zip(setWeights, optionCounts).flatMap { weight, optionCount in
          [Double](repeating: gamma * weight / Double(optionCount), count: optionCount)
        },
      dissimilarity: dissimilarity)
  }

  /// A part for each column of the input, from the parts of the columns that are compared.
  func parts(
    numbers: [Double], categories: [Double]
  ) -> (numbers: [Double], categories: [Double], sets: [Double]) {
    let nominal = nominal
    var firstFlag = nominal.count
    let sets = optionCounts.map { optionCount in
      defer { firstFlag += optionCount }
      return categories[firstFlag..<firstFlag + optionCount].reduce(0, +)
    }
    return (
      Array(numbers.prefix(numberCount)),
      levelCounts.indices.map { column in
        if let place = nominal.firstIndex(of: column) { return categories[place] }
        return numbers[numberCount + (ordered.firstIndex(of: column) ?? 0)]
      }, sets
    )
  }
}

extension SetColumn {
  /// Sets from a column of flags for each option; a row in which all are missing is a gap.
  init(flags: [CategoryColumn]) {
    let rowCount = flags.first?.count ?? 0
    let sets = (0..<rowCount).map { row -> [Int]? in
      if flags.allSatisfy({ $0[row] == nil }) { return nil }
      return flags.indices.filter { flags[$0][row] == 1 }
    }
    self.init(checked: sets, optionCount: flags.count)
  }
}
