import DenseAlgebra

extension MixedMatrix {
  /// The rows with their gaps filled from the only row of `fillings`, which may have gaps itself.
  ///
  /// - Complexity: O(rows × columns).
  func filled(from fillings: MixedMatrix) -> MixedMatrix {
    guard hasGaps else { return self }
    var (elements, gaps) = (numbers.elements, numberGaps)
    let width = numbers.columnCount
    for position in gaps.indices where gaps[position] {
      guard let filling = fillings.number(0, position % width) else { continue }
      elements[position] = filling
      gaps[position] = false
    }
    return MixedMatrix(
      numbers: Matrix(rowCount: rowCount, columnCount: width, elements: elements),
      numberGaps: gaps,
      categories: zip(categories, fillings.categories).map { column, filling in
        guard column.hasGaps, let code = filling[0] else { return column }
        return CategoryColumn(
          checked: (0..<column.count).map { column[$0] ?? code },
          levelCount: max(column.levelCount, filling.levelCount))
      })
  }
}

extension MixedColumns {
  /// What a gap in each column is filled with: the mean or the mode of what is observed, in one row.
  ///
  /// A column in which nothing is observed has a gap there.
  func fillings(like rows: MixedMatrix) -> MixedMatrix {
    MixedMatrix(
      numbers: Matrix(rowCount: 1, columnCount: means.count, elements: means),
      numberGaps: numberTotals.map { $0 == 0 },
      categories: zip(rows.categories, modes).map { column, mode in
        CategoryColumn(
          checked: [mode == Prototypes.noMode ? nil : Int(mode)], levelCount: column.levelCount)
      })
  }
}
