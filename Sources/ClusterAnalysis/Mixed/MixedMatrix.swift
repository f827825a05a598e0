public import DenseAlgebra

/// Rows of numbers, categories and sets side by side, with gaps.
///
/// The numbers are a `Matrix`, the categories columns of small codes, and sets are what a question with
/// several answers gives. A gap is known apart from
/// the value in its place: two matrices with the same gaps and the same values are equal.
public struct MixedMatrix: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The numbers, rows x number columns; 0 in the place of a gap.
  public let numbers: Matrix
  /// The category columns, each with a code for each row.
  public let categories: [CategoryColumn]
  /// The set columns, each with a set for each row.
  public let sets: [SetColumn]
  /// For each number, row by row, whether it is missing; empty when none is.
  let numberGaps: [Bool]

  /// The number of columns of all kinds.
  public var columnCount: Int { numbers.columnCount + categories.count + sets.count }

  /// Puts numbers, categories and sets side by side.
  ///
  /// - Parameters:
  ///   - numbers: The numbers, of which a NaN is a gap; it may have no columns.
  ///   - categories: The category columns, each with as many rows as `numbers`.
  ///   - sets: The set columns, each with as many rows as `numbers`.
  /// - Throws: ``ClusteringError`` when the columns differ in length or a number is infinite.
  /// - Complexity: O(rows × number columns).
  public init(
    numbers: Matrix, categories: [CategoryColumn] = [], sets: [SetColumn] = []
  ) throws(ClusteringError) {
    for (position, column) in categories.enumerated() where column.count != numbers.rowCount {
      throw ClusteringError(
        .shapeMismatch,
        "category column \(position) (counted from 0) has \(column.count) rows, but the numbers "
          + "have \(numbers.rowCount); all columns need as many rows")
    }
    for (position, column) in sets.enumerated() where column.count != numbers.rowCount {
      throw ClusteringError(
        .shapeMismatch,
        "set column \(position) (counted from 0) has \(column.count) rows, but the numbers "
          + "have \(numbers.rowCount); all columns need as many rows")
    }
    if let position = numbers.elements.firstIndex(where: \.isInfinite) {
      throw ClusteringError(
        .nonFiniteValue,
        "row \(position / numbers.columnCount), number column \(position % numbers.columnCount) "
          + "(both counted from 0) is infinite; numbers are finite, or NaN where there is a gap")
    }
    rowCount = numbers.rowCount
    self.categories = categories
    self.sets = sets
    guard numbers.elements.contains(where: \.isNaN) else {
      self.numbers = numbers
      numberGaps = []
      return
    }
    numberGaps = numbers.elements.map(\.isNaN)
    self.numbers = Matrix(
      rowCount: numbers.rowCount, columnCount: numbers.columnCount,
      elements: numbers.elements.map { $0.isNaN ? 0 : $0 })
  }

  /// Puts categories and sets side by side, without numbers.
  ///
  /// - Throws: ``ClusteringError`` when the columns differ in length.
  public init(
    categories: [CategoryColumn], sets: [SetColumn] = []
  ) throws(ClusteringError) {
    let rowCount = categories.first?.count ?? sets.first?.count ?? 0
    try self.init(
      numbers: Matrix(rowCount: rowCount, columnCount: 0), categories: categories, sets: sets)
  }

  /// The number in a row and a number column, or nil where there is a gap.
  public func number(_ row: Int, _ column: Int) -> Double? {
    let value = numbers[row, column]
    return numberGaps.isEmpty || !numberGaps[row * numbers.columnCount + column] ? value : nil
  }

  /// The code in a row and a category column, or nil where there is a gap.
  public func code(_ row: Int, _ column: Int) -> Int? { categories[column][row] }

  /// Whether a number, a category or a set is missing anywhere.
  ///
  /// - Complexity: O(rows × category columns).
  public var hasGaps: Bool {
    !numberGaps.isEmpty || categories.contains(where: \.hasGaps)
      || sets.contains(where: \.hasGaps)
  }

  /// The rows in which something is missing.
  ///
  /// - Complexity: O(rows × columns).
  public var rowsWithGaps: [Int] {
    guard hasGaps else { return [] }
    return (0..<rowCount).filter { row in
      categories.contains { $0[row] == nil } || sets.contains { $0.isMissing(row) }
        || numbers.row(row).indices.contains { !numberGaps.isEmpty && numberGaps[$0] }
    }
  }

  /// The matrix made of the given rows, in the given order; a row may occur more than once.
  ///
  /// - Complexity: O(rows × columns).
  public func selectingRows(_ rows: some Collection<Int>) -> MixedMatrix {
    let width = numbers.columnCount
    let gaps = numberGaps.isEmpty ? [] : rows.flatMap { numberGaps[$0 * width..<($0 + 1) * width] }
    return MixedMatrix(
      numbers: numbers.selectingRows(rows), numberGaps: gaps,
      categories: categories.map { $0.selectingRows(rows) },
      sets: sets.map { $0.selectingRows(rows) })
  }

  /// Puts together parts that fit.
  init(
    numbers: Matrix, numberGaps: [Bool], categories: [CategoryColumn], sets: [SetColumn] = []
  ) {
    rowCount = numbers.rowCount
    self.numbers = numbers
    self.numberGaps = numberGaps.contains(true) ? numberGaps : []
    self.categories = categories
    self.sets = sets
  }
}
