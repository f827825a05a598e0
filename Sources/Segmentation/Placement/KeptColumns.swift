/// The columns that rows were made of, kept so that rows of other files can be made in the same way.
struct KeptColumns: Sendable, Hashable, Codable {
  /// A column of numbers; of an ordered category the levels, whose ranks it holds.
  struct Numbers: Sendable, Hashable, Codable {
    let name: String
    let order: [String]?
  }

  /// A column of codes, or of sets, and the level that each code or option stands for.
  struct Levels: Sendable, Hashable, Codable {
    let name: String
    let levels: [String]
    /// Whether a level that is not there has no place among them and so is a gap.
    let isOrdered: Bool
  }

  let numbers: [Numbers]
  let categories: [Levels]
  let sets: [Levels]
  /// What the number columns are read as, before they are scaled.
  let schema: Schema

  /// What was made of a table, with notes on it in sentences without values.
  struct Rows {
    let numbers: Matrix
    let categories: [CategoryColumn]
    let sets: [SetColumn]
    let notes: [String]
  }

  /// All columns, in order.
  var names: [String] { numbers.map(\.name) + categories.map(\.name) + sets.map(\.name) }

  /// Takes in what the columns of a table are.
  ///
  /// - Parameters:
  ///   - table: The table that rows were made of.
  ///   - numbers: The number columns.
  ///   - categories: The category columns and their levels.
  ///   - sets: The columns of sets and their options.
  ///   - identifier: A column that tells rows apart, to be passed through.
  init(
    of table: ContactTable, numbers: [String], categories: [Levels], sets: [Levels],
    identifier: String?
  ) {
    var entries: [ColumnSchema] = []
    var orders: [String: [String]] = [:]
    for column in table.columns {
      if case .categories(let values) = column.values, values.isOrdered {
        orders[column.name] = values.levels
      }
      let isUsed =
        numbers.contains(column.name) || (categories + sets).contains { $0.name == column.name }
      guard isUsed || column.name == identifier else { continue }
      entries.append(
        ColumnSchema(
          name: column.name, type: column.type, role: isUsed ? .segmentation : .identifier,
          order: orders[column.name]))
    }
    schema = Schema(columns: entries)
    self.numbers = numbers.map { Numbers(name: $0, order: orders[$0]) }
    self.categories = categories
    self.sets = sets
  }

  /// Rows of another table.
  ///
  /// A level that is not known agrees with none that is. It is a gap where there is an order, and where
  /// `unseen` says so; an option that is not known is left out.
  ///
  /// - Throws: ``SegmentationError`` when a column is missing or has become something else, or has
  ///   unknown levels and `unseen` makes them an error.
  func rows(of table: ContactTable, unseen: UnseenLevels) throws -> Rows {
    var unknown = UnknownLevels(policy: unseen)
    var columns: [[Double]] = []
    for column in numbers {
      let found = try self.column(column.name, of: table)
      guard let order = column.order else {
        columns.append(found.ranksOrNumbers())
        continue
      }
      let ranks = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
      let (codes, levels) = found.levelCodes()
      let known = levels.map { ranks[$0] }
      unknown.count(column.name, codes.count { $0.map { known[$0] == nil } ?? false })
      columns.append(codes.map { $0.flatMap { known[$0] }.map(Double.init) ?? .nan })
    }
    var elements: [Double] = []
    elements.reserveCapacity(table.rowCount * columns.count)
    for row in 0..<table.rowCount { for column in columns { elements.append(column[row]) } }
    let categories = try categories.map { try codes($0, of: table, &unknown) }
    let sets = try sets.map { try options($0, of: table, &unknown) }
    return Rows(
      numbers: Matrix(
        rowCount: table.rowCount, columnCount: columns.count, elements: elements),
      categories: categories, sets: sets, notes: try unknown.notes(of: table.rowCount))
  }

  private func column(_ name: String, of table: ContactTable) throws -> Column {
    guard let column = table.column(named: name) else {
      throw SegmentationError(
        .unusableColumn,
        "There is no column '\(name)', which the model needs. Columns: \(table.columnList).")
    }
    guard column.type == schema[name]?.type else {
      throw SegmentationError(
        .unusableColumn,
        "Column '\(name)' was read as \(column.type.rawValue), but is "
          + "\(schema[name]?.type.rawValue ?? "nothing") in the model.")
    }
    return column
  }

  private func codes(
    _ kept: Levels, of table: ContactTable, _ unknown: inout UnknownLevels
  ) throws -> CategoryColumn {
    let column = try column(kept.name, of: table)
    let (codes, levels) = column.levelCodes()
    // However this file spells them, no is 0 and yes is 1.
    if case .flags = column.values { return try CategoryColumn(codes: codes, levelCount: 2) }
    let known = Dictionary(uniqueKeysWithValues: zip(kept.levels, kept.levels.indices))
    let isGap = kept.isOrdered || unknown.policy == .missing
    let codeOfLevel = levels.map { known[$0] ?? (isGap ? nil : kept.levels.count) }
    unknown.count(
      kept.name, codes.count { $0.map { known[levels[$0]] == nil } ?? false })
    return try CategoryColumn(
      codes: codes.map { $0.flatMap { codeOfLevel[$0] } }, levelCount: kept.levels.count + 1)
  }

  private func options(
    _ kept: Levels, of table: ContactTable, _ unknown: inout UnknownLevels
  ) throws -> SetColumn {
    let (sets, options) = try column(kept.name, of: table).optionSets()
    let known = Dictionary(uniqueKeysWithValues: zip(kept.levels, kept.levels.indices))
    let optionOfLevel = options.map { known[$0] }
    var unknownCount = 0
    let rows = (0..<table.rowCount).map { row -> [Int]? in
      guard let set = sets[row] else { return nil }
      if set.contains(where: { optionOfLevel[$0] == nil }) { unknownCount += 1 }
      return set.compactMap { optionOfLevel[$0] }
    }
    unknown.count(kept.name, unknownCount)
    return try SetColumn(sets: rows, optionCount: max(1, kept.levels.count))
  }
}

/// How many rows have levels that a model does not know.
private struct UnknownLevels {
  let policy: UnseenLevels
  private var counts: [(column: String, count: Int)] = []

  init(policy: UnseenLevels) { self.policy = policy }

  mutating func count(_ column: String, _ count: Int) {
    if count > 0 { counts.append((column, count)) }
  }

  func notes(of rowCount: Int) throws -> [String] {
    guard policy != .error || counts.isEmpty else {
      let columns = counts.map { "\"\($0.column)\" (\($0.count) of \(rowCount))" }
      throw SegmentationError(
        .unusableColumn,
        "There are levels that the model does not know, in \(columns.joined(separator: ", ")); they "
          + "can count as levels that agree with none (unseen: pooled), or as missing (unseen: missing)."
      )
    }
    return counts.map { column, count in
      "\(column): \(PlainNumber.text(count)) \(count == 1 ? "row has" : "rows have") a level that the "
        + "model does not know"
    }
  }
}
