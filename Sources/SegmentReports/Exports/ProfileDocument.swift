public import SegmentProfiles

/// The profile as a document for programs.
///
/// It is `profile.json`, and what `segment profile --json` prints. Its keys are a contract.
public struct ProfileDocument: Sendable, Encodable {
  /// The version of the format.
  public static let currentVersion = 1

  private let profiles: SegmentProfiles
  private let names: [SegmentName]?
  private let groups: [String]?

  /// Creates a document of named segments.
  public init(_ profiles: SegmentProfiles, names: [SegmentName]) {
    self.profiles = profiles
    self.names = names
    groups = nil
  }

  /// Creates a document of a grouping that came from elsewhere, whose segments are called what the
  /// file calls them.
  public init(_ profiles: SegmentProfiles, groups: [String]) {
    self.profiles = profiles
    names = nil
    self.groups = groups
  }

  private enum Key: String, CodingKey {
    case schemaVersion, contacts, unassigned, segments, columns, omittedColumns
  }

  /// Writes the document.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.currentVersion, forKey: .schemaVersion)
    try container.encode(profiles.contactCount, forKey: .contacts)
    try container.encode(profiles.unassignedCount, forKey: .unassigned)
    try container.encode(
      profiles.segments.map {
        Segment(profile: $0, name: names?[$0.index], group: groups?[$0.index])
      }, forKey: .segments)
    try container.encode(profiles.columns.map(ColumnEntry.init), forKey: .columns)
    try container.encode(profiles.omittedColumns.map(Omission.init), forKey: .omittedColumns)
  }
}

extension ProfileDocument {
  private struct Segment: Encodable {
    let profile: SegmentProfile
    let name: SegmentName?
    let group: String?

    enum Key: String, CodingKey {
      case segment, name, size, share, confidence, evidence, numeric, categories, missing
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      if let group {
        try container.encode(group, forKey: .segment)
      } else {
        try container.encode(profile.number, forKey: .segment)
      }
      if let name { try container.encode(name.text, forKey: .name) }
      try container.encode(profile.size, forKey: .size)
      try container.encode(profile.share, forKey: .share)
      if let name {
        try container.encode(name.confidence, forKey: .confidence)
        try container.encode(name.evidence, forKey: .evidence)
      }
      try container.encode(profile.numbers.map(NumberEntry.init), forKey: .numeric)
      try container.encode(profile.levels.map(LevelEntry.init), forKey: .categories)
      try container.encode(profile.missing.map(MissingEntry.init), forKey: .missing)
    }
  }

  private struct NumberEntry: Encodable {
    let number: NumericDistinction

    enum Key: String, CodingKey {
      case column, isSegmentationVariable, count, mean, overallMean, median, overallMedian
      case medianOfRest, vTest, pValue, qValue, hedgesG, cliffsDelta
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(number.column, forKey: .column)
      try container.encode(number.mean, forKey: .mean)
      try container.encode(number.overallMean, forKey: .overallMean)
      try container.encode(number.median, forKey: .median)
      try container.encode(number.overallMedian, forKey: .overallMedian)
      try container.encode(number.medianOfRest, forKey: .medianOfRest)
      try container.encode(number.vTest, forKey: .vTest)
      try container.encode(number.pValue, forKey: .pValue)
      try container.encode(number.qValue, forKey: .qValue)
      try container.encode(number.hedgesG, forKey: .hedgesG)
      try container.encode(number.cliffsDelta, forKey: .cliffsDelta)
      try container.encode(number.count, forKey: .count)
      try container.encode(number.isSegmentationVariable, forKey: .isSegmentationVariable)
    }
  }

  private struct LevelEntry: Encodable {
    let level: LevelDistinction

    enum Key: String, CodingKey { case column, level, isSegmentationVariable }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(level.column, forKey: .column)
      try container.encode(level.level, forKey: .level)
      try ComparisonEntry(comparison: level.comparison).encode(to: encoder)
      try container.encode(level.isSegmentationVariable, forKey: .isSegmentationVariable)
    }
  }

  private struct MissingEntry: Encodable {
    let missing: MissingDistinction

    enum Key: String, CodingKey { case column, isSegmentationVariable }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(missing.column, forKey: .column)
      try ComparisonEntry(comparison: missing.comparison).encode(to: encoder)
      try container.encode(missing.isSegmentationVariable, forKey: .isSegmentationVariable)
    }
  }

  private struct ComparisonEntry: Encodable {
    let comparison: ShareComparison

    enum Key: String, CodingKey {
      case count, segmentShare, levelShare, overallShare, index, shrunkIndex, vTest, pValue, qValue
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(comparison.count, forKey: .count)
      try container.encode(comparison.segmentShare, forKey: .segmentShare)
      try container.encode(comparison.levelShare, forKey: .levelShare)
      try container.encode(comparison.overallShare, forKey: .overallShare)
      try container.encode(comparison.index, forKey: .index)
      try container.encode(comparison.shrunkIndex, forKey: .shrunkIndex)
      try container.encode(comparison.vTest, forKey: .vTest)
      try container.encode(comparison.pValue, forKey: .pValue)
      try container.encode(comparison.qValue, forKey: .qValue)
    }
  }

  private struct ColumnEntry: Encodable {
    let column: ColumnDistinction

    enum Key: String, CodingKey {
      case column, level, etaSquared, epsilonSquared, cramersV, pValue, qValue, missingShare
      case pooledLevels
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(column.column, forKey: .column)
      try container.encodeIfPresent(column.level, forKey: .level)
      try container.encodeIfPresent(column.etaSquared, forKey: .etaSquared)
      try container.encodeIfPresent(column.cramersV, forKey: .cramersV)
      try container.encodeIfPresent(column.epsilonSquared, forKey: .epsilonSquared)
      try container.encode(column.pValue, forKey: .pValue)
      try container.encode(column.qValue, forKey: .qValue)
      try container.encode(column.missingShare, forKey: .missingShare)
      if column.pooledLevelCount > 0 {
        try container.encode(column.pooledLevelCount, forKey: .pooledLevels)
      }
    }
  }

  private struct Omission: Encodable {
    let column: String
    let reason: String

    init(_ omitted: OmittedColumn) {
      column = omitted.column
      reason = omitted.reason
    }
  }
}
