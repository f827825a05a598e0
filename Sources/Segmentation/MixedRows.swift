/// Contacts as rows of numbers and categories side by side, gaps and all, for methods that take both.
public struct MixedRows: Sendable {
  /// The rows: numbers as they are, yes or no as 1 and 0, levels as their codes, several levels as sets.
  public let matrix: MixedMatrix
  /// The headers of the number columns, after them those of the category columns and those of the sets.
  public let columnNames: [String]
  /// For each category column what its codes mean.
  public let levels: [[String]]
  /// For each category column whether its levels have an order.
  public let isOrdered: [Bool]
  /// For each column of sets what its options mean.
  public let options: [[String]]
  private let isFlag: [Bool]
  /// How often each row counts; nil when each counts once.
  public let weights: [Double]?
  /// What a reader should know, in sentences without values.
  public let notes: [String]

  /// Takes the numbers, flags, categories and sets of contacts.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - schema: What the columns are; personal ones and identifiers are not clustered.
  ///   - columns: The columns to use; nil for all numbers, flags, categories and sets.
  ///   - weightColumn: A column of row weights, which then is not used otherwise.
  /// - Throws: ``SegmentationError`` when a column or the weights cannot be used, `ClusteringError` for
  ///   a number that is infinite.
  /// - Complexity: O(contacts × columns).
  public init(
    _ table: ContactTable, schema: Schema, columns: [String]? = nil, weightColumn: String? = nil
  ) throws {
    var numbers: [(name: String, values: [Double])] = []
    var categories: [Category] = []
    var sets: [(name: String, column: SetColumn, options: [String])] = []
    let candidates = try MixedColumnChoice.candidates(
      of: table, schema: schema, named: columns, without: weightColumn)
    let names = Set(candidates.map(\.name) + [weightColumn].compactMap(\.self))
    var unused =
      columns == nil
      ? table.columns.filter { !names.contains($0.name) }
        .map { "\($0.name) (\(schema[$0.name]?.role.rawValue ?? $0.type.rawValue))" } : []
    for column in candidates {
      switch column.values {
      case .numbers(let values): numbers.append((column.name, values.values))
      case .flags(let values): categories.append(try Category(column.name, values))
      case .categories(let values): categories.append(try Category(column.name, values))
      case .multiSelect(let values):
        sets.append((column.name, try SetColumn(values), values.levels))
      default:
        let type = column.type.rawValue
        guard columns == nil else {
          throw SegmentationError(
            .unusableColumn,
            "Column '\(column.name)' holds \(type), not numbers, flags, categories or sets.")
        }
        unused.append("\(column.name) (\(type))")
      }
    }
    guard !numbers.isEmpty || !categories.isEmpty || !sets.isEmpty else {
      throw SegmentationError(
        .unusableColumn,
        "There are no numbers, flags, categories or sets. Columns: \(table.columnList).")
    }
    let elements = (0..<table.rowCount).flatMap { row in numbers.map { $0.values[row] } }
    matrix = try MixedMatrix(
      numbers: Matrix(
        rowCount: table.rowCount, columnCount: numbers.count, elements: elements),
      categories: categories.map(\.column), sets: sets.map(\.column))
    columnNames = numbers.map(\.name) + categories.map(\.name) + sets.map(\.name)
    options = sets.map(\.options)
    levels = categories.map(\.levels)
    isOrdered = categories.map(\.isOrdered)
    isFlag = categories.map(\.isFlag)
    weights = try weightColumn.map { try table.weights(inColumn: $0) }
    notes = unused.isEmpty ? [] : ["not clustered: \(unused.joined(separator: ", "))"]
  }

  /// Takes numbers without names, of which a NaN is a gap.
  ///
  /// - Throws: `ClusteringError` for a number that is infinite.
  /// - Complexity: O(elements).
  public init(_ numbers: Matrix) throws {
    matrix = try MixedMatrix(numbers: numbers)
    columnNames = (0..<numbers.columnCount).map { "column_\($0 + 1)" }
    (levels, options, isOrdered, isFlag, weights, notes) = ([], [], [], [], nil, [])
  }

  /// The number of rows.
  public var rowCount: Int { matrix.rowCount }

  /// How far the rows are from each other by Gower's definition.
  ///
  /// - Parameter asymmetric: The names of columns in which only a yes that two rows share makes them
  ///   alike, and a no does not.
  /// - Returns: The dissimilarity, with ranges of these rows.
  /// - Throws: ``SegmentationError`` when one of them is not a column of yes or no, `ClusteringError`
  ///   when the range of a column is not finite.
  /// - Complexity: O(rows × columns).
  public func gowerDissimilarity(asymmetric: [String] = []) throws -> GowerDissimilarity {
    var kinds = isOrdered.map { $0 ? GowerDissimilarity.CategoryKind.ordered : .nominal }
    let names = columnNames.dropFirst(matrix.numbers.columnCount)
    for name in asymmetric {
      guard let position = names.firstIndex(of: name).map({ $0 - names.startIndex }),
        position < isFlag.count, isFlag[position]
      else {
        throw SegmentationError(
          .unusableColumn,
          "Column '\(name)' cannot be asymmetric: it is not among the columns of yes and no.")
      }
      kinds[position] = .asymmetricBinary
    }
    return try GowerDissimilarity(for: matrix, kinds: kinds)
  }

  /// What stands in a row, as text for people; "-" for a gap.
  public func texts(ofRow row: Int) -> [String] {
    let numbers = (0..<matrix.numbers.columnCount).map { column in
      matrix.number(row, column).map { PlainNumber.text($0) } ?? "-"
    }
    return numbers
      + levels.indices.map { column in
        matrix.code(row, column).map { levels[column][$0] } ?? "-"
      }
      + zip(matrix.sets, options).map { column, options in
        column[row].map { $0.map { options[$0] }.joined(separator: "; ") } ?? "-"
      }
  }
}

extension SetColumn {
  /// The levels of contacts as sets; that of a contact without any is empty, as among features.
  init(_ values: MultiSelectValues) throws(ClusteringError) {
    try self.init(
      sets: (0..<values.count).map { row in values[row].map { Int($0) } },
      optionCount: max(1, values.levels.count))
  }
}

/// A column of categories on its way into the rows.
private struct Category {
  let name: String
  let column: CategoryColumn
  let levels: [String]
  let isOrdered: Bool
  let isFlag: Bool

  init(_ name: String, _ values: CategoryValues) throws {
    self.name = name
    isFlag = false
    levels = values.levels
    isOrdered = values.isOrdered
    column = try CategoryColumn(
      codes: (0..<values.codes.count).map { values.codes[$0] }, levelCount: values.levels.count)
  }

  init(_ name: String, _ values: FlagValues) throws {
    self.name = name
    levels = [values.noSpelling, values.yesSpelling]
    isOrdered = false
    isFlag = true
    column = try CategoryColumn(
      codes: values.states.map { $0 == FlagValues.missing ? nil : Int($0) }, levelCount: 2)
  }
}
