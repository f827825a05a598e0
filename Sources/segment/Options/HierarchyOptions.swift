import ArgumentParser
import Segmentation

/// Options of hierarchies that most runs leave alone.
struct HierarchyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "For --linkage genie: how unequal sizes may be before the smallest clusters are merged first, "
        + "a Gini index from 0 to 1 (default: 0.3).", valueName: "index"))
  var gini: Double?

  @Flag(help: "Let rows go to the nearest mean of the cut, by k-means, until none does.")
  var consolidate = false
}

/// What a hierarchy may cost, and how much memory k-means may take.
struct TreeBudgetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The memory a hierarchy may take beside the rows, such as 800MB or 1GB. Beyond it, rows are "
        + "condensed into micro-clusters first. For kmeans on .npy: the memory the run may take; rows "
        + "stay in the file, which may be larger, and where their packed copy does not fit they are "
        + "read again in each pass, with the same result (default: no limit).", valueName: "size"))
  var memory: ByteCount?

  @Option(
    help: ArgumentHelp(
      "The time that it may take, such as 60s, as estimated for one thread: the result is the same "
        + "on every machine (default: no limit).", valueName: "seconds"))
  var time: Seconds?

  var isGiven: Bool { memory != nil || time != nil }

  var budget: TreeBudget { TreeBudget(bytes: memory?.bytes, seconds: time?.seconds) }
}

/// An amount of memory: a number, and B, KB, MB, GB or TB (powers of 1000).
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  private static let units = ["TB": 1e12, "GB": 1e9, "MB": 1e6, "KB": 1e3, "B": 1]

  init?(argument: String) {
    let unit = String(argument.reversed().prefix { $0.isLetter }.reversed())
    guard let factor = Self.units[unit.uppercased()],
      let number = Double(argument.dropLast(unit.count)), number > 0, number * factor < 1e18
    else { return nil }
    bytes = Int(number * factor)
  }
}

extension ByteCount {
  /// What is left when something is used.
  func bytes(beside usage: ProcessMemory) -> Int {
    max(0, bytes - Int(usage.residentMB * 1_048_576))
  }

  /// Why this is too little when something is used already; nil when it is enough.
  func shortage(of needed: Int, beside usage: ProcessMemory) -> String? {
    guard bytes(beside: usage) < needed else { return nil }
    func text(_ bytes: Int) -> String {
      PlainNumber.text((bytes + 999_999) / 1_000_000) + " MB"
    }
    let used = Int(usage.residentMB * 1_048_576)
    return "--memory is \(text(bytes)), but the run itself takes \(text(used)) and what it keeps "
      + "of the rows \(text(needed)); give at least \(text(used + needed))"
  }
}

/// A length of time: a number of seconds, with or without an s.
struct Seconds: ExpressibleByArgument {
  let seconds: Double

  init?(argument: String) {
    guard let seconds = Double(argument.hasSuffix("s") ? String(argument.dropLast()) : argument),
      seconds > 0, seconds.isFinite
    else { return nil }
    self.seconds = seconds
  }
}
