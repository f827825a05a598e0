public import ClusterAnalysis
public import ContactTables
public import ParallelBlocks

/// Describes segments by what sets each apart from the others, whatever they were made from.
///
/// The profiler takes a table and assignments: columns that shaped the segments, columns that did
/// not, and groupings that came from elsewhere are described alike. Columns that are personal,
/// identifiers, free text or ignored are never described.
public struct SegmentProfiler: Sendable, Hashable, Codable {
  /// Where the segments came from, which decides whether p-values of segmentation variables mean
  /// anything.
  public enum Origin: String, Sendable, Hashable, Codable, CaseIterable {
    /// They were discovered from the columns whose role is segmentation; these get no p-values.
    case discovered
    /// They were given: a country, a plan, somebody else's segments. All columns get p-values.
    case given
  }

  /// Where the segments came from.
  public var origin: Origin
  /// The moment from which the age of dates is counted, in seconds since 1970-01-01 00:00 UTC;
  /// nil for the newest date of each column.
  public var asOf: Double?
  /// Columns that are not described, such as the one that a grouping was given by.
  public var excludedColumns: [String]
  /// The largest number of levels of one column that are told one by one, the most frequent first;
  /// all others count as one level when the column is judged.
  public var levelLimit: Int
  /// The largest number of segments that can be described.
  public var segmentLimit: Int

  /// Creates settings.
  public init(
    origin: Origin = .discovered, asOf: Double? = nil, excludedColumns: [String] = [],
    levelLimit: Int = 200, segmentLimit: Int = 1_000
  ) {
    self.origin = origin
    self.asOf = asOf
    self.excludedColumns = excludedColumns
    self.levelLimit = levelLimit
    self.segmentLimit = segmentLimit
  }

  /// Describes segments.
  ///
  /// - Parameters:
  ///   - assignments: The segment of each contact; contacts without one are counted, and compared
  ///     with nobody.
  ///   - table: What is known of the contacts.
  ///   - schema: The role of each column; a column that it does not mention is not described.
  ///   - weights: One for each contact, or nil. Whole numbers stand for repeated contacts. Weights
  ///     with fractions shape means and shares, and tests count Kish's effective sample size.
  ///   - parallelism: How many threads may work, each on a column; the result does not depend on it.
  /// - Returns: One profile for each segment, and one entry for each column.
  /// - Throws: ``ProfileError`` when lengths differ, weights or settings cannot be used, or there
  ///   are more segments than ``segmentLimit``.
  /// - Complexity: O(contacts × columns), and O(levels × segments) tests of each column.
  public func profiles(
    of assignments: Assignments, in table: ContactTable, schema: Schema, weights: [Double]? = nil,
    parallelism: Parallelism = .automatic
  ) throws(ProfileError) -> SegmentProfiles {
    try check(assignments, table)
    let membership = try SegmentMembership(assignments, weights: weights)
    let subjects = table.columns.compactMap { column in
      role(of: column, in: schema).map { (column, $0) }
    }
    let described = parallelism.mapBlocks(count: subjects.count, blockSize: 1) { index, _ in
      describe(subjects[index].0, role: subjects[index].1, membership)
    }
    var gathered = Distinctions(membership)
    for column in described { gathered.add(column) }
    gathered.setQValues()
    return gathered.profiles(
      contactCount: assignments.labels.count,
      unassignedCount: assignments.labels.count { $0 < 0 })
  }

  /// Refuses settings and shapes that cannot be used.
  private func check(_ assignments: Assignments, _ table: ContactTable) throws(ProfileError) {
    guard levelLimit >= 1, segmentLimit >= 1 else {
      throw ProfileError(
        .invalidSetting,
        "levelLimit is \(levelLimit) and segmentLimit is \(segmentLimit); both are at least 1")
    }
    if let asOf, !asOf.isFinite {
      throw ProfileError(.invalidSetting, "asOf is not a moment; give finite seconds since 1970")
    }
    guard assignments.labels.count == table.rowCount || table.columns.isEmpty else {
      throw ProfileError(
        .shapeMismatch,
        "there are \(assignments.labels.count) assignments for \(table.rowCount) contacts; "
          + "give one for each")
    }
    guard assignments.labels.count <= Int(UInt32.max) else {
      throw ProfileError(.shapeMismatch, "at most \(UInt32.max) contacts can be described")
    }
    guard assignments.clusterCount <= segmentLimit else {
      throw ProfileError(
        .tooManySegments,
        "there are \(assignments.clusterCount) segments, and at most \(segmentLimit) can be "
          + "described; group by a column with fewer distinct values")
    }
  }

  /// The role under which a column is described, or nil when it must not be.
  private func role(of column: Column, in schema: Schema) -> ColumnRole? {
    guard let role = schema[column.name]?.role, !excludedColumns.contains(column.name) else {
      return nil
    }
    switch role {
    case .segmentation, .descriptor, .outcome: return role
    case .identifier, .personal, .ignored: return nil
    }
  }

  /// What one column says about the segments.
  private func describe(
    _ column: Column, role: ColumnRole, _ membership: SegmentMembership
  ) -> Distinctions.OfColumn {
    let subject = ProfiledColumn(
      name: column.name, type: column.type, role: role,
      isSegmentationVariable: origin == .discovered && role == .segmentation)
    switch column.values {
    case .numbers(let values):
      return numberDistinctions(
        values.values, scale: scale(of: values, in: column.name), of: subject, membership)
    case .dates(let values):
      return dateDistinctions(values, of: subject, membership)
    case .flags(let values):
      return flagDistinctions(values, of: subject, membership)
    case .categories(let values):
      return categoryDistinctions(values, of: subject, membership)
    case .multiSelect(let values):
      return choiceDistinctions(values, of: subject, membership)
    case .texts, .identifiers:
      return .omitted(subject, "free text and identifiers are not described")
    }
  }

  /// What the numbers of a column stand for, by its cells and its header.
  private func scale(of values: NumberValues, in column: String) -> NumericScale {
    let name = QuantityName(column)
    let isYear = name.isYear && values.unit == nil
    if isYear && values.values.allSatisfy({ $0.isNaN || Self.years.contains($0) }) { return .years }
    return .quantity(unit: values.unit ?? name.unit)
  }

  /// Numbers that may be years of the calendar.
  private static let years = 1_000.0...2_999
}

/// The column that is being described.
struct ProfiledColumn {
  /// The header.
  let name: String
  /// What the values are.
  let type: ColumnType
  /// What it is used for.
  let role: ColumnRole
  /// Whether segments were discovered from it.
  let isSegmentationVariable: Bool
}
