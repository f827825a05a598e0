/// Segments in the features of contacts, however they were found.
struct FeaturePartition: Sendable {
  /// The segment of each contact.
  let assignments: Assignments
  /// Where each segment lies: new contacts go to the nearest of these; segments x features.
  let centers: Matrix
  /// The sum of squared distances of contacts to the mean of their segment.
  let withinSumOfSquares: Double
  /// The number of rounds of the search; nil for a method that does not search.
  let iterationCount: Int?
  /// Whether the search ended by itself, and not at a limit.
  let isConverged: Bool
  /// What computed the distances.
  let engine: String
  /// The tree that was cut; nil for other methods.
  let dendrogram: Dendrogram?
  /// What a reader should know of how they were found, in sentences without values.
  var notes: [String] = []
}
