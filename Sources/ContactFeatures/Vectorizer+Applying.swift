public import ContactTables
internal import DenseAlgebra
public import ParallelBlocks

extension Vectorizer: Transformer {
  /// Turns contacts into features; every column that was fitted must be there.
  ///
  /// - Throws: ``FeatureError``; see ``applied(to:allowingMissingColumns:parallelism:)``.
  /// - Complexity: O(contacts × features).
  public func applied(to table: ContactTable) throws(FeatureError) -> FeatureMatrix {
    try applied(to: table, allowingMissingColumns: false)
  }

  /// Turns contacts into features.
  ///
  /// Levels that were rare or not there when fitting count as `unseenLevels` says. A column that was
  /// read as another type is read again where that makes sense. Both are counted in the result's
  /// findings. A table without contacts gives a matrix without rows.
  ///
  /// - Parameters:
  ///   - table: The contacts, with the columns that were fitted in any order, and others.
  ///   - allowingMissingColumns: Whether contacts may lack a column that was fitted, and count as
  ///     without a value in it. More than half of the columns must be there.
  ///   - unseenLevels: What levels count as that have no feature of their own.
  ///   - parallelism: The number of threads; the result does not depend on it.
  /// - Returns: The features, and what was met on the way.
  /// - Throws: ``FeatureError`` when a column is missing, has become another type, or lacks a value
  ///   where the recipe makes that an error.
  /// - Complexity: O(contacts × features); memory for the matrix only.
  public func applied(
    to table: ContactTable, allowingMissingColumns: Bool, unseenLevels: UnseenLevels = .pooled,
    parallelism: Parallelism = .automatic
  ) throws(FeatureError) -> FeatureMatrix {
    let sources = try sources(in: table, allowingMissingColumns: allowingMissingColumns)
    let present = zip(columns, sources).compactMap { column, source in
      source.map { (column.missing, $0) }
    }
    try MissingValues.checkErrors(present.map(\.0), present.map(\.1))
    let isKept = MissingValues.kept(
      present.map(\.0), present.map(\.1), rowCount: table.rowCount)

    var writers: [FeatureWriter] = []
    var firstFeature = 0
    for (column, source) in zip(columns, sources) {
      writers.append(
        try FeatureWriter(
          column: column, source: source, firstFeature: firstFeature, unseen: unseenLevels))
      firstFeature += column.encoder.featureCount
    }
    let (elements, counts) = FeatureWriter.write(
      writers, rowCount: table.rowCount, featureCount: features.count, parallelism: parallelism)
    let matrix = Matrix(
      rowCount: table.rowCount, columnCount: features.count, elements: elements)
    let rows = isKept.map { isKept in isKept.indices.filter { isKept[$0] } }
    let findings = zip(columns.indices, writers).map { index, writer in
      ColumnFindings(
        column: columns[index].name, contactCount: table.rowCount,
        isPresent: sources[index] != nil, missingCount: counts[index].missing,
        unreadableCount: writer.unreadableCount, laterCount: counts[index].later,
        otherLevelCount: counts[index].other,
        expectedOtherLevelCount: columns[index].encoder.otherShare * Double(table.rowCount))
    }
    if unseenLevels == .error { try Self.checkLevels(findings) }
    return FeatureMatrix(
      matrix: rows.map { matrix.selectingRows($0) } ?? matrix, features: features, rows: rows,
      columnFindings: findings)
  }

  private static func checkLevels(_ findings: [ColumnFindings]) throws(FeatureError) {
    let unseen = findings.filter(\.hasUnexpectedLevels)
    guard !unseen.isEmpty else { return }
    let list = unseen.prefix(10)
      .map { "\"\($0.column)\" (\($0.otherLevelCount) of \($0.contactCount))" }
      .joined(separator: ", ")
    throw FeatureError(
      .unseenLevel,
      "contacts have levels that were rare or unknown when fitted, in \(list)"
        + (unseen.count > 10 ? " and \(unseen.count - 10) more columns" : "")
        + "; have them count as pooled or as missing, or fit anew")
  }

  private func sources(
    in table: ContactTable, allowingMissingColumns: Bool
  ) throws(FeatureError) -> [Column?] {
    var columnOfName: [String: Column] = [:]
    for column in table.columns { columnOfName[column.name] = column }
    let sources = columns.map { columnOfName[$0.name] }
    let missing = zip(columns, sources).filter { $0.1 == nil }.map(\.0.name)
    guard !missing.isEmpty else { return sources }
    let names = missing.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
    let rest = missing.count > 10 ? " and \(missing.count - 10) more" : ""
    let lacks = "the contacts lack \(missing.count) of \(columns.count) columns: \(names)\(rest)"
    guard allowingMissingColumns else {
      throw FeatureError(
        .missingColumn, lacks + "; add them, or allow missing columns to have them imputed")
    }
    guard 2 * missing.count < columns.count else {
      throw FeatureError(
        .missingColumn, lacks + "; more than half must be there even when some may be missing")
    }
    for (column, source) in zip(columns, sources) where source == nil {
      guard column.missing == .error || column.missing == .dropped else { continue }
      throw FeatureError(
        .missingColumn,
        "the contacts lack column \"\(column.name)\", whose missing values may not be imputed")
    }
    return sources
  }
}
