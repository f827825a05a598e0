extension PlacementModel {
  /// Where rows of another file belong.
  public struct Placement: Sendable, Hashable {
    /// The segment of each row; none for one that shares nothing with any.
    public let assignments: Assignments
    /// What a reader should know, in sentences without values.
    public let notes: [String]
  }

  /// Places rows in the segments of the nearest prototypes or medoids, of equally near ones the first.
  ///
  /// - Parameters:
  ///   - table: Rows with the columns that the model was made from, in any order.
  ///   - unseenLevels: What a level counts as that the model does not know: `pooled` as one that agrees
  ///     with none, `missing` as a gap, `error` as an error. In an order it has no place and is a gap.
  ///   - parallelism: How many threads may work.
  /// - Returns: The segment of each row.
  /// - Throws: ``SegmentationError`` when a column is missing or has become something else or has
  ///   levels that `unseenLevels` makes an error, `FeatureError` and `ClusteringError` for gaps that
  ///   the method has no way with, and for numbers too large to be squared.
  /// - Complexity: O(rows × columns × segments).
  public func placement(
    of table: ContactTable, unseenLevels: UnseenLevels = .pooled,
    parallelism: Parallelism = .automatic
  ) throws -> Placement {
    var (assignments, notes): (Assignments, [String])
    switch middles {
    case .prototypes(let model, let scaler):
      let rows = try columns.rows(of: table, unseen: unseenLevels)
      assignments = try model.assignments(
        for: try MixedMatrix(
          numbers: try scaler.applied(to: rows.numbers), categories: rows.categories,
          sets: rows.sets))
      notes = rows.notes
    case .rows(let medoids, let distance, let vectorizer, let scaler):
      let features = try vectorizer.applied(
        to: table, allowingMissingColumns: false, parallelism: parallelism)
      let placed = try KMedoids.assignments(
        of: try scaler.applied(to: features.matrix), toMedoids: medoids, distance: distance)
      assignments = placed.spread(over: features.rows, of: table.rowCount)
      notes = features.warnings
    case .mixedRows(let medoids, let dissimilarity):
      let rows = try columns.rows(of: table, unseen: unseenLevels)
      let mixed = try MixedMatrix(
        numbers: rows.numbers, categories: rows.categories, sets: rows.sets)
      assignments = try dissimilarity.nearest(of: medoids, to: mixed, parallelism: parallelism)
      notes = rows.notes
    }
    let unplacedCount = assignments.labels.count { $0 < 0 }
    if unplacedCount > 0 {
      notes.append(
        "\(PlainNumber.text(unplacedCount)) \(unplacedCount == 1 ? "row is" : "rows are") in no "
          + "segment: too much is missing to compare")
    }
    return Placement(assignments: assignments, notes: notes)
  }
}

extension Assignments {
  /// The assignments of the rows that were left, spread over all; the others are in no cluster.
  fileprivate func spread(over kept: [Int]?, of rowCount: Int) -> Assignments {
    guard let kept else { return self }
    var labels = [Int32](repeating: Assignments.unassigned, count: rowCount)
    for (place, row) in kept.enumerated() { labels[row] = self.labels[place] }
    return Assignments(labels: labels, clusterCount: clusterCount)
  }
}
