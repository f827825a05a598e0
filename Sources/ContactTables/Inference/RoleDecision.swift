/// The role of a column and the sentence that explains it.
struct RoleDecision: Sendable {
  /// The role.
  let role: ColumnRole
  /// Why, in one sentence without values.
  let reason: String

  /// Columns with more levels than this do not even describe.
  private static let describableLevelLimit = 300

  /// Decides about a column.
  init(_ finding: ColumnFinding, choice: BasisChoice) {
    let (role, consequence) = Self.decision(finding, choice: choice)
    self.role = role
    reason = "\(finding.clue); \(consequence)."
  }

  private static func decision(
    _ finding: ColumnFinding, choice: BasisChoice
  ) -> (ColumnRole, String) {
    switch finding.concept?.use {
    case .personal:
      return (.personal, "what is personal stays out")
    case .identity:
      return (.identifier, "it tells contacts apart")
    case .nothing:
      return (.ignored, "such columns are not used")
    case .outcome, .description, .evidence, nil:
      break
    }
    if let decision = decision(about: finding.obstacle, isKnown: finding.concept?.basis != nil) {
      return decision
    }
    guard let concept = finding.concept else {
      return decision(about: choice.unknown)
    }
    switch concept.use {
    case .outcome:
      return (.outcome, "segments are judged by it, so it must not shape them")
    case .description where concept.isProtected:
      return (.descriptor, "a protected trait describes the segments but never shapes them")
    case .description:
      return (.descriptor, "it describes the segments")
    case .evidence, .identity, .personal, .nothing:
      return decision(about: concept.basis, choice: choice)
    }
  }

  private static func decision(
    about obstacle: ColumnFinding.Obstacle?, isKnown: Bool
  ) -> (ColumnRole, String)? {
    switch obstacle {
    case nil:
      return nil
    case .useless(let why):
      return (.ignored, why)
    case .manyLevels(let count):
      return isKnown && count <= describableLevelLimit
        ? (.descriptor, "with more than 50 levels it only describes the segments")
        : (.ignored, "it has more than 50 levels")
    }
  }

  private static func decision(about unknown: BasisChoice.UnknownUse) -> (ColumnRole, String) {
    switch unknown {
    case .scarcity:
      (.segmentation, "the file has little else to go by, so it shapes the segments")
    case .selection:
      (
        .segmentation,
        "a file without personal columns is taken to hold what matters, so it shapes the segments"
      )
    case .plenty:
      (.descriptor, "known columns are there to go by, so it only describes the segments")
    }
  }

  private static func decision(
    about basis: ColumnBasis?, choice: BasisChoice
  ) -> (ColumnRole, String) {
    guard let basis else { return (.descriptor, "it describes the segments") }
    if choice.bases.contains(basis) {
      return (.segmentation, "\(basis.rawValue) columns shape the segments")
    }
    if choice.standIns.contains(basis) {
      return (
        .segmentation,
        "the file is richest in \(basis.rawValue) columns, so they shape the segments"
      )
    }
    return (.descriptor, "\(basis.rawValue) columns describe the segments")
  }
}
