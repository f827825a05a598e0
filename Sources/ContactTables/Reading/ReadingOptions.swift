public import ParallelBlocks

/// What is known about a file beforehand; nil and empty mean: find out.
public struct ReadingOptions: Sendable, Hashable {
  /// What separates cells: one ASCII character other than a quote or a line end.
  public var delimiter: Character?
  /// How the bytes spell text.
  public var encoding: TextEncoding?
  /// Whether numbers are written `1.234,56` (true) or `1,234.56` (false).
  public var decimalComma: Bool?
  /// Whether `03/04/2024` is the third of April (true) or the fourth of March (false).
  public var dayFirst: Bool?
  /// Whether the first record holds the names of the columns.
  public var hasHeader = true
  /// Spellings that mean "no value", besides the usual ones; letter case does not matter.
  public var additionalMissingSpellings: [String] = []
  /// The only columns to read; nil for all.
  public var selectedColumns: [String]?
  /// Columns not to read.
  public var excludedColumns: [String] = []
  /// Types that columns must have.
  public var columnTypes: [String: ColumnType] = [:]
  /// Columns that tell contacts apart, where the file has them.
  ///
  /// Their cells are kept to the byte, also those that spell a missing value.
  public var identifierColumns: Set<String> = []
  /// The levels of ordered columns, from low to high.
  public var levelOrders: [String: [String]] = [:]
  /// How many threads may work.
  ///
  /// The table is the same for any number.
  public var parallelism = Parallelism.automatic

  /// Creates options under which everything is found out from the file.
  public init() {}
}
