public import ParallelBlocks

extension Schema {
  /// Fewer contacts for each column that shapes segments let chance do the shaping
  /// (Dolnicar, Grün, Leisch 2016, doi:10.1016/j.jbusres.2015.09.034).
  private static let contactsPerColumn = 100

  /// What the analyst of a table should know before segments are discovered in it.
  ///
  /// - Parameters:
  ///   - table: The table that the schema is about.
  ///   - goal: What segments are wanted for.
  ///   - parallelism: How many threads may be used; the result does not depend on it.
  /// - Returns: The notices, in a fixed order; empty when there is nothing to say.
  /// - Complexity: O(contacts × columns).
  public func notices(
    about table: ContactTable, goal: SegmentationGoal = .all,
    parallelism: Parallelism = .automatic
  ) -> [TableNotice] {
    guard table.rowCount > 0 else { return [] }
    return [
      repeatedRows(in: table, parallelism: parallelism),
      repeatedIdentifiers(in: table),
      repeatedAddresses(in: table),
      mixedCurrencies(in: table),
      nothingToSegment(),
      goalWithoutColumns(goal),
      fewContacts(in: table),
    ].compactMap(\.self)
  }

  private func repeatedRows(in table: ContactTable, parallelism: Parallelism) -> TableNotice? {
    let repeatCount = table.repeatedRowCount(parallelism: parallelism)
    guard repeatCount > 0 else { return nil }
    return TableNotice(
      .repeatedRows,
      "\(counted(repeatCount, "row repeats", "rows repeat")) an earlier row in every column.")
  }

  private func repeatedIdentifiers(in table: ContactTable) -> TableNotice? {
    guard let name = identifierNames.first, let values = table.column(named: name)?.values else {
      return nil
    }
    let evidence = ColumnEvidence(of: values)
    let repeatCount = evidence.repeatCount
    guard repeatCount > 0 else { return nil }
    if let notice = rowsAreEvents(evidence, name) { return notice }
    return TableNotice(
      .repeatedIdentifiers,
      "\(counted(repeatCount, "row has", "rows have")) the same “\(name)” as an earlier row.",
      columns: [name])
  }

  /// Contacts that have two rows each or more are rather the rows of what they did.
  private func rowsAreEvents(_ evidence: ColumnEvidence, _ name: String) -> TableNotice? {
    guard evidence.presentCount >= 2 * evidence.distinctCount else { return nil }
    return TableNotice(
      .rowsAreEvents,
      "The \(evidence.presentCount) rows have only \(evidence.distinctCount) different values of "
        + "“\(name)”, so rows look like events rather than contacts; read them as events to "
        + "segment contacts.",
      columns: [name])
  }

  /// The same e-mail address under different identifiers is the same person twice.
  private func repeatedAddresses(in table: ContactTable) -> TableNotice? {
    for column in columns where column.role == .personal {
      guard let values = table.column(named: column.name)?.values else { continue }
      let evidence = ColumnEvidence(of: values)
      let repeatCount = evidence.repeatCount
      guard evidence.share(of: ValueLooks.isEmailAddress) >= 0.8, repeatCount > 0 else { continue }
      if let notice = rowsAreEvents(evidence, column.name) { return notice }
      return TableNotice(
        .repeatedIdentifiers,
        "\(counted(repeatCount, "row has", "rows have")) the same e-mail address in "
          + "“\(column.name)” as an earlier row.",
        columns: [column.name])
    }
    return nil
  }

  private func mixedCurrencies(in table: ContactTable) -> TableNotice? {
    let sources = HeaderIndex.standard.sources(of: columns.map { HeaderName($0.name) })
    let hasCurrency = columns.contains {
      HeaderReading.reading(of: HeaderName($0.name), sources: sources)?.concept == .currency
    }
    guard hasCurrency else { return nil }
    let inference = SchemaInference(table, goal: .all, parallelism: .serial)
    for (currency, amounts) in inference.mixedCurrencies() where !amounts.isEmpty {
      let names = ([currency] + amounts).map { table.columns[$0].name }
      return TableNotice(
        .mixedCurrencies,
        "Column “\(names[0])” has \(inference.evidence[currency].distinctCount) currencies, so the "
          + "amounts in \(names.dropFirst().map { "“\($0)”" }.joined(separator: ", ")) can neither "
          + "be compared nor added until they are converted to one.",
        columns: names)
    }
    return nil
  }

  private func nothingToSegment() -> TableNotice? {
    guard !columns.contains(where: { $0.role == .segmentation }) else { return nil }
    return TableNotice(
      .nothingToSegment,
      "No column can shape segments; choose another goal, or give columns the role segmentation "
        + "in a schema file.")
  }

  private func goalWithoutColumns(_ goal: SegmentationGoal) -> TableNotice? {
    let serves = columns.contains { column in
      column.role == .segmentation && column.basis.map(goal.bases.contains) == true
    }
    guard goal != .all, !serves else { return nil }
    let available = SegmentationGoal.allCases.filter { other in
      other != .all
        && columns.contains { column in
          [.segmentation, .descriptor].contains(column.role)
            && column.basis.map(other.bases.contains) == true
        }
    }
    let hint =
      available.isEmpty
      ? "." : "; it has columns for \(available.map(\.rawValue).joined(separator: ", "))."
    return TableNotice(
      .goalWithoutColumns,
      "No column of the file is known to serve the goal \(goal.rawValue)\(hint)")
  }

  private func fewContacts(in table: ContactTable) -> TableNotice? {
    let columnCount = columns.count { $0.role == .segmentation }
    let wanted = Self.contactsPerColumn * columnCount
    guard columnCount > 0, table.rowCount < wanted else { return nil }
    return TableNotice(
      .fewContacts,
      "\(table.rowCount) contacts are few for \(columnCount) columns that shape segments; with "
        + "fewer than \(Self.contactsPerColumn) a column (\(wanted)) segments may owe much to "
        + "chance.")
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}

extension ColumnEvidence {
  /// The number of values that repeat an earlier one; 0 where distinct values were only estimated
  /// and the difference may be the estimate's.
  fileprivate var repeatCount: Int {
    let count = presentCount - distinctCount
    return isDistinctCountExact || count > presentCount / 100 ? max(0, count) : 0
  }
}
