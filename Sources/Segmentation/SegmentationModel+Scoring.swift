extension SegmentationModel {
  /// Places contacts in the segments.
  ///
  /// - Parameters:
  ///   - table: Contacts with the columns that the model was made from, in any order. Unknown
  ///     columns are not looked at.
  ///   - unseenLevels: What levels count as that were rare or not there when the model was made.
  ///   - parallelism: How many threads may work.
  /// - Returns: The segment of each contact, the second nearest one, and how sure that is.
  /// - Throws: `FeatureError` when a column is missing or has become something else, or has
  ///   levels that `unseenLevels` makes an error.
  /// - Complexity: O(contacts × features × segments).
  public func scores(
    of table: ContactTable, unseenLevels: UnseenLevels = .pooled,
    parallelism: Parallelism = .automatic
  ) throws -> ContactScores {
    let features = try vectorizer.applied(
      to: table, allowingMissingColumns: false, unseenLevels: unseenLevels, parallelism: parallelism
    )
    let nearest = try NearestTwo(of: features.matrix, among: centers, parallelism: parallelism)
    return ContactScores(
      nearest, usualDistances: segments.map(\.usualDistance),
      warnings: features.warnings + placementWarnings)
  }

  /// What must be known of how contacts are placed.
  private var placementWarnings: [String] {
    guard method == .hierarchical else { return [] }
    return [
      "The segments were cut from a tree, in which new contacts have no place: they are placed in "
        + "the segment with the nearest mean."
    ]
  }
}
