import ParallelBlocks

/// Finds out what each column is about and what it is good for.
///
/// Each column is read on its own first: header, then values. Then the columns are looked at
/// together, and at last each is given a role that suits the goal.
struct SchemaInference {
  let table: ContactTable
  let goal: SegmentationGoal
  let evidence: [ColumnEvidence]
  let headers: [HeaderName]
  var findings: [ColumnFinding]

  init(_ table: ContactTable, goal: SegmentationGoal, parallelism: Parallelism) {
    self.table = table
    self.goal = goal
    evidence = table.evidence(parallelism: parallelism)
    headers = table.columns.map { HeaderName($0.name) }
    let sources = HeaderIndex.standard.sources(of: headers)
    findings = zip(headers, evidence).map {
      ColumnFinding(header: $0, evidence: $1, sources: sources)
    }
    readTogether()
    findObstacles()
  }

  /// The schema with a role for each column.
  func schema() -> Schema {
    let choice = BasisChoice(findings, evidence: evidence, goal: goal)
    return Schema(
      columns: table.columns.indices.map { column in
        let values = table.columns[column].values
        let decision = RoleDecision(findings[column], choice: choice)
        return ColumnSchema(
          name: table.columns[column].name, type: values.type, role: decision.role,
          basis: findings[column].concept?.basis, reason: decision.reason,
          missingShare: evidence[column].missingShare,
          distinctCount: evidence[column].distinctCount,
          order: decision.role == .personal ? nil : values.order)
      })
  }
}

extension ColumnValues {
  /// The levels from low to high, where they have an order.
  fileprivate var order: [String]? {
    guard case .categories(let categories) = self, categories.isOrdered else { return nil }
    return categories.levels
  }
}
