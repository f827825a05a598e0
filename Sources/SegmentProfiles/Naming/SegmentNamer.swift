import ContactTables

/// Gives each segment a plain name from what marks it most.
///
/// Names are deterministic, speak in the words of the columns, and never use protected attributes.
/// A trait has to be strong (|δ| at least .33 for quantities, a marked level for the rest); columns
/// that segments were discovered from come first, then descriptors; outcomes never name a segment.
public struct SegmentNamer: Sendable, Hashable {
  /// What codes mean.
  public var levelNames: LevelNames
  /// Columns that must not name a segment, beside those that ``ProtectedAttributes`` finds.
  public var protectedColumns: [String]
  /// Columns that may name a segment although they look protected.
  public var allowedColumns: [String]
  /// The number of traits in a name, as far as there are as many; more where names would be equal.
  public var traitLimit: Int
  /// The largest number of lines of evidence.
  public var evidenceLimit: Int

  /// Creates settings.
  public init(
    levelNames: LevelNames = .none, protectedColumns: [String] = [],
    allowedColumns: [String] = [], traitLimit: Int = 2, evidenceLimit: Int = 4
  ) {
    self.levelNames = levelNames
    self.protectedColumns = protectedColumns
    self.allowedColumns = allowedColumns
    self.traitLimit = traitLimit
    self.evidenceLimit = evidenceLimit
  }

  /// Names every segment; no two names are equal.
  ///
  /// - Complexity: O(segments × columns × levels).
  public func names(for profiles: SegmentProfiles) -> [SegmentName] {
    let roles = Dictionary(
      profiles.columns.map { ($0.column, $0.role) }, uniquingKeysWith: { first, _ in first })
    let writer = TraitWriter(levelNames: levelNames)
    let candidates = profiles.segments.map { segment in
      traits(of: segment, roles: roles, writer: writer)
    }
    var drafts = zip(profiles.segments, candidates).map { segment, candidates in
      NameDraft(
        candidates: withoutRepetitions(candidates.filter { !$0.phrase.isEmpty }, in: segment),
        limit: max(1, traitLimit),
        fallback: fallback(for: segment, of: profiles, candidates: candidates, writer: writer))
    }
    NameDraft.makeDistinct(&drafts)
    return zip(drafts, candidates).map { draft, candidates in
      let others = candidates.filter { !draft.traits.contains($0) }
      return SegmentName(
        text: draft.text, traits: draft.traits,
        evidence: (draft.traits + others).prefix(max(draft.traits.count, evidenceLimit))
          .map(\.evidence),
        note: draft.note)
    }
  }

  /// Whether a column must not name a segment.
  public func isProtected(_ column: String) -> Bool {
    if allowedColumns.contains(column) { return false }
    return protectedColumns.contains(column) || ProtectedAttributes.isProtected(columnName: column)
  }

  /// What marks a segment, the strongest first, one trait for each column.
  ///
  /// A trait without a phrase is evidence only.
  private func traits(
    of segment: SegmentProfile, roles: [String: ColumnRole], writer: TraitWriter
  ) -> [Trait] {
    var found: [Trait] = []
    for number in segment.numbers {
      guard let trait = writer.trait(of: number) else { continue }
      found.append(trait)
    }
    for level in segment.levels {
      guard let trait = writer.trait(of: level) else { continue }
      found.append(trait)
    }
    func priority(_ trait: Trait) -> Int { roles[trait.column] == .segmentation ? 0 : 1 }
    let ranked = found.enumerated()
      .filter { roles[$0.element.column] != .outcome && !isProtected($0.element.column) }
      .sorted {
        let a = (priority($0.element), $0.element.phrase.isEmpty ? 1 : 0, -abs($0.element.effect))
        let b = (priority($1.element), $1.element.phrase.isEmpty ? 1 : 0, -abs($1.element.effect))
        return a == b ? $0.offset < $1.offset : a < b
      }
    var columns: Set<String> = []
    return ranked.map(\.element).filter { columns.insert($0.column).inserted }
  }

  /// The traits that say something new: of two levels that nearly the same contacts have, such as an
  /// operating system and its browser, the stronger one is enough.
  private func withoutRepetitions(_ traits: [Trait], in segment: SegmentProfile) -> [Trait] {
    var kept: [(trait: Trait, shares: ShareComparison?)] = []
    for trait in traits {
      let shares = segment.levels.first { $0.column == trait.column && $0.level == trait.level }?
        .comparison
      let isRepetition = kept.contains { earlier in
        guard let shares, let earlier = earlier.shares else { return false }
        return shares.smallestOverlap(with: earlier) >= 0.7
      }
      if !isRepetition { kept.append((trait, shares)) }
    }
    return kept.map(\.trait)
  }

  /// What a segment is called that nothing nameable marks: what it lacks, if anything.
  private func fallback(
    for segment: SegmentProfile, of profiles: SegmentProfiles, candidates: [Trait],
    writer: TraitWriter
  ) -> String {
    if segment.size == 0 { return "(empty)" }
    let isEverybody = segment.size + profiles.unassignedCount == profiles.contactCount
    if isEverybody && profiles.unassignedCount == 0 { return "All contacts" }
    for trait in candidates {
      let level = segment.levels.first { $0.column == trait.column && $0.level == trait.level }
      if let absence = level.flatMap(writer.absence) { return PlainText.capitalized(absence) }
    }
    let hasMarks =
      !candidates.isEmpty
      || segment.numbers.contains { abs($0.cliffsDelta ?? 0) >= TraitWriter.deltaGate }
      || segment.levels.contains { $0.comparison.isMarked }
    return hasMarks ? "(no clear profile)" : "Near-average contacts"
  }
}
