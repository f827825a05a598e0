import Segmentation

/// The file that `segment cluster` works on: contacts, or numbers that NumPy wrote.
enum NumericSource {
  case contacts(ReadResult)
  case numbers(NumPyFile)

  init(_ path: String, input: InputOptions, parallelism: Parallelism) throws {
    if path.hasSuffix(".npy") {
      self = .numbers(try NumPyFile(path: path))
    } else {
      var options = try input.readingOptions(parallelism: parallelism)
      if let schema = input.schema {
        let overrides = try SchemaOverrides(contentsOf: schema)
        options.columnTypes = overrides.columnTypes
        options.levelOrders = overrides.levelOrders
      }
      if let id = input.id { options.columnTypes[id] = .identifier }
      self = .contacts(
        try ContactTableReader(options: options).read(TableSource(argument: path)))
    }
  }

  func rows(
    scaling: Scaling, missing: MissingPolicy, input: InputOptions, parallelism: Parallelism,
    memoryLimit: Int? = nil
  ) throws -> NumericRows {
    switch self {
    case .contacts(let result):
      try NumericRows(
        result.table, schema: try schema(of: result.table, input, parallelism),
        columns: input.columns?.commaSeparated, scaling: scaling, missing: missing,
        weightColumn: input.weights)
    case .numbers(let file):
      try NumericRows(file, scaling: scaling, memoryLimit: memoryLimit)
    }
  }

  /// Numbers, flags and categories, gaps and all.
  func mixedRows(input: InputOptions, parallelism: Parallelism) throws -> MixedRows {
    switch self {
    case .contacts(let result):
      try MixedRows(
        result.table, schema: try schema(of: result.table, input, parallelism),
        columns: input.columns?.commaSeparated, weightColumn: input.weights)
    case .numbers(let file):
      try MixedRows(file.matrix())
    }
  }

  private func schema(
    of table: ContactTable, _ input: InputOptions, _ parallelism: Parallelism
  ) throws -> Schema {
    let schema = Schema.inferred(from: table, goal: .all, parallelism: parallelism)
    guard let path = input.schema else { return schema }
    return try schema.overridden(by: try SchemaOverrides(contentsOf: path))
  }

  func prototypeRows(
    _ reading: PrototypeRows.Reading, scaling: Scaling, gaps: PrototypeRows.Gaps,
    input: InputOptions,
    parallelism: Parallelism
  ) throws -> PrototypeRows {
    switch self {
    case .contacts(let result):
      try PrototypeRows(
        result.table, schema: try schema(of: result.table, input, parallelism),
        columns: input.columns?.commaSeparated, reading: reading,
        scaling: scaling, gaps: gaps, weightColumn: input.weights)
    case .numbers(let file):
      try PrototypeRows(file, scaling: scaling)
    }
  }

  /// The prototypes at which a search starts: the columns of the rows, read as they were.
  func prototypes(
    _ path: String, for rows: PrototypeRows, input: InputOptions, parallelism: Parallelism
  ) throws -> MixedMatrix {
    var options = try input.readingOptions(parallelism: parallelism)
    options.selectedColumns = nil
    options.excludedColumns = []
    if case .contacts(let result) = self {
      for column in result.table.columns where rows.columnNames.contains(column.name) {
        options.columnTypes[column.name] = column.type
        if case .categories(let values) = column.values, values.isOrdered {
          options.levelOrders[column.name] = values.levels
        }
      }
    }
    return try rows.rows(
      like: try ContactTableReader(options: options).read(TableSource(argument: path)).table)
  }

  /// The centers at which a search starts: the columns of the rows, or all numbers where the file
  /// calls its columns otherwise.
  static func start(
    _ path: String, for rows: NumericRows, input: InputOptions, parallelism: Parallelism
  ) throws -> Matrix {
    guard !path.hasSuffix(".npy") else { return try NumPyFile(path: path).matrix() }
    var options = try input.readingOptions(parallelism: parallelism)
    options.selectedColumns = nil
    options.excludedColumns = []
    let table = try ContactTableReader(options: options).read(TableSource(argument: path)).table
    let hasNames = rows.columnNames.allSatisfy { table.column(named: $0) != nil }
    return try NumericRows(
      table, columns: hasNames ? rows.columnNames : nil, scaling: .none, missing: .error
    ).matrix
  }

  /// What was odd about the file.
  var warnings: [String] {
    switch self {
    case .contacts(let result): result.report.warnings
    case .numbers: []
    }
  }

  /// The column that tells rows apart, when one was named.
  func identifiers(named name: String?) -> (name: String, values: TextValues)? {
    guard let name, case .contacts(let result) = self,
      case .identifiers(let values) = result.table.column(named: name)?.values
    else { return nil }
    return (name, values)
  }
}

extension TableSource {
  /// A file named on the command line; `-` is standard input.
  init(argument: String) {
    self = argument == "-" ? .standardInput : TableSource(path: argument)
  }

  /// One or several files named on the command line.
  init(arguments: [String]) {
    self =
      arguments.count == 1 ? TableSource(argument: arguments[0]) : TableSource(paths: arguments)
  }
}
