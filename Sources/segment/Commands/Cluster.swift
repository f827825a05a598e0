import ArgumentParser
import Segmentation

/// `segment cluster`: the workbench, one method exactly as told.
struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs one clustering method on the numbers of a file, exactly as told.",
    discussion: """
      FILE is CSV or TSV (numbers and flags are used), or a NumPy file: .npy with float32 or \
      float64, C order, one or two dimensions.
      """)

  @Argument(help: "The rows: CSV or TSV, also .gz, or .npy; '-' is standard input.")
  var file: String

  @Option(help: "The method: kmeans, kmedoids or hierarchical.")
  var method: ClusteringMethod = .kMeans

  @Option(help: "How many clusters.")
  var segments: Int

  @Option(help: "none, standard (population standard deviation), robust or range.")
  var scale: Scaling = .standard

  @Option(
    help: "Where the search starts: plusplus, random, or rows:FILE (.npy or CSV, one row a center)."
  )
  var initialization: StartingPoint = .plusPlus

  @Option(help: "How many starts are tried; a hierarchy has none.")
  var restarts = 10

  @Option(help: "The largest number of iterations, for kmedoids of rounds over all rows.")
  var iterations = 300

  @Option(
    help: "Ends kmeans when centers move less, relative to variance; 0: until no label changes."
  )
  var tolerance = 1e-4

  @Flag(help: "Search on by moving single rows as long as that pays, as discover does.")
  var exchange = false

  @Option(help: "How a hierarchy measures between clusters (default: ward).")
  var linkage: Linkage?

  @Option(help: "How kmedoids and hierarchical measure between rows (default: euclidean).")
  var distance: Metric?

  @Option(help: "Write the merges of a hierarchy to this CSV file, numbered as scipy does.")
  var dendrogram: String?

  @Option(help: "Rows with a missing value: error, impute or drop.")
  var missingPolicy: MissingRows = .error

  @Option(
    help: "For kmeans: automatic, fused or blas; the result does not depend on it.")
  var engine: KMeans.Engine = .automatic

  @Option(help: "Write the segment of each row, counted from 0, to this CSV file.")
  var assignments: String?

  @Flag(help: "Replace the assignments and dendrogram files if they exist.")
  var force = false

  @Option(help: "Seeds all random draws.")
  var seed: UInt64 = 1

  @OptionGroup var input: InputOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    guard segments >= 1 else { throw ValidationError("--segments takes a whole number from 1 on.") }
    guard restarts >= 1 else { throw ValidationError("--restarts takes a whole number from 1 on.") }
    guard iterations >= 1 else {
      throw ValidationError("--iterations takes a whole number from 1 on.")
    }
    guard tolerance >= 0, tolerance.isFinite else {
      throw ValidationError("--tolerance takes a number from 0 on.")
    }
    guard method == .hierarchical || linkage == nil && dendrogram == nil else {
      throw ValidationError("--linkage and --dendrogram are for --method hierarchical.")
    }
    guard method == .kMeans || !exchange && initialization.isPlusPlus else {
      throw ValidationError("--exchange and --initialization are for --method kmeans.")
    }
    guard method != .kMeans || distance == nil else {
      throw ValidationError("--distance is for --method kmedoids and hierarchical.")
    }
    let isArray = file.hasSuffix(".npy")
    guard !isArray || missingPolicy == .error && !input.namesColumns else {
      throw ValidationError(
        "A .npy file has no columns with names and no missing values: --columns, --exclude, --id, "
          + "--weights, --schema and --missing-policy are for CSV files.")
    }
  }

  func run() throws {
    StandardError.warnAboutBLAS(unless: options.quiet)
    let meter = ProgressMeter(isQuiet: options.quiet)
    defer { meter.finish() }
    var clock = PhaseClock()
    let source = try clock.timing("read") {
      try NumericSource(file, input: input, parallelism: options.parallelism)
    }
    let rows = try clock.timing("prepare") {
      try source.rows(scaling: scale, missing: missingPolicy.policy, input: input)
    }
    switch method {
    case .kMeans: try runKMeans(on: rows, from: source, &clock, meter)
    case .kMedoids: try runMedoids(on: rows, from: source, &clock, meter)
    case .hierarchical: try runHierarchy(on: rows, from: source, &clock, meter)
    }
  }

  private func runKMeans(
    on rows: NumericRows, from source: NumericSource, _ clock: inout PhaseClock,
    _ meter: ProgressMeter
  ) throws {
    let settings = try kMeans(rows, meter)
    let before = ProcessMemory.usage
    let model = try clock.timing("fit") {
      try rows.fitted(by: settings)
    }
    let usage = ProcessMemory.usage.since(before)
    meter.finish()
    try writeAssignments(model.assignments, of: rows, source)

    let document = ClusterDocument(
      model: model, centersOriginal: try rows.originalUnits(of: model.centers), rows: rows,
      warnings: source.warnings + rows.notes, seed: seed,
      engine: EngineDocument(
        parallelism: options.parallelism,
        name: settings.resolvedEngine(
          rowCount: rows.rowCount, columnCount: rows.columnNames.count
        ).rawValue),
      seconds: clock.document, usage: usage)
    try show(document, text: document.text, warnings: document.warnings, clock)
  }

  /// Prints a finished run as the options ask for it.
  func show(
    _ document: some Encodable, text: String, warnings: [String], _ clock: PhaseClock
  ) throws {
    if options.json {
      try StandardOutput.write(json: document)
      return
    }
    try StandardOutput.write(text)
    if !options.quiet {
      for note in warnings { StandardError.write("note: \(note)\n") }
    }
    if options.verbose { StandardError.write("Seconds: \(clock.text)\n") }
  }

  private func kMeans(_ rows: NumericRows, _ meter: ProgressMeter) throws -> KMeans {
    var settings = KMeans(
      clusterCount: segments, restarts: restarts, iterationLimit: iterations, tolerance: tolerance,
      exchangesRows: exchange, seed: seed, parallelism: options.parallelism, engine: engine)
    switch initialization {
    case .plusPlus: break
    case .random: settings.initialization = .random
    case .rows(let path):
      let start = try NumericSource.start(
        path, for: rows, input: input, parallelism: options.parallelism)
      settings.initialization = .centers(try rows.scaled(start))
    }
    if meter.isEnabled {
      settings.progress = { step in
        meter.show(
          phase: "clustering", step.words,
          doneShare: Double(step.restart) / Double(step.restartCount))
      }
    }
    return settings
  }

  func writeAssignments(
    _ assignments: Assignments, of rows: NumericRows, _ source: NumericSource
  ) throws {
    guard let path = self.assignments else { return }
    let file = AssignmentsCSV(
      assignments, fileRows: rows.fileRows, identifiers: source.identifiers(named: input.id))
    try AtomicFile.write(to: path, isReplacing: force) { writer throws(ReportError) in
      try file.write(to: writer)
    }
  }
}

/// A method of the workbench.
enum ClusteringMethod: String, ExpressibleByArgument, CaseIterable {
  case kMeans = "kmeans"
  case kMedoids = "kmedoids"
  case hierarchical
}

/// What happens to rows with a missing value.
enum MissingRows: String, ExpressibleByArgument, CaseIterable {
  case error
  case impute
  case drop

  var policy: MissingPolicy {
    switch self {
    case .error: .error
    case .impute: .imputed(indicatorShare: nil)
    case .drop: .dropped
    }
  }
}

/// Where a search starts.
enum StartingPoint: ExpressibleByArgument, CustomStringConvertible {
  case plusPlus
  case random
  case rows(String)

  init?(argument: String) {
    switch argument {
    case "plusplus": self = .plusPlus
    case "random": self = .random
    default:
      guard argument.hasPrefix("rows:"), argument.count > 5 else { return nil }
      self = .rows(String(argument.dropFirst(5)))
    }
  }

  var isPlusPlus: Bool {
    if case .plusPlus = self { true } else { false }
  }

  var description: String {
    switch self {
    case .plusPlus: "plusplus"
    case .random: "random"
    case .rows(let path): "rows:\(path)"
    }
  }

  var defaultValueDescription: String { description }
}
