import CSegmentationKernels

/// What it changes to swap medoids for a candidate, added up over rows in their order.
///
/// All arithmetic is in Double: every instruction set gives the same bits.
public struct SwapChanges {
  /// For each medoid, what its loss costs if the candidate is there to take over.
  public private(set) var losses: [Double]
  /// What rows gain that are nearer to the candidate than to any medoid.
  public private(set) var gain = 0.0
  private let instructionSet: InstructionSet

  /// Starts with what the loss of each medoid costs without a candidate.
  public init(losses: [Double], instructionSet: InstructionSet = .best) {
    self.losses = losses
    self.instructionSet = instructionSet
  }

  /// Takes in rows.
  ///
  /// - Parameters:
  ///   - distances: The distance of the candidate to each row.
  ///   - nearest: The distance of each row to its nearest medoid.
  ///   - second: That to the second; nil where there is one medoid only, which all rows leave.
  ///   - labels: The nearest medoid of each row.
  ///   - weights: What each row counts; nil counts each once.
  ///   - count: The number of rows.
  /// - Returns: The first row whose distance is NaN.
  /// - Complexity: O(`count`).
  public mutating func add(
    distances: UnsafePointer<Double>, nearest: UnsafePointer<Double>,
    second: UnsafePointer<Double>?, labels: UnsafePointer<Int32>,
    weights: UnsafePointer<Double>?, count: Int
  ) -> Int? {
    let undefined = losses.withUnsafeMutableBufferPointer { losses in
      cseg_swap_changes(
        instructionSet.code, distances, nearest, second, labels, weights, Int64(count),
        losses.baseAddress, &gain)
    }
    return undefined < 0 ? nil : Int(undefined)
  }

  /// The best medoid to give up, of equally good ones the lowest, and by how much the sum of
  /// distances changes.
  ///
  /// - Complexity: O(medoids).
  public var best: (medoid: Int, change: Double) {
    var best = (medoid: 0, loss: Double.infinity)
    for (medoid, loss) in losses.enumerated() where loss < best.loss { best = (medoid, loss) }
    return (best.medoid, best.loss + gain)
  }
}
