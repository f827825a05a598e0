extension ContactTable {
  /// The table with numbers as levels where a code book says what each of them means, to be
  /// described: "bad" for 30 of 100 says more than a mean of 1.3.
  ///
  /// Columns that shape the segments stay what they were when they did.
  ///
  /// - Complexity: O(contacts) for each column that the code book knows.
  func readingCodes(by levelNames: LevelNames, _ schema: Schema) -> ContactTable {
    ContactTable(
      columns: columns.map { column in
        guard case .numbers(let numbers) = column.values,
          schema[column.name]?.role != .segmentation,
          let levels = levelNames.levels(of: numbers.values, in: column.name)
        else { return column }
        return Column(name: column.name, values: .categories(levels))
      })
  }
}

extension LevelNames {
  /// Numbers as levels; nil when one of them has no meaning, or there is none.
  fileprivate func levels(of values: [Double], in column: String) -> CategoryValues? {
    var codeOfNumber: [Double: Int] = [:]
    var spellings: [String] = []
    var codes: [Int?] = []
    codes.reserveCapacity(values.count)
    for value in values {
      guard !value.isNaN else {
        codes.append(nil)
        continue
      }
      if let code = codeOfNumber[value] {
        codes.append(code)
        continue
      }
      let spelling = value.spelling
      guard meaning(of: spelling, in: column) != nil else { return nil }
      codes.append(spellings.count)
      codeOfNumber[value] = spellings.count
      spellings.append(spelling)
    }
    guard !spellings.isEmpty else { return nil }
    return CategoryValues(
      codes: CategoryCodes(codes, levelCount: spellings.count), levels: spellings)
  }
}

extension Double {
  /// The number as a level: whole ones without a fraction.
  var spelling: String { Int(exactly: self).map(String.init) ?? String(self) }
}
