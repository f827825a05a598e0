extension ColumnRole {
  /// What becomes of a column with this role, in a few words.
  public var use: String {
    switch self {
    case .segmentation: "shapes segments"
    case .descriptor: "describes segments"
    case .outcome: "judges segments"
    case .identifier: "names contacts in the output"
    case .personal: "kept out"
    case .ignored: "not used"
    }
  }
}

extension Schema {
  /// The names of the identifiers, the best first: records before customers, companies, orders,
  /// sessions and row numbers; then the one with more distinct values; then the earlier one.
  ///
  /// - Complexity: O(columns).
  public var identifierNames: [String] {
    let sources = HeaderIndex.standard.sources(of: columns.map { HeaderName($0.name) })
    func rank(_ column: ColumnSchema) -> Int {
      let reading = HeaderReading.reading(of: HeaderName(column.name), sources: sources)
      guard case .identity(let rank) = reading?.concept.use else {
        return ColumnConcept.leastIdentityRank
      }
      return rank
    }
    return columns.enumerated().filter { $0.element.role == .identifier }
      .sorted { first, second in
        (rank(first.element), -first.element.distinctCount, first.offset)
          < (rank(second.element), -second.element.distinctCount, second.offset)
      }
      .map(\.element.name)
  }
}
