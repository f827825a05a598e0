/// What a header alone tells about its column.
struct HeaderReading: Sendable {
  /// What the column seems to be about.
  let concept: ColumnConcept
  /// Who writes such headers; nil for plain words.
  let source: String?

  /// Reads a header: as it stands, then without the words before or after it that only say whose
  /// or where (`Person - Email`, `Mailing City`), then by its words.
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - sources: The sources that wrote the file.
  /// - Returns: Nil when nothing is known.
  static func reading(of header: HeaderName, sources: Set<String>) -> HeaderReading? {
    if let match = HeaderIndex.standard.match(header.key, sources: sources) {
      return HeaderReading(match, sources: sources)
    }
    if let rule = HeaderRule.all.first(where: { $0.matches(header) }) {
      return HeaderReading(concept: rule.concept, source: nil)
    }
    if let core = header.withoutQualifiers,
      let match = HeaderIndex.standard.match(core.key, sources: sources)
    {
      return HeaderReading(match, sources: sources)
    }
    return nil
  }

  private init(concept: ColumnConcept, source: String?) {
    self.concept = concept
    self.source = source
  }

  /// A single header does not tell who wrote the file; several do.
  private init(_ match: HeaderIndex.Match, sources: Set<String>) {
    let isSourceKnown = match.source.map(sources.contains) ?? false
    self.init(concept: match.concept, source: isSourceKnown ? match.source : nil)
  }
}

extension HeaderName {
  /// Words in front that say whose or where.
  private static let leadingQualifiers: Set<String> = [
    "person", "contact", "customer", "client", "lead", "user", "member", "organization", "deal",
    "default", "address", "mailing", "billing", "shipping", "home", "primary", "secondary", "other",
    "properties", "traits", "attributes", "custom", "field", "customfield", "cf", "hs", "ip", "my",
    "your", "is", "the", "other", "present", "current",
  ]

  /// Words at the end that say where from, or in which unit.
  private static let trailingQualifiers: Set<String> = [
    "metadata", "custom", "c", "field", "value", "years", "year", "eur", "usd", "gbp", "k",
    "millions", "cm", "kg", "code", "1", "2",
  ]

  /// The header without the words that only say whose, where or in which unit; nil when there are
  /// none, or nothing would be left.
  var withoutQualifiers: HeaderName? {
    let core = words.drop { Self.leadingQualifiers.contains($0) }
    guard let last = core.lastIndex(where: { !Self.trailingQualifiers.contains($0) }) else {
      return nil
    }
    let kept = Array(core[...last])
    guard kept.count < words.count else { return nil }
    return HeaderName(words: kept)
  }
}
