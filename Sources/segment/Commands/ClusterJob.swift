import Segmentation

/// A run of `segment cluster`: what is the same for every method.
struct ClusterJob {
  /// The file, read.
  let source: NumericSource
  let meter: ProgressMeter
  private let command: Cluster
  private var clock = PhaseClock()
  private var usage = ProcessMemory.usage

  /// Reads the file of a command.
  init(_ command: Cluster) throws {
    self.command = command
    meter = ProgressMeter(isQuiet: command.options.quiet)
    source = try clock.timing("read") {
      try NumericSource(
        command.file, input: command.input, parallelism: command.options.parallelism)
    }
  }

  /// The numbers of the file, scaled as the command asks for.
  ///
  /// - Parameter memoryLimit: When given, numbers of a NumPy file stay there, are read in each pass, and
  ///   scaling them takes no more bytes than this.
  /// - Returns: The scaled numbers.
  /// - Throws: What reading, scaling or filling gaps throws.
  mutating func numericRows(memoryLimit: Int? = nil) throws -> NumericRows {
    try prepared { [source, command] in
      try source.rows(
        scaling: command.scale ?? command.method.scaling, missing: command.missingPolicy.policy,
        input: command.input, parallelism: command.options.parallelism,
        memoryLimit: memoryLimit)
    }
  }

  /// Numbers and categories of the file, the numbers scaled as the command asks for.
  mutating func prototypeRows(_ reading: PrototypeRows.Reading) throws -> PrototypeRows {
    try prepared { [source, command] in
      try source.prototypeRows(
        reading, scaling: command.scale ?? .standard, gaps: command.missingPolicy.gaps,
        input: command.input, parallelism: command.options.parallelism)
    }
  }

  /// Makes rows of the file, timed.
  mutating func prepared<R>(_ body: () throws -> R) throws -> R {
    try timed("prepare", body)
  }

  /// Does something that is neither preparing nor fitting, timed.
  mutating func timed<R>(_ phase: String, _ body: () throws -> R) throws -> R {
    try clock.timing(phase, body)
  }

  /// Fits a method, timed, with the memory and the processor time that it takes.
  mutating func fit<R>(_ doing: String, _ body: () throws -> R) throws -> R {
    meter.show(phase: "clustering", doing)
    let before = ProcessMemory.usage
    let result = try clock.timing("fit", body)
    usage = ProcessMemory.usage.since(before)
    meter.finish()
    return result
  }

  /// Writes what was found to the file of `--model`, when it was asked for.
  ///
  /// - Parameter model: Makes the model of the table that rows were made of, and the identifier's name.
  /// - Throws: `ReportError` when it cannot be written.
  func write(
    model: (_ table: ContactTable, _ identifier: String?) throws -> PlacementModel?
  ) throws {
    guard let path = command.outputs.model, case .contacts(let result) = source,
      let model = try model(result.table, command.input.id)
    else { return }
    let document = try model.encoded()
    try AtomicFile.write(to: path, isReplacing: command.outputs.force) {
      writer throws(ReportError) in try writer.write(document)
    }
  }

  /// Judges what was found, timed.
  mutating func assessed<R>(_ body: () throws -> R) throws -> R {
    meter.show(phase: "assessing", "measuring the result")
    defer { meter.finish() }
    return try clock.timing("assess", body)
  }

  /// Writes the files that were asked for and prints what was found.
  ///
  /// - Parameters:
  ///   - findings: What the method found, in its own keys and words.
  ///   - assignments: The cluster of each row.
  ///   - rows: The rows that were clustered.
  ///   - engine: What computed the distances.
  ///   - tree: The merges, for a method that has them.
  /// - Throws: `ReportError` when something cannot be written.
  func finish(
    _ findings: some ClusterFindings, assignments: Assignments, rows: some ClusteredRows,
    engine: String, tree: CondensedTree? = nil
  ) throws {
    try write(assignments, leaves: tree?.leaves, of: rows)
    if let tree { try write(tree.tree, of: rows) }
    let document = ClusterDocument(
      method: command.method.rawValue, findings: findings, contacts: rows.rowCount,
      columns: rows.columnNames, sizes: assignments.sizes,
      warnings: source.warnings + rows.notes + findings.warnings,
      engine: EngineDocument(parallelism: command.options.parallelism, name: engine),
      seconds: clock.document, usage: usage)
    if command.options.json {
      try StandardOutput.write(json: document)
      return
    }
    try StandardOutput.write(document.text)
    if !command.options.quiet {
      for note in document.warnings { StandardError.write("note: \(note)\n") }
    }
    if command.options.verbose { StandardError.write("Seconds: \(clock.text)\n") }
  }

  private func write(
    _ assignments: Assignments, leaves: Assignments?, of rows: some ClusteredRows
  ) throws {
    guard let path = command.outputs.assignments else { return }
    let file = AssignmentsCSV(
      assignments, leaves: leaves, fileRows: rows.fileRows,
      identifiers: source.identifiers(named: command.input.id))
    try AtomicFile.write(to: path, isReplacing: command.outputs.force) {
      writer throws(ReportError) in try file.write(to: writer)
    }
  }

  private func write(_ dendrogram: Dendrogram, of rows: some ClusteredRows) throws {
    if let path = command.outputs.dendrogram {
      let text =
        switch DendrogramFormat(ofFile: path) {
        case .picture: try picture(of: dendrogram)
        case .newick: try newick(of: dendrogram, rows)
        case .merges: dendrogram.csv
        }
      try AtomicFile.write(to: path, isReplacing: command.outputs.force) {
        writer throws(ReportError) in try writer.write(text)
      }
    }
    if let path = command.outputs.newick {
      let text = try newick(of: dendrogram, rows)
      try AtomicFile.write(to: path, isReplacing: command.outputs.force) {
        writer throws(ReportError) in try writer.write(text)
      }
    }
  }

  /// A tree whose leaves have the rows' identifiers, unless they are micro-clusters.
  private func newick(of dendrogram: Dendrogram, _ rows: some ClusteredRows) throws -> String {
    let isOfRows = dendrogram.leafCount == rows.rowCount
    let names = isOfRows ? source.identifiers(named: command.input.id)?.values : nil
    return try dendrogram.newick(
      names: names.map { names in
        (0..<rows.rowCount).map { names[rows.fileRows?[$0] ?? $0] ?? "" }
      })
  }

  /// A tree with the segments of the cut.
  private func picture(of dendrogram: Dendrogram) throws -> String {
    let count =
      try command.height.map { try dendrogram.cut(atHeight: $0).clusterCount } ?? command.segments
    return try DendrogramPicture(
      dendrogram, segmentCount: count, segmentNames: (0..<count).map { "segment \($0)" },
      noun: "rows"
    ).svg
  }
}

extension ProgressMeter {
  /// What shows how far a search has come; nil when nobody watches.
  var ofSearch: (@Sendable (ClusteringProgress) -> Void)? {
    guard isEnabled else { return nil }
    return { step in
      self.show(
        phase: "clustering", step.words,
        doneShare: Double(step.restart) / Double(step.restartCount))
    }
  }
}

/// Rows of a file that a method clustered.
protocol ClusteredRows {
  var rowCount: Int { get }
  /// What the columns are called.
  var columnNames: [String] { get }
  /// The row of the file, counted from 0, of each row; nil when all are there.
  var fileRows: [Int]? { get }
  /// What a reader should know, in sentences without values.
  var notes: [String] { get }
}

extension NumericRows: ClusteredRows {}
extension PrototypeRows: ClusteredRows {}
