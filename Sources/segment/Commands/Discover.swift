import ArgumentParser
import Segmentation

/// `segment discover`: from contacts to named segments.
struct Discover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds, describes and names the segments in a file of contacts.",
    discussion: """
      Prints a table of the segments and writes into the output folder:
        segments.csv   the segment of each contact, beside its identifier
        report.md      the report to read and to share
        profile.json   what distinguishes each segment
        model.json     the model, for 'segment assign'
        schema.json    how each column was understood; edit it and pass it with --schema
        tree.svg       how the segments nest, with --method hierarchical
      """)

  @Argument(
    help: "The contacts: CSV or TSV, also .gz; '-' is standard input. Several files are one table.")
  var files: [String]

  @Option(help: "'auto' compares 2 to 8; or a number; or a range to compare, such as 3...6.")
  var segments: SegmentCount = .automatic

  @Option(
    help: """
      How segments are found: auto (kprototypes for numbers together with levels, else kmeans), \
      kmeans, kprototypes (one level in each category of a segment), kmedoids, or hierarchical: the \
      cut of a tree; 'assign' then places contacts by the nearest mean.
      """)
  var method: SegmentationMethod = .automatic

  @Option(help: "How hierarchical measures between clusters (default: ward).")
  var linkage: Linkage?

  @OptionGroup(title: "Large hierarchies") var treeBudget: TreeBudgetOptions

  @Option(help: "Which kind of segmentation is wanted.")
  var goal: SegmentationGoal = .all

  @Option(
    help: "The day dates are counted back from, as 2024-03-13. Default: the newest in the data.")
  var asOf: AsOfDate?

  @Option(help: "A CSV with the columns column, code and meaning, for names that people can read.")
  var codebook: String?

  @Option(help: "The folder for the results.")
  var output = "segments-out"

  @Flag(help: "Replace files in the output folder that this command did not write.")
  var force = false

  @Option(help: "Seeds all random draws.")
  var seed: UInt64 = 1

  @OptionGroup var input: InputOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    switch segments {
    case .exactly(let count) where count < 1:
      throw ValidationError("--segments takes a number from 1 on.")
    case .among(let counts) where counts.lowerBound < 2:
      throw ValidationError("--segments compares numbers from 2 on.")
    default: break
    }
    guard linkage == nil || method == .hierarchical else {
      throw ValidationError("--linkage is for --method hierarchical.")
    }
    guard !treeBudget.isGiven || method == .hierarchical else {
      throw ValidationError("--memory and --time are for --method hierarchical.")
    }
    guard !files.isEmpty else { throw ValidationError("Name at least one file of contacts.") }
    guard files.count == 1 || !files.contains("-") else {
      throw ValidationError("Standard input cannot be joined with files.")
    }
    guard !output.isEmpty else { throw ValidationError("--output takes the name of a folder.") }
  }

  func run() throws {
    let folder = OutputFolder(path: output, isForced: force)
    try folder.check(ResultFiles.names(for: method))
    StandardError.warnAboutBLAS(unless: options.quiet)
    let meter = ProgressMeter(isQuiet: options.quiet)
    defer { meter.finish() }
    var clock = PhaseClock()

    meter.show(phase: "reading", files.joined(separator: ", "))
    let levelNames =
      try codebook.map { try LevelNames(readingCodebook: TableSource(path: $0)) } ?? .none
    let contacts = try input.contacts(from: files, goal: goal, parallelism: options.parallelism)
    clock.add(contacts.seconds)
    let result = try pipeline(levelNames, meter).segments(in: contacts)
    clock.add(result.seconds)
    let results = ResultFiles(
      result, contacts: contacts, levelNames: levelNames, settings: settings)
    let written = try results.write(to: folder)
    meter.finish()

    if options.json {
      try StandardOutput.write(
        json: DiscoverDocument(
          result, contents: results.contents, files: written,
          engine: EngineDocument(parallelism: options.parallelism, name: result.engine),
          seconds: clock.document))
      return
    }
    try StandardOutput.write(TextReport(results.contents).text)
    try StandardOutput.write("\nWrote \(written.map(\.path).joined(separator: ", ")).\n")
    if options.verbose { explain(result, clock) }
  }

  private var settings: [(name: String, value: String)] {
    [
      ("Number of segments", segments.description), ("Requested method", method.rawValue),
      ("Goal", goal.rawValue),
    ] + (method == .hierarchical ? [("Linkage", (linkage ?? .ward).rawValue)] : [])
      + [treeBudget.memory.map { ("Limit of memory", "\($0.bytes) bytes") }].compactMap(\.self)
      + [treeBudget.time.map { ("Limit of time", "\($0.seconds) seconds") }].compactMap(\.self)
  }

  private func pipeline(_ levelNames: LevelNames, _ meter: ProgressMeter) -> SegmentationPipeline {
    var pipeline = SegmentationPipeline()
    pipeline.goal = goal
    pipeline.segmentCount = segments
    pipeline.method = method
    pipeline.linkage = linkage ?? .ward
    pipeline.treeBudget = treeBudget.budget
    pipeline.asOf = asOf
    pipeline.weightColumn = input.weights
    pipeline.levelNames = levelNames
    pipeline.seed = seed
    pipeline.parallelism = options.parallelism
    if meter.isEnabled {
      pipeline.progress = { step in
        meter.show(phase: step.phase, step.detail, doneShare: step.doneShare)
      }
    }
    return pipeline
  }

  /// What `--verbose` adds, on standard error.
  private func explain(_ result: DiscoveredSegments, _ clock: PhaseClock) {
    StandardError.write("\nEach column's share of the distance between contacts:\n")
    for column in result.distanceShares.columns {
      StandardError.write("  \(column.column) \(PlainNumber.percent(column.share))\n")
    }
    if let warning = BLAS.implementation.warning { StandardError.write("warning: \(warning)\n") }
    let engine = EngineDocument(parallelism: options.parallelism, name: result.engine)
    StandardError.write("Engine: \(engine.text)\n")
    StandardError.write("Seconds: \(clock.text)\n")
  }
}
