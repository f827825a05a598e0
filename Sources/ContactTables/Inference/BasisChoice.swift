/// Which bases shape the segments of a file, and whether columns of unknown meaning do.
struct BasisChoice: Sendable {
  /// The bases whose columns shape the segments.
  let bases: Set<ColumnBasis>
  /// Bases that step in because the file has too little of what the goal asks for.
  let standIns: Set<ColumnBasis>
  /// What columns of unknown meaning are used for.
  let unknown: UnknownUse

  /// What columns of unknown meaning are used for, and why.
  enum UnknownUse: Sendable {
    /// They shape the segments, because there is little else.
    case scarcity
    /// They shape the segments, because somebody put them into a file for analysis.
    case selection
    /// They describe the segments, because known columns are plenty or asked for.
    case plenty
  }

  /// This many known columns are enough to leave columns of unknown meaning out of a file with
  /// personal columns, where they are mostly administration.
  private static let plenty = 3
  /// Segments need at least this many columns.
  private static let leastColumnCount = 2

  /// Chooses for a file.
  init(_ findings: [ColumnFinding], evidence: [ColumnEvidence], goal: SegmentationGoal) {
    let usable = findings.indices.filter { findings[$0].obstacle == nil }
    let wanted = usable.filter { column in
      findings[column].evidenceBasis.map(goal.bases.contains) ?? false
    }
    let unknown = usable.filter { findings[$0].concept == nil }
    let isExport = findings.contains(where: \.isPersonal)
    bases = Set(goal.bases)

    if goal == .all {
      if wanted.count < Self.leastColumnCount {
        self.unknown = .scarcity
      } else {
        self.unknown = !isExport ? .selection : wanted.count < Self.plenty ? .scarcity : .plenty
      }
      let isEnough = wanted.count + unknown.count >= Self.leastColumnCount && !wanted.isEmpty
      standIns =
        isEnough
        ? []
        : Self.standIn(findings, evidence: evidence, usable: usable, unknownCount: unknown.count)
    } else {
      self.unknown = wanted.count < Self.leastColumnCount ? .scarcity : .plenty
      standIns = []
    }
  }

  /// The other basis that the file is richest in, unless it is richer still in columns of
  /// unknown meaning; of two equally rich ones the one that comes first in `ColumnBasis`.
  private static func standIn(
    _ findings: [ColumnFinding], evidence: [ColumnEvidence], usable: [Int], unknownCount: Int
  ) -> Set<ColumnBasis> {
    var best: (basis: ColumnBasis, columnCount: Int, presence: Double)?
    for basis in ColumnBasis.allCases where !SegmentationGoal.all.bases.contains(basis) {
      let columns = usable.filter { findings[$0].evidenceBasis == basis }
      let presence = columns.reduce(0) { $0 + 1 - evidence[$1].missingShare }
      if presence > (best?.presence ?? 0) { best = (basis, columns.count, presence) }
    }
    guard let best, best.columnCount >= unknownCount || unknownCount < leastColumnCount else {
      return []
    }
    return [best.basis]
  }
}
