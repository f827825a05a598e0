import ArgumentParser
import Segmentation

/// Options of every command that computes.
struct RunOptions: ParsableArguments {
  @Option(help: "How many threads may work; the result does not depend on it.")
  var threads: Int = Parallelism.automatic.threadCount

  @Flag(help: "Print one JSON document on standard output, and nothing else there.")
  var json = false

  @Flag(help: "No progress and no notes on standard error.")
  var quiet = false

  @Flag(help: "Say more: each column's share of the distance, the engine, the time of each phase.")
  var verbose = false

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads takes a whole number from 1 to 1024.")
    }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other.")
    }
  }

  var parallelism: Parallelism { Parallelism(threadCount: threads) }
}
