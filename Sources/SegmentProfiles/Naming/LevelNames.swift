/// What the codes of a contacts file mean, for names and evidence that people can read.
///
/// A code book says that the code `A43` of the column `purpose` is "radio/television".
public struct LevelNames: Sendable, Hashable {
  private var meanings: [String: [String: String]] = [:]

  /// No meanings: every level is called as the file spells it.
  public static let none = LevelNames()

  /// Creates an empty code book.
  public init() {}

  /// Creates a code book from its entries; of two entries for one code the later one holds.
  public init(_ entries: some Sequence<(column: String, code: String, meaning: String)>) {
    for entry in entries { add(entry.meaning, for: entry.code, in: entry.column) }
  }

  /// Says what a code means; an empty meaning says nothing.
  public mutating func add(_ meaning: String, for code: String, in column: String) {
    let meaning = PlainText.oneLine(meaning)
    guard !meaning.isEmpty else { return }
    meanings[column, default: [:]][code] = meaning
  }

  /// What a code means, or nil when the code book does not say.
  public func meaning(of code: String, in column: String) -> String? { meanings[column]?[code] }
}
