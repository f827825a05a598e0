/// Known headers by their key.
struct HeaderIndex: Sendable {
  /// What a known header means and who writes it.
  struct Match: Sendable {
    /// What the header means.
    let concept: ColumnConcept
    /// Who writes it; nil where everybody does.
    let source: String?
  }

  /// How many other headers of a source make its plain words trustworthy.
  private static let companionCount = 2

  /// The index of all tables.
  static let standard = HeaderIndex(HeaderAliases.all)

  private let trusted: [String: [Match]]
  private let contextual: [String: [Match]]

  init(_ tables: [HeaderAliases]) {
    trusted = Self.matches(in: tables, \.entries)
    contextual = Self.matches(in: tables, \.contextualEntries)
  }

  private static func matches(
    in tables: [HeaderAliases], _ entries: (HeaderAliases) -> [HeaderAliases.Entry]
  ) -> [String: [Match]] {
    var matches: [String: [Match]] = [:]
    for table in tables {
      for entry in entries(table) {
        for header in entry.headers {
          let match = Match(concept: entry.concept, source: table.source)
          matches[HeaderName(header).key, default: []].append(match)
        }
      }
    }
    return matches
  }

  /// The sources that wrote several of these headers, whose plain words can be trusted.
  func sources(of headers: [HeaderName]) -> Set<String> {
    var counts: [String: Int] = [:]
    for header in headers {
      for source in Set((trusted[header.key] ?? []).compactMap(\.source)) {
        counts[source, default: 0] += 1
      }
    }
    return Set(counts.filter { $0.value >= Self.companionCount }.keys)
  }

  /// What a header means, if it is known.
  ///
  /// - Parameters:
  ///   - key: The header's key.
  ///   - sources: The sources that wrote the file, whose reading of a header goes first.
  /// - Returns: The meaning, or nil when no table has the header.
  func match(_ key: String, sources: Set<String>) -> Match? {
    let candidates = (trusted[key] ?? [])
    let alongside = (contextual[key] ?? []).filter { match in
      match.source.map(sources.contains) ?? false
    }
    return candidates.first { $0.source == nil } ?? alongside.first
      ?? candidates.first { match in match.source.map(sources.contains) ?? false }
      ?? candidates.first
  }
}
