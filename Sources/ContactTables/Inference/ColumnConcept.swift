/// What a column is about, as far as its header or its values tell.
struct ColumnConcept: Sendable, Hashable {
  /// What a column about this is good for.
  enum Use: Sendable, Hashable {
    /// It may shape the segments when its basis is wanted.
    case evidence
    /// It describes the segments, whatever is wanted.
    case description
    /// The segments are judged by it, as long as it has at most this many levels.
    case outcome(levelLimit: Int)
    /// It tells contacts apart; lower ranks are better identifiers.
    case identity(rank: Int)
    /// It is about a person in particular.
    case personal
    /// It is of no use for segments.
    case nothing
  }

  /// What the column is about, as it stands in a sentence.
  let phrase: String
  /// What it is good for.
  let use: Use
  /// The kind of segmentation it serves.
  let basis: ColumnBasis?
  /// Whether segments shaped by it would set people apart by a trait that law protects.
  let isProtected: Bool

  private init(
    _ phrase: String, _ use: Use, basis: ColumnBasis? = nil, isProtected: Bool = false
  ) {
    self.phrase = phrase
    self.use = use
    self.basis = basis
    self.isProtected = isProtected
  }

  /// Something that may shape segments.
  static func evidence(_ basis: ColumnBasis, _ phrase: String) -> ColumnConcept {
    ColumnConcept(phrase, .evidence, basis: basis)
  }

  /// Something that only ever describes segments.
  static func description(_ basis: ColumnBasis?, _ phrase: String) -> ColumnConcept {
    ColumnConcept(phrase, .description, basis: basis)
  }

  /// A trait by which people must not be set apart unless somebody decides so.
  static func protected(_ phrase: String) -> ColumnConcept {
    ColumnConcept(phrase, .description, basis: .demographic, isProtected: true)
  }

  /// A label, result or choice by which segments are judged.
  static func outcome(_ phrase: String, levelLimit: Int) -> ColumnConcept {
    ColumnConcept(phrase, .outcome(levelLimit: levelLimit))
  }

  /// A name that tells contacts apart.
  static func identity(_ phrase: String, rank: Int) -> ColumnConcept {
    ColumnConcept(phrase, .identity(rank: rank))
  }

  /// Something about a person in particular.
  static func personal(_ phrase: String) -> ColumnConcept {
    ColumnConcept(phrase, .personal)
  }

  /// Something that says nothing about contacts.
  static func nothing(_ phrase: String) -> ColumnConcept {
    ColumnConcept(phrase, .nothing)
  }
}
