public import ParallelBlocks

extension Schema {
  /// Finds out what each column of a table is used for.
  ///
  /// Headers are looked up in tables by vendor and language, then read word by word; values are
  /// looked at where headers do not tell, and to see whether they bear the headers out. What
  /// contacts do, think, seek and are worth shapes the segments, and who and where they are
  /// describes them, unless the goal says otherwise or the file has nothing else. Personal
  /// columns are found by header and by values.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - goal: What segments are wanted for.
  ///   - parallelism: How many threads may be used; the result does not depend on it.
  /// - Returns: One entry for each column, in the order of the table. A `distinctCount` beyond
  ///   1,048,576 is an estimate.
  /// - Complexity: O(contacts × columns).
  public static func inferred(
    from table: ContactTable, goal: SegmentationGoal = .all,
    parallelism: Parallelism = .automatic
  ) -> Schema {
    SchemaInference(table, goal: goal, parallelism: parallelism).schema()
  }
}
