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
      if let id = input.id { options.columnTypes[id] = .identifier }
      self = .contacts(
        try ContactTableReader(options: options).read(TableSource(argument: path)))
    }
  }

  func rows(scaling: Scaling, missing: MissingPolicy, input: InputOptions) throws -> NumericRows {
    switch self {
    case .contacts(let result):
      try NumericRows(
        result.table, columns: input.columns?.commaSeparated, scaling: scaling, missing: missing,
        weightColumn: input.weights)
    case .numbers(let file):
      try NumericRows(file, scaling: scaling)
    }
  }

  /// All numbers, as the centers at which a search starts.
  var start: Matrix {
    get throws {
      switch self {
      case .contacts(let result):
        try NumericRows(result.table, scaling: .none, missing: .error).matrix
      case .numbers(let file): file.matrix()
      }
    }
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
}
