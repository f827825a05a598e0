extension Schema {
  /// The schema with what a person said put over it.
  ///
  /// Columns of which something was changed say so in their reason. Types and orders take effect
  /// when the file is read: hand ``SchemaOverrides/columnTypes`` and
  /// ``SchemaOverrides/levelOrders`` to the reader.
  ///
  /// - Throws: ``TableReadingError`` when an override is about a column that is not there.
  /// - Complexity: O(columns).
  public func overridden(by overrides: SchemaOverrides) throws(TableReadingError) -> Schema {
    var result = self
    var indexOfName: [String: Int] = [:]
    for (index, column) in columns.enumerated() { indexOfName[column.name] = index }
    for override in overrides.columns {
      guard let index = indexOfName[override.name] else {
        throw Self.unknownColumn(override.name, among: columns.map(\.name))
      }
      let column = columns[index]
      var changed = column
      if let type = override.type { changed.type = type }
      if let role = override.role { changed.role = role }
      if let basis = override.basis { changed.basis = basis }
      if let order = override.order { changed.order = order }
      guard changed != column else { continue }
      let changes = [
        changed.type != column.type ? "type" : nil, changed.role != column.role ? "role" : nil,
        changed.basis != column.basis ? "basis" : nil,
        changed.order != column.order ? "order" : nil,
      ].compactMap(\.self)
      changed.reason = "A schema file gives its \(changes.joined(separator: ", "))."
      result.columns[index] = changed
    }
    return result
  }

  /// The schema, if it fits a table and itself.
  ///
  /// - Throws: ``TableReadingError`` when a column is missing on either side or named twice, when
  ///   a type is not the table's, or when a role asks for what the type cannot give.
  /// - Complexity: O(columns + levels).
  public func validated(against table: ContactTable) throws(TableReadingError) -> Schema {
    guard schemaVersion == Self.currentVersion else {
      throw Self.invalid(
        "The schema has version \(schemaVersion); accepted: version \(Self.currentVersion).")
    }
    let names = table.columns.map(\.name)
    var seen: Set<String> = []
    for column in columns {
      guard seen.insert(column.name).inserted else {
        throw Self.invalid("The schema has column “\(column.name)” twice.")
      }
      guard let found = table.column(named: column.name) else {
        throw Self.unknownColumn(column.name, among: names)
      }
      try column.validate(against: found)
    }
    if let missing = names.first(where: { !seen.contains($0) }) {
      throw Self.invalid("The schema says nothing about column “\(missing)” of the file.")
    }
    return self
  }

  private static func unknownColumn(_ name: String, among names: [String]) -> TableReadingError {
    let key = HeaderName(name).key
    if let similar = names.first(where: { HeaderName($0).key == key }) {
      return TableReadingError(
        .unknownColumn,
        "The schema names a column “\(name)”, which the file spells “\(similar)”.")
    }
    let shown = names.prefix(20).map { "“\($0)”" }.joined(separator: ", ")
    let rest = names.count > 20 ? " and \(names.count - 20) more" : ""
    return TableReadingError(
      .unknownColumn,
      "The schema names a column “\(name)”, which the file does not have; it has \(shown)\(rest).")
  }

  fileprivate static func invalid(_ message: String) -> TableReadingError {
    TableReadingError(.invalidSchema, message)
  }
}

extension ColumnSchema {
  fileprivate func validate(against column: Column) throws(TableReadingError) {
    guard type == column.type else {
      throw Schema.invalid(
        "The schema says column “\(name)” is of type \(type.rawValue), but it was read as "
          + "\(column.type.rawValue); give the schema to the reader too.")
    }
    guard role != .segmentation || type.isMeasurable else {
      let measurable = ColumnType.allCases.filter(\.isMeasurable).map(\.rawValue)
      throw Schema.invalid(
        "Column “\(name)” of type \(type.rawValue) cannot have the role segmentation; "
          + "accepted types: \(measurable.joined(separator: ", ")).")
    }
    guard let order else { return }
    guard case .categories(let categories) = column.values, categories.isOrdered else {
      throw Schema.invalid(
        "Column “\(name)” has an order, but is of type \(type.rawValue); "
          + "accepted: type orderedCategory.")
    }
    let unlistedCount = Set(categories.levels).subtracting(order).count
    guard unlistedCount == 0 else {
      throw Schema.invalid(
        "The order of column “\(name)” leaves out \(unlistedCount) of its "
          + "\(categories.levels.count) levels.")
    }
  }
}

extension ColumnType {
  /// Whether segments can be discovered from values of this type.
  public var isMeasurable: Bool {
    switch self {
    case .number, .flag, .date, .category, .orderedCategory, .multiSelect: true
    case .text, .identifier: false
    }
  }
}
