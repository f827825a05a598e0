import ArgumentParser
import Segmentation

/// `segment assign`: places new contacts in the segments of a model.
struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Places contacts in the segments of a saved model.",
    discussion: """
      Writes a CSV: the identifier, segment, segment_name, confidence (1 at a segment's center, 0 on \
      a border), second_segment, is_unusual (farther out than 99 of 100 contacts of the segment).
      For a model of 'segment cluster --model': the identifier or the row, and the segment, both counted \
      from 0 as 'cluster' does.
      """)

  @Argument(
    help: "The file model.json that 'segment discover' wrote, or that of 'segment cluster --model'."
  )
  var model: String

  @Argument(help: "The contacts: CSV or TSV, also .gz; '-' is standard input.")
  var file: String

  @Option(help: "The file to write. Default: standard output.")
  var output: String?

  @Option(
    help: """
      What a level counts as that was rare or unknown when the model was made: pooled (as the rare \
      ones, or where there were none, as saying nothing), missing, or error.
      """)
  var unseen: UnseenLevels = .pooled

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  @OptionGroup var input: InputOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    try checkFiles(writing: [output].compactMap(\.self), reading: [model, file])
    guard [input.columns, input.exclude, input.weights, input.schema].allSatisfy({ $0 == nil })
    else {
      throw ValidationError(
        "The model knows its columns: --columns, --exclude, --weights and --schema are for making one."
      )
    }
    guard output != nil || !options.json else {
      throw ValidationError("--json needs --output FILE: standard output holds one document.")
    }
  }

  func run() throws {
    var clock = PhaseClock()
    let model: SegmentationModel
    switch try SavedModel(contentsOf: self.model) {
    case .segments(let saved): model = saved
    case .placement(let saved): return try place(saved, &clock)
    }
    let contacts = try Contacts(
      reading: TableSource(argument: file),
      options: try input.readingOptions(parallelism: options.parallelism), as: model,
      identifier: input.id)
    clock.add(contacts.seconds)
    let scores = try clock.timing("assign") {
      try model.scores(
        of: contacts.table, unseenLevels: unseen, parallelism: options.parallelism)
    }
    if !options.quiet {
      for warning in contacts.report.warnings + scores.warnings {
        StandardError.write("note: \(warning)\n")
      }
    }
    let csv = try SegmentsCSV(
      scores, model: model, contacts: contacts, marksUnusual: true)
    try deliver(clock) { writer throws(ReportError) in
      try csv.write(to: writer)
    } as: { output, engine, seconds in
      AssignDocument(scores, model: model, output: output, engine: engine, seconds: seconds)
    }
  }

  /// Places rows by what `segment cluster` found.
  private func place(_ model: PlacementModel, _ clock: inout PhaseClock) throws {
    let contacts = try Contacts(
      reading: TableSource(argument: file),
      options: try input.readingOptions(parallelism: options.parallelism), as: model,
      identifier: input.id)
    clock.add(contacts.seconds)
    let placement = try RewordedError.rewordingGaps {
      try clock.timing("assign") {
        try model.placement(
          of: contacts.table, unseenLevels: unseen, parallelism: options.parallelism)
      }
    }
    let notes = contacts.report.warnings + placement.notes
    if !options.quiet { for note in notes { StandardError.write("note: \(note)\n") } }
    let csv = AssignmentsCSV(
      placement.assignments, leaves: nil, fileRows: nil, identifiers: contacts.identifier)
    try deliver(clock) { writer throws(ReportError) in
      try csv.write(to: writer)
    } as: { output, engine, seconds in
      PlacementDocument(
        placement, model: model, notes: notes, output: output, engine: engine, seconds: seconds)
    }
  }

  /// Writes the table to where it belongs, and says so.
  private func deliver(
    _ clock: PhaseClock, _ write: (FileWriter) throws(ReportError) -> Void,
    as document: (String, EngineDocument, SecondsDocument) -> some Encodable
  ) throws {
    guard let output else {
      try StandardOutput.write(write)
      return
    }
    try AtomicFile.write(to: output, isReplacing: force, write)
    if options.json {
      let engine = EngineDocument(parallelism: options.parallelism, name: "direct")
      try StandardOutput.write(json: document(output, engine, clock.document))
    } else if !options.quiet {
      try StandardOutput.write("Wrote \(output).\n")
    }
  }
}
