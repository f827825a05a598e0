import ArgumentParser
import Segmentation

/// The command `segment`: from contacts to named segments.
@main
struct Segment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Finds, describes and names the segments in a file of contacts.",
    discussion: """
      Start with 'segment discover contacts.csv'. 'segment inspect contacts.csv' shows beforehand \
      how each column is understood.

      Exit status: 0 done; 1 the data cannot be used; 64 wrong usage.
      """,
    version: Release.version,
    subcommands: [Discover.self, Inspect.self, Cluster.self, Assign.self]
  )

  static func main() {
    BLAS.stopIdleThreads()
    main(nil)
  }
}
