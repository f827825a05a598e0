/// What keeps columns out of the segments, whatever they are about.
extension SchemaInference {
  /// Beyond this many levels a category splits contacts more than it groups them.
  static let levelLimit = 50
  /// Emptier columns say nothing about most contacts.
  static let missingShareLimit = 0.95

  mutating func findObstacles() {
    for column in findings.indices where findings[column].obstacle == nil {
      findings[column].obstacle = obstacle(of: evidence[column])
    }
    findRepeatedColumns()
  }

  private func obstacle(of evidence: ColumnEvidence) -> ColumnFinding.Obstacle? {
    if evidence.presentCount == 0 { return .useless("it has no values") }
    if evidence.missingShare > Self.missingShareLimit {
      return .useless("more than 95 % of contacts have no value")
    }
    if evidence.distinctCount == 1 { return .useless("all values are the same") }
    switch evidence.type {
    case .number, .flag, .date, .orderedCategory:
      return nil
    case .text, .identifier:
      return .useless("its type is \(evidence.type.rawValue), from which nothing can be measured")
    case .category, .multiSelect:
      if evidence.type == .category, evidence.presentCount >= 20, evidence.distinctShare > 0.5 {
        return .useless("most contacts have a level of their own")
      }
      return evidence.distinctCount > Self.levelLimit ? .manyLevels(evidence.distinctCount) : nil
    }
  }

  /// A column that repeats an earlier one would count twice.
  private mutating func findRepeatedColumns() {
    struct Content: Hashable {
      let type: ColumnType
      let fingerprint: UInt64
    }
    var firstColumn: [Content: Int] = [:]
    for column in findings.indices where findings[column].obstacle == nil {
      let content = Content(type: evidence[column].type, fingerprint: evidence[column].fingerprint)
      guard let first = firstColumn[content] else {
        firstColumn[content] = column
        continue
      }
      findings[column].obstacle = .useless(
        "it repeats column “\(table.columns[first].name)”")
    }
  }
}
