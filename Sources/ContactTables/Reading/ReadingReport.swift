/// What was found out about a file while it was read.
///
/// It holds no cell of the file.
public struct ReadingReport: Sendable, Hashable, Codable {
  /// Lines of the file with something in common.
  public struct Lines: Sendable, Hashable, Codable {
    /// How many there are.
    public var count = 0
    /// The first of them, at most ten; the first line of a file is 1.
    public var first: [Int] = []

    init(count: Int = 0, first: [Int] = []) {
      self.count = count
      self.first = first
    }
  }

  /// A column whose header was blank, or the same as that of an earlier column.
  public struct RenamedColumn: Sendable, Hashable, Codable {
    /// The place of the column; the first is 1.
    public let position: Int
    /// The header in the file.
    public let header: String
    /// The name in the table.
    public let name: String
  }

  /// Many cells that hold a number or day which often stands for "no answer".
  public struct SuspiciousValue: Sendable, Hashable, Codable {
    /// The column.
    public let column: String
    /// One of -1, 99, 999, 9999, … or one of 1900-01-01, 1970-01-01.
    public let spelling: String
    /// The number of cells.
    public let count: Int
  }

  /// How the bytes spell text.
  public var encoding = TextEncoding.utf8
  /// Whether the file was compressed with gzip.
  public var isCompressed = false
  /// What separates cells.
  public var delimiter = ","
  /// The number of contacts.
  public var rowCount = 0
  /// The number of columns in the file, those that were not read included.
  public var columnCount = 0
  /// Whether the first line was taken for a contact, though a header was expected.
  public var lacksHeader = false
  /// Lines with question texts and codes below the header, which were left out.
  public var surveyHeaderCount = 0
  /// Records with fewer cells than the header; the rest counts as missing.
  public var shortRows = Lines()
  /// Records with more cells than the header; the extra cells were left out.
  public var longRows = Lines()
  /// Columns that got another name than their header.
  public var renamedColumns: [RenamedColumn] = []
  /// NUL bytes, which were taken out.
  public var nulByteCount = 0
  /// Columns of dates that may be day-month or month-day; they were not read as dates.
  public var ambiguousDateColumns: [String] = []
  /// Columns of numbers with a decimal comma.
  public var decimalCommaColumns: [String] = []
  /// Columns of numbers whose marks may separate thousands or fractions.
  public var ambiguousDecimalColumns: [String] = []
  /// Columns of amounts in several currencies or units; they were not read as numbers.
  public var mixedUnitColumns: [String] = []
  /// Columns in which few cells stand in the way of reading numbers or dates, and these cells.
  public var almostTypedColumns: [String: Lines] = [:]
  /// Cells with infinite numbers, by column; they count as missing.
  public var infiniteCounts: [String: Int] = [:]
  /// Values that often stand for "no answer"; they were left as they are.
  public var suspiciousValues: [SuspiciousValue] = []
  /// All of this that a person should know, in plain words and without values.
  public var warnings: [String] = []
}

/// A table and what was found out about its file.
public struct ReadResult: Sendable {
  /// The contacts.
  public let table: ContactTable
  /// What was found out.
  public let report: ReadingReport
}
