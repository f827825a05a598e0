/// Tells a distinction in one line of plain words and natural units, for reports.
public struct EvidenceWriter: Sendable {
  private let writer: TraitWriter

  /// Creates a writer that knows what codes mean.
  public init(levelNames: LevelNames = .none) { writer = TraitWriter(levelNames: levelNames) }

  /// "median credit amount 4,870 vs 2,319 overall".
  public func line(_ number: NumericDistinction) -> String { writer.evidence(of: number) }

  /// "housing: for free [A153] 31% vs 11% overall (index 289)".
  public func line(_ level: LevelDistinction) -> String { writer.evidence(of: level) }

  /// "no income known 40% vs 10% overall (index 400)".
  public func line(_ missing: MissingDistinction) -> String { writer.evidence(of: missing) }

  /// A number of a column as people read it: with its unit, as a day, or as a level.
  public func text(_ value: Double, on scale: NumericScale) -> String {
    writer.text(value, on: scale)
  }

  /// A level as people read it: its meaning before its code.
  public func text(_ level: LevelDistinction) -> String { writer.text(of: level) }
}
