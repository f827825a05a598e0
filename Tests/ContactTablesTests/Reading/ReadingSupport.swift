import ParallelBlocks
import Testing

@testable import ContactTables

/// Reads text as a file.
func read(
  _ text: String, blockSize: Int = 1 << 20, threads: Int = 1,
  _ adjust: (inout ReadingOptions) -> Void = { _ in }
) throws -> ReadResult {
  try read(bytes: Array(text.utf8), blockSize: blockSize, threads: threads, adjust)
}

func read(
  bytes: [UInt8], blockSize: Int = 1 << 20, threads: Int = 1,
  _ adjust: (inout ReadingOptions) -> Void = { _ in }
) throws -> ReadResult {
  var options = ReadingOptions()
  options.parallelism = Parallelism(threadCount: threads)
  adjust(&options)
  var reader = ContactTableReader(options: options)
  reader.blockSize = blockSize
  return try reader.read(TableSource(bytes: bytes))
}

/// The error of reading, which must be thrown.
func readingError(
  _ text: String, _ adjust: (inout ReadingOptions) -> Void = { _ in }
) throws -> TableReadingError {
  do {
    _ = try read(text, adjust)
  } catch let error as TableReadingError {
    return error
  }
  throw TableReadingError(.invalidOption, "nothing was thrown")
}

extension ColumnValues {
  /// The values as text, to compare columns of any type; nil is missing.
  var spelled: [String?] {
    switch self {
    case .numbers(let values): values.values.map { $0.isNaN ? nil : "\($0)" }
    case .flags(let values): values.states.map { $0 == FlagValues.missing ? nil : "\($0)" }
    case .dates(let values): values.seconds.map { $0.isNaN ? nil : "\($0)" }
    case .categories(let values):
      (0..<values.codes.count).map { row in values.codes[row].map { values.levels[$0] } }
    case .multiSelect(let values):
      (0..<values.count).map { row in
        values[row].isEmpty
          ? nil : values[row].map { values.levels[Int($0)] }.joined(separator: "+")
      }
    case .texts(let values), .identifiers(let values): (0..<values.count).map { values[$0] }
    }
  }
}

extension ContactTable {
  func type(_ name: String) -> ColumnType? { column(named: name)?.type }

  func spelled(_ name: String) -> [String?]? { column(named: name)?.values.spelled }

  func numbers(_ name: String) -> [Double]? {
    guard case .numbers(let values) = column(named: name)?.values else { return nil }
    return values.values
  }
}

/// A small generator of repeatable draws.
struct Draws: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A column of one name, one cell a line.
func column(_ name: String, _ cells: [String]) -> String {
  ([name] + cells).map { "\"\($0)\",x" }.joined(separator: "\n")
}
