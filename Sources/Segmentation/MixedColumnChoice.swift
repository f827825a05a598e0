/// Which columns of a table are clustered as numbers, which as categories, and which as sets.
struct MixedColumnChoice {
  private(set) var numbers: [Column] = []
  private(set) var categories: [Column] = []
  private(set) var sets: [Column] = []
  /// What a reader should know, in sentences without values.
  private(set) var notes: [String] = []

  init(
    of table: ContactTable, schema: Schema, named names: [String]?, reading: PrototypeRows.Reading,
    without weightColumn: String?
  ) throws {
    let candidates = try Self.candidates(
      of: table, schema: schema, named: names, without: weightColumn)
    // Where there are no words, digits are codes of levels, and a column of only 0 and 1 is one too.
    let takesNumbersAsLevels =
      names != nil || !candidates.contains { [.category, .orderedCategory].contains($0.type) }
    var unused: [String] = []
    for column in candidates {
      switch (column.type, reading) {
      case (.number, .mixed), (.orderedCategory, .mixed): numbers.append(column)
      case (.category, _), (.flag, _), (.orderedCategory, .categories): categories.append(column)
      case (.multiSelect, _): sets.append(column)
      case (.number, .categories) where takesNumbersAsLevels: categories.append(column)
      default:
        guard names == nil else { throw Self.unusable(column) }
        unused.append("\(column.name) (\(column.type.rawValue))")
      }
    }
    let used = Set(candidates.map(\.name) + [weightColumn].compactMap(\.self))
    unused += table.columns.filter { !used.contains($0.name) }
      .map { "\($0.name) (\(schema[$0.name]?.role.rawValue ?? $0.type.rawValue))" }
    guard !numbers.isEmpty || !categories.isEmpty || !sets.isEmpty else {
      throw SegmentationError(
        .unusableColumn,
        "There is no column to cluster; numbers, levels, flags and sets can be clustered. "
          + "Columns: \(table.columnList).")
    }
    if names == nil, !unused.isEmpty {
      notes.append("not clustered: \(unused.joined(separator: ", "))")
    }
    if reading == .categories, takesNumbersAsLevels,
      categories.contains(where: { $0.type == .number })
    {
      notes.append("numbers are taken as levels, each number as one")
    }
  }

  /// The named columns, or all that are not about a person in particular.
  static func candidates(
    of table: ContactTable, schema: Schema, named names: [String]?, without weightColumn: String?
  ) throws -> [Column] {
    let columns =
      try names?.map { try column($0, of: table, schema: schema) }
      ?? table.columns.filter { !isPrivate(schema[$0.name]?.role) }
    return columns.filter { $0.name != weightColumn }
  }

  /// Whether a column tells one person from another, and so makes no segment.
  static func isPrivate(_ role: ColumnRole?) -> Bool {
    role == .personal || role == .identifier
  }

  private static func column(
    _ name: String, of table: ContactTable, schema: Schema
  ) throws -> Column {
    guard let column = table.column(named: name) else {
      throw SegmentationError(
        .unusableColumn, "There is no column '\(name)'. Columns: \(table.columnList).")
    }
    if let role = schema[name]?.role, isPrivate(role) {
      throw privacy(of: name, role)
    }
    return column
  }

  /// What is said of a column that was named but is about a person in particular.
  static func privacy(of name: String, _ role: ColumnRole?) -> SegmentationError {
    SegmentationError(
      .unusableColumn,
      "Column '\(name)' is \(role == .personal ? "personal" : "an identifier"), which is not "
        + "clustered; where that is wrong, say so with --schema.")
  }

  private static func unusable(_ column: Column) -> SegmentationError {
    SegmentationError(
      .unusableColumn,
      "Column '\(column.name)' was read as \(column.type.rawValue); numbers, levels, flags and sets "
        + "can be clustered.")
  }
}
