/// A contacts file that was read, and what its columns are.
public struct Contacts: Sendable {
  /// The contacts.
  public let table: ContactTable
  /// What each column is and is used for.
  public let schema: Schema
  /// What was met while reading.
  public let report: ReadingReport
  /// What an analyst should know about them, in sentences without values.
  public let notices: [String]
  /// How long it took.
  public let seconds: Seconds

  /// How long reading took, in seconds of wall clock.
  public struct Seconds: Sendable, Hashable, Codable {
    /// Bytes to typed columns.
    public let read: Double
    /// Finding out what the columns are used for, and what is odd about them.
    public let infer: Double
  }

  /// Reads a file and infers its schema.
  ///
  /// - Parameters:
  ///   - source: Where the contacts are.
  ///   - options: How they are read.
  ///   - goal: Which kind of segmentation is wanted.
  ///   - overrides: What a person knows better than what is inferred; nil for nothing.
  ///   - identifier: The column that tells contacts apart; inferred when nil.
  /// - Throws: `TableReadingError` when the file cannot be read or a named column is not there.
  /// - Complexity: O(bytes).
  public init(
    reading source: TableSource, options: ReadingOptions = ReadingOptions(),
    goal: SegmentationGoal = .all, overrides: SchemaOverrides? = nil, identifier: String? = nil
  ) throws(TableReadingError) {
    var options = options
    if let overrides {
      options.columnTypes.merge(overrides.columnTypes) { $1 }
      options.levelOrders.merge(overrides.levelOrders) { $1 }
      options.identifierColumns.formUnion(
        overrides.columns.filter { $0.role == .identifier && $0.type == nil }.map(\.name))
    }
    options.setIdentifier(identifier)
    let start = ContinuousClock.now
    let result = try ContactTableReader(options: options).read(source)
    let whenRead = ContinuousClock.now
    var schema = Schema.inferred(
      from: result.table, goal: goal, parallelism: options.parallelism)
    if let overrides {
      schema = try schema.overridden(by: overrides).validated(against: result.table)
    }
    if let identifier { schema.setIdentifier(identifier) }
    table = result.table
    self.schema = schema
    report = result.report
    notices = schema.notices(about: table, goal: goal, parallelism: options.parallelism)
      .map(\.message)
    seconds = Seconds(
      read: (whenRead - start).seconds, infer: (ContinuousClock.now - whenRead).seconds)
  }

  /// Reads new contacts as those were read that a model was made from.
  ///
  /// - Parameters:
  ///   - source: Where the contacts are.
  ///   - options: How they are read.
  ///   - model: The model; its columns are read as the types that it knows.
  ///   - identifier: The column that tells contacts apart; the model's when nil.
  /// - Throws: `TableReadingError` when the file cannot be read, lacks a column of the model, or has
  ///   something else in it.
  /// - Complexity: O(bytes).
  public init(
    reading source: TableSource, options: ReadingOptions = ReadingOptions(),
    as model: SegmentationModel, identifier: String? = nil
  ) throws(TableReadingError) {
    try self.init(
      reading: source, options: options, columns: model.vectorizer.columnNames,
      as: model.schema, identifier: identifier)
  }

  /// Reads new rows as those were read that a model was made from; see
  /// ``init(reading:options:as:identifier:)-(_,_,SegmentationModel,_)``.
  ///
  /// - Throws: As there.
  public init(
    reading source: TableSource, options: ReadingOptions = ReadingOptions(),
    as model: PlacementModel, identifier: String? = nil
  ) throws(TableReadingError) {
    try self.init(
      reading: source, options: options, columns: model.columns.names,
      as: model.columns.schema, identifier: identifier)
  }

  private init(
    reading source: TableSource, options: ReadingOptions, columns: [String], as known: Schema,
    identifier: String?
  ) throws(TableReadingError) {
    var options = options
    for name in columns {
      guard let column = known[name] else { continue }
      options.columnTypes[name] = column.type
      if let order = column.order { options.levelOrders[name] = order }
    }
    let ownIdentifier = known.columns.first { $0.role == .identifier }?.name
    if let ownIdentifier { options.identifierColumns.insert(ownIdentifier) }
    options.setIdentifier(identifier)
    let start = ContinuousClock.now
    let result = try ContactTableReader(options: options).read(source)
    seconds = Seconds(read: (ContinuousClock.now - start).seconds, infer: 0)
    var schema = known
    schema.columns.removeAll { result.table.column(named: $0.name) == nil }
    if let identifier, schema[identifier] == nil, result.table.column(named: identifier) != nil {
      schema.columns.append(ColumnSchema(name: identifier, type: .identifier, role: .identifier))
    }
    if let name = identifier ?? ownIdentifier { schema.setIdentifier(name) }
    table = result.table
    self.schema = schema
    report = result.report
    notices = []
  }

  /// Reads a file with default options and infers its schema.
  ///
  /// - Parameter path: A CSV or TSV file, plain or `.gz`.
  /// - Throws: `TableReadingError` when it cannot be read.
  /// - Complexity: O(bytes).
  public init(contentsOf path: String) throws(TableReadingError) {
    try self.init(reading: TableSource(path: path))
  }

  /// The column that is passed through to the output; nil when there is none.
  public var identifier: (name: String, values: TextValues)? {
    for entry in schema.columns where entry.role == .identifier {
      switch table.column(named: entry.name)?.values {
      case .identifiers(let values), .texts(let values): return (entry.name, values)
      default: continue
      }
    }
    return nil
  }
}

extension ReadingOptions {
  /// Asks for a column that tells contacts apart, to be kept to the byte.
  fileprivate mutating func setIdentifier(_ name: String?) {
    guard let name else { return }
    columnTypes[name] = .identifier
    identifierColumns.insert(name)
  }
}

extension Schema {
  /// Makes a column the one that tells contacts apart.
  mutating func setIdentifier(_ name: String) {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return }
    columns[index].role = .identifier
    columns[index].basis = nil
    columns[index].reason = "named as the column that tells contacts apart"
    // The first identifier is the one that is passed through.
    for other in columns.indices where other != index && columns[other].role == .identifier {
      columns[other].role = .ignored
      columns[other].reason = "another column was named as the identifier"
    }
  }
}
