import ContactTables

/// Distinctions as they are gathered, column by column, before q-values are known.
struct Distinctions {
  /// What one column says.
  struct OfColumn {
    /// For each segment; empty when the column has no numbers.
    var numbers: [NumericDistinction] = []
    /// For each level all segments.
    var levels: [[LevelDistinction]] = []
    /// For each segment; empty when no value is missing.
    var missing: [MissingDistinction] = []
    /// Across the segments.
    var columns: [ColumnDistinction] = []
    /// Set when the column says nothing.
    var omission: OmittedColumn?

    /// A column that says nothing.
    static func omitted(_ column: ProfiledColumn, _ reason: String) -> OfColumn {
      OfColumn(omission: OmittedColumn(column: column.name, reason: reason))
    }
  }

  private let membership: SegmentMembership
  private var numbers: [[NumericDistinction]]
  private var levels: [[LevelDistinction]]
  private var missing: [[MissingDistinction]]
  private var columns: [ColumnDistinction] = []
  private var omissions: [OmittedColumn] = []

  /// Begins with nothing.
  init(_ membership: SegmentMembership) {
    self.membership = membership
    numbers = Array(repeating: [], count: membership.segmentCount)
    levels = Array(repeating: [], count: membership.segmentCount)
    missing = Array(repeating: [], count: membership.segmentCount)
  }

  /// Adds what a column says.
  mutating func add(_ column: OfColumn) {
    for (segment, number) in column.numbers.enumerated() { numbers[segment].append(number) }
    for level in column.levels {
      for (segment, distinction) in level.enumerated() { levels[segment].append(distinction) }
    }
    for (segment, share) in column.missing.enumerated() { missing[segment].append(share) }
    columns += column.columns
    if let omission = column.omission { omissions.append(omission) }
  }

  /// Turns p-values into q-values: one family of all tests of segments, one of all columns.
  mutating func setQValues() {
    var family: [Double] = []
    eachSegmentTest { pValue, _ in family.append(pValue) }
    let qValues = FalseDiscoveryRate.qValues(family)
    var next = qValues.makeIterator()
    eachSegmentTest { _, qValue in qValue = next.next() }

    let tested = columns.indices.filter { columns[$0].pValue != nil }
    let columnQValues = FalseDiscoveryRate.qValues(tested.compactMap { columns[$0].pValue })
    for (index, qValue) in zip(tested, columnQValues) { columns[index].qValue = qValue }
  }

  /// Visits the p-value and the place for the q-value of every test of a segment, in order.
  private mutating func eachSegmentTest(_ visit: (Double, inout Double?) -> Void) {
    for segment in 0..<membership.segmentCount {
      for index in numbers[segment].indices {
        guard let pValue = numbers[segment][index].pValue else { continue }
        visit(pValue, &numbers[segment][index].qValue)
      }
      for index in levels[segment].indices {
        guard let pValue = levels[segment][index].comparison.pValue else { continue }
        visit(pValue, &levels[segment][index].comparison.qValue)
      }
      for index in missing[segment].indices {
        guard let pValue = missing[segment][index].comparison.pValue else { continue }
        visit(pValue, &missing[segment][index].comparison.qValue)
      }
    }
  }

  /// Everything gathered.
  func profiles(contactCount: Int, unassignedCount: Int) -> SegmentProfiles {
    SegmentProfiles(
      contactCount: contactCount, unassignedCount: unassignedCount,
      isWeighted: membership.weights != nil,
      segments: (0..<membership.segmentCount).map { segment in
        SegmentProfile(
          index: segment, size: membership.sizes[segment],
          weight: membership.givenWeights[segment],
          share: membership.givenTotal > 0
            ? membership.givenWeights[segment] / membership.givenTotal : 0,
          numbers: numbers[segment], levels: levels[segment], missing: missing[segment])
      },
      columns: columns, omittedColumns: omissions)
  }
}
