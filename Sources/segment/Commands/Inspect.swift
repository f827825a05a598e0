import ArgumentParser
import Segmentation

/// `segment inspect`: how each column of a file is understood.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what each column of a file is, what it will be used for, and why.",
    discussion: """
      Roles: segmentation (segments are discovered from it), descriptor (segments are described by \
      it), outcome (segments are judged by it), identifier, personal (reaches no result), ignored.
      To change a role, a type or a basis, save what --json prints, edit it, and pass it with \
      --schema.
      """)

  @Argument(help: "The contacts: CSV or TSV, also .gz; '-' is standard input.")
  var file: String

  @Option(help: "Which kind of segmentation is wanted; it decides roles.")
  var goal: SegmentationGoal = .all

  @OptionGroup var input: InputOptions
  @OptionGroup var options: RunOptions

  func run() throws {
    var clock = PhaseClock()
    let contacts = try input.contacts(from: [file], goal: goal, parallelism: options.parallelism)
    clock.add(contacts.seconds)
    if options.json {
      try StandardOutput.write(
        json: InspectDocument(
          contacts, seconds: clock.document, peakMemoryMB: ProcessMemory.usage.peakMB))
      return
    }
    try StandardOutput.write(SchemaTable(contacts.schema).text)
    let notes = contacts.report.warnings + contacts.notices
    if !notes.isEmpty, !options.quiet {
      try StandardOutput.write("\n" + notes.map { "note: \($0)\n" }.joined())
    }
    if options.verbose { StandardError.write("Seconds: \(clock.text)\n") }
  }
}
