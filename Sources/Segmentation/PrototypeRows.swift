/// Numbers, categories and sets from a file as rows to cluster, with the way back to the file's units and
/// levels.
public struct PrototypeRows: Sendable {
  /// Which columns become what.
  public enum Reading: Sendable, Hashable {
    /// Numbers and ranks of ordered levels are numbers; levels and flags are categories. Sets of levels
    /// are sets in either reading.
    case mixed
    /// Levels, ordered or not, and flags are categories; and so are the spellings of numbers where
    /// columns of numbers are named, or no column has levels in words.
    case categories
  }

  /// What happens to rows with a gap.
  public enum Gaps: Sendable, Hashable {
    /// They are an error.
    case refused
    /// They stay; the method has to deal with them.
    case kept
    /// The median, or the most frequent level, takes their place.
    case imputed
    /// They are left out.
    case dropped
  }

  /// The rows, with scaled numbers.
  public let matrix: MixedMatrix
  /// The headers of the number columns.
  public let numberNames: [String]
  /// The headers of the category columns.
  public let categoryNames: [String]
  /// The headers of the columns of sets.
  public let setNames: [String]
  /// For each category column the level that each code stands for.
  public let levels: [[String]]
  /// For each column of sets the level that each option stands for.
  public let options: [[String]]
  /// How often each row counts; nil when each counts once.
  public let weights: [Double]?
  /// The row of the file, counted from 0, that each row is; nil when all are there.
  public let fileRows: [Int]?
  /// What a reader should know, in sentences without values.
  public let notes: [String]
  /// What scaled the numbers.
  let scaler: ColumnScaler
  private let reading: Reading

  /// Takes columns of contacts; of those that are about a person in particular, none.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - schema: What the columns are; personal ones and identifiers are not clustered.
  ///   - columns: The columns to use; nil for all that `reading` knows what to do with.
  ///   - reading: Which columns become what.
  ///   - scaling: How numbers are scaled, learned from what is observed.
  ///   - gaps: What happens to contacts without a value.
  ///   - weightColumn: A column of row weights, which then is not clustered.
  /// - Throws: ``SegmentationError`` when a column cannot be used or nothing is left, `FeatureError`
  ///   when numbers cannot be scaled, `ClusteringError` when the columns do not fit together.
  /// - Complexity: O(contacts × columns).
  public init(
    _ table: ContactTable, schema: Schema, columns: [String]? = nil, reading: Reading = .mixed,
    scaling: Scaling, gaps: Gaps, weightColumn: String? = nil
  ) throws {
    let choice = try MixedColumnChoice(
      of: table, schema: schema, named: columns, reading: reading, without: weightColumn)
    let allWeights = try weightColumn.map { try table.weights(inColumn: $0) }
    var parts = try MixedParts(choice)
    let kept = try parts.resolve(gaps, weights: allWeights, choice: choice)
    let weights = allWeights.map { weights in kept.map { $0.map { weights[$0] } } ?? weights }
    let numbers = parts.numberMatrix
    scaler = try (numbers.columnCount > 0 ? scaling : .none)
      .columnScaler(for: numbers, weights: weights)
    matrix = try MixedMatrix(
      numbers: try scaler.applied(to: numbers),
      categories: try parts.categories.map { column throws(ClusteringError) in
        try CategoryColumn(codes: column.codes, levelCount: column.levels.count)
      }, sets: parts.sets.map(\.column))
    numberNames = choice.numbers.map(\.name)
    categoryNames = choice.categories.map(\.name)
    setNames = choice.sets.map(\.name)
    levels = parts.categories.map(\.levels)
    options = parts.sets.map(\.options)
    self.weights = weights
    fileRows = kept
    self.reading = reading
    var notes = choice.notes
    if let kept, kept.count < table.rowCount {
      notes.append("\(table.rowCount - kept.count) rows with a missing value were left out")
    }
    self.notes = notes
  }

  /// Takes the numbers of a NumPy file.
  ///
  /// - Throws: `FeatureError` when there are no rows to learn a scale from, `ClusteringError` when a
  ///   number is infinite.
  /// - Complexity: O(elements).
  public init(_ file: NumPyFile, scaling: Scaling) throws {
    let elements = file.matrix()
    scaler = try scaling.columnScaler(for: elements)
    matrix = try MixedMatrix(numbers: try scaler.applied(to: elements))
    numberNames = (0..<file.columnCount).map { "column_\($0 + 1)" }
    (categoryNames, setNames, levels, options) = ([], [], [], [])
    (weights, fileRows, notes) = (nil, nil, [])
    reading = .mixed
  }

  /// The number of rows.
  public var rowCount: Int { matrix.rowCount }
  /// The headers: numbers, then categories, then sets.
  public var columnNames: [String] { numberNames + categoryNames + setNames }

  /// Scaled numbers, such as the centers of prototypes, in the file's units.
  ///
  /// - Throws: `FeatureError` when the number of columns is another.
  public func originalUnits(of numbers: Matrix) throws -> Matrix { try scaler.inverted(numbers) }

  /// For each row of others with the same columns, such as prototypes, the level of each category;
  /// nil where there is none.
  public func levels(of rows: MixedMatrix) -> [[String?]] {
    (0..<rows.rowCount).map { row in
      levels.indices.map { column in rows.code(row, column).map { levels[column][$0] } }
    }
  }

  /// For each row of others with the same columns, such as prototypes, the levels of each set; nil where
  /// there is none.
  public func options(of rows: MixedMatrix) -> [[[String]?]] {
    (0..<rows.rowCount).map { row in
      zip(rows.sets, options).map { column, options in column[row].map { $0.map { options[$0] } } }
    }
  }

  /// The rows of another table in the same columns, such as prototypes to start from, scaled and
  /// coded as these rows are.
  ///
  /// - Throws: ``SegmentationError`` when a column is missing, or has a level that these rows do not
  ///   have.
  public func rows(like table: ContactTable) throws -> MixedMatrix {
    let numbers = try numberNames.map { name in try table.given(name).ranksOrNumbers() }
    var elements: [Double] = []
    for row in 0..<table.rowCount { elements += numbers.map { $0[row] } }
    let scaled = try scaler.applied(
      to: Matrix(rowCount: table.rowCount, columnCount: numbers.count, elements: elements))
    let categories = try zip(categoryNames, levels).map { name, levels in
      let column = try table.given(name).levelCodes()
      let codeOfLevel = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))
      let codes = column.levels.map { codeOfLevel[$0] }
      guard !codes.contains(nil) else { throw Self.unknownLevel(in: name) }
      return try CategoryColumn(
        codes: column.codes.map { code in code.flatMap { codes[$0] } }, levelCount: levels.count)
    }
    let sets = try zip(setNames, options).map { name, options in
      let column = try table.given(name).optionSets()
      let optionOfLevel = Dictionary(uniqueKeysWithValues: zip(options, options.indices))
      let numbers = column.options.map { optionOfLevel[$0] }
      guard !numbers.contains(nil) else { throw Self.unknownLevel(in: name) }
      return try SetColumn(
        sets: (0..<table.rowCount).map { row in
          column.column[row].map { $0.compactMap { numbers[$0] } }
        }, optionCount: max(1, options.count))
    }
    return try MixedMatrix(numbers: scaled, categories: categories, sets: sets)
  }
}

extension PrototypeRows {
  private static func unknownLevel(in name: String) -> SegmentationError {
    SegmentationError(
      .unusableColumn,
      "A given prototype has a level in column '\(name)' that no row has; use the levels of "
        + "the file, or leave the cell empty.")
  }
}

extension ContactTable {
  fileprivate func given(_ name: String) throws -> Column {
    guard let column = column(named: name) else {
      throw SegmentationError(
        .unusableColumn,
        "The given prototypes have no column '\(name)'; they need the columns that are clustered.")
    }
    return column
  }
}
