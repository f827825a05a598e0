/// Prototypes as the mixed kernels read them: a center and a mode for each.
public struct PrototypePanel: Sendable {
  /// The number of prototypes.
  public let count: Int
  /// prototypes x number columns, in the units of the tiles.
  let centers: [Double]
  /// category columns x prototypes.
  let modes: [UInt32]
  /// category columns x prototypes: what a row with the mode adds to its distance; empty for nothing.
  let matches: [Double]
  /// For each category column, what a row with another level adds to its distance.
  let mismatches: [Double]

  /// Whether dissimilarities are squares of distances, so that gaps can be kept.
  public var isMetric: Bool { matches.isEmpty }

  /// Puts prototypes together; a mode that no code is equal to is matched by none.
  ///
  /// - Parameters:
  ///   - count: The number of prototypes.
  ///   - centers: prototypes x number columns.
  ///   - modes: category columns x prototypes.
  ///   - matches: For each mode what a row that has it adds; empty when that is nothing.
  ///   - mismatches: For each category column, what a row with another level adds.
  public init(
    count: Int, centers: [Double], modes: [UInt32], matches: [Double], mismatches: [Double]
  ) {
    precondition(
      modes.count == count * mismatches.count
        && (matches.isEmpty || matches.count == modes.count),
      "\(modes.count) modes and \(matches.count) matches for \(count) prototypes")
    self.count = count
    self.centers = centers
    self.modes = modes
    self.matches = matches
    self.mismatches = mismatches
  }
}
