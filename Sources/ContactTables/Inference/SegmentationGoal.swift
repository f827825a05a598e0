/// What segments are wanted for: which kinds of columns may shape them.
public enum SegmentationGoal: String, Sendable, Hashable, Codable, CaseIterable {
  /// What contacts do: purchases, visits, usage, and what they spend.
  case behavioral
  /// What contacts think and feel.
  case psychographic
  /// Who contacts are.
  case demographic
  /// What companies are.
  case firmographic
  /// Where contacts are.
  case geographic
  /// Which technology contacts use.
  case technographic
  /// What contacts seek.
  case needs
  /// What contacts are worth.
  case value
  /// How far along the way contacts are.
  case journey
  /// What contacts do, think, seek and are worth; failing that, what the file is richest in.
  case all

  /// The bases whose columns shape the segments.
  ///
  /// Spending is behavior too, so the behavioral goal takes both.
  public var bases: [ColumnBasis] {
    switch self {
    case .behavioral: [.behavioral, .value]
    case .psychographic: [.psychographic]
    case .demographic: [.demographic]
    case .firmographic: [.firmographic]
    case .geographic: [.geographic]
    case .technographic: [.technographic]
    case .needs: [.needs]
    case .value: [.value]
    case .journey: [.journey]
    case .all: [.behavioral, .psychographic, .needs, .value]
    }
  }
}
