/// What has been found out about one column, before it is given a role.
struct ColumnFinding: Sendable {
  /// What the column is about; nil when neither header nor values tell.
  var concept: ColumnConcept?
  /// What told so, as the first half of a sentence.
  var clue: String
  /// Why it can shape no segments, if it cannot.
  var obstacle: Obstacle?

  /// Something that keeps a column out of the segments.
  enum Obstacle: Sendable, Hashable {
    /// It says nothing at all, for this reason.
    case useless(String)
    /// It has so many levels that it could at most describe.
    case manyLevels(Int)
  }

  /// Nothing is known.
  static let unknown = ColumnFinding(
    concept: nil, clue: "Neither header nor values tell its meaning")

  /// The header told.
  static func header(_ concept: ColumnConcept, source: String? = nil) -> ColumnFinding {
    let origin = source.map { " (\($0))" } ?? ""
    return ColumnFinding(concept: concept, clue: "The header means \(concept.phrase)\(origin)")
  }

  /// The values told.
  static func values(_ concept: ColumnConcept) -> ColumnFinding {
    ColumnFinding(concept: concept, clue: "The values look like \(concept.phrase)")
  }

  /// The other columns told.
  static func context(_ concept: ColumnConcept) -> ColumnFinding {
    ColumnFinding(concept: concept, clue: "Beside the other columns it means \(concept.phrase)")
  }

  /// Whether the column is about a person in particular.
  var isPersonal: Bool { concept?.use == .personal }

  /// The basis, where the column may shape segments of that basis.
  var evidenceBasis: ColumnBasis? {
    concept?.use == .evidence ? concept?.basis : nil
  }
}
