import ArgumentParser
import Segmentation

/// Options of every command that reads contacts.
struct InputOptions: ParsableArguments {
  @Option(help: "What separates cells: ',', ';', '|', 'tab'. Found out by default.")
  var delimiter: String?

  @Option(help: "utf-8, utf-16le, utf-16be or windows-1252. Found out by default.")
  var encoding: String?

  @Flag(help: "Numbers are written with a decimal comma. Decided for each column by default.")
  var decimalComma = false

  @Flag(help: "Ambiguous dates such as 03/04/2024 begin with the day.")
  var dayFirst = false

  @Flag(help: "Ambiguous dates such as 03/04/2024 begin with the month.")
  var monthFirst = false

  @Flag(help: "The first line holds contacts; columns are called column 1, column 2, ….")
  var noHeader = false

  @Option(help: "More spellings of a missing value, separated by commas.")
  var missing: String?

  @Option(
    help: "Use only these columns, separated by commas; a name with a comma goes in double quotes.")
  var columns: String?

  @Option(help: "Leave these columns out, separated by commas.")
  var exclude: String?

  @Option(help: "The column that tells contacts apart. Found out by default.")
  var id: String?

  @Option(help: "A column of row weights, 0 or more.")
  var weights: String?

  @Option(help: "A JSON file that says what columns are; begin with what 'inspect --json' prints.")
  var schema: String?

  func validate() throws {
    _ = try delimiterCharacter
    _ = try textEncoding
    guard !(dayFirst && monthFirst) else {
      throw ValidationError("--day-first and --month-first exclude each other.")
    }
  }

  /// Whether any option is about columns by their names.
  var namesColumns: Bool {
    [columns, exclude, id, weights, schema].contains { $0 != nil }
  }

  private var delimiterCharacter: Character? {
    get throws {
      switch delimiter?.lowercased() {
      case nil: return nil
      case "tab", "\\t", "\t": return "\t"
      case "comma", ",": return ","
      case "semicolon", ";": return ";"
      case "pipe", "|": return "|"
      default:
        throw ValidationError("--delimiter takes ',', ';', '|' or 'tab'.")
      }
    }
  }

  private static let encodings: [(name: String, encoding: TextEncoding)] = [
    ("utf-8", .utf8), ("utf-16le", .utf16LittleEndian), ("utf-16be", .utf16BigEndian),
    ("windows-1252", .windows1252),
  ]

  private var textEncoding: TextEncoding? {
    get throws {
      guard let encoding else { return nil }
      guard let known = Self.encodings.first(where: { $0.name == encoding.lowercased() }) else {
        let names = Self.encodings.map(\.name).joined(separator: ", ")
        throw ValidationError("--encoding takes \(names).")
      }
      return known.encoding
    }
  }

  /// How a file is read, before anything is known about its columns.
  func readingOptions(parallelism: Parallelism) throws -> ReadingOptions {
    var options = ReadingOptions()
    options.delimiter = try delimiterCharacter
    options.encoding = try textEncoding
    options.decimalComma = decimalComma ? true : nil
    options.dayFirst = dayFirst ? true : monthFirst ? false : nil
    options.hasHeader = !noHeader
    options.additionalMissingSpellings = missing?.commaSeparated ?? []
    options.selectedColumns = columns.map { names in
      names.commaSeparated + [id, weights].compactMap { $0 }
    }
    options.excludedColumns = exclude?.commaSeparated ?? []
    options.parallelism = parallelism
    return options
  }

  /// Reads contacts and says what their columns are.
  func contacts(
    from files: [String], goal: SegmentationGoal, parallelism: Parallelism
  ) throws -> Contacts {
    let contacts = try Contacts(
      reading: TableSource(arguments: files),
      options: try readingOptions(parallelism: parallelism), goal: goal,
      overrides: try schema.map { try SchemaOverrides(contentsOf: $0) }, identifier: id)
    if let weights { _ = try contacts.table.weights(inColumn: weights) }
    return contacts
  }
}

extension String {
  /// The parts between commas, without surrounding spaces; a part in double quotes may hold commas.
  var commaSeparated: [String] {
    var parts = [""]
    var isQuoted = false
    for character in self {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: parts.append("")
      default: parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }
}
