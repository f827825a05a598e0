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
  /// Whether rows are added that the candidate does not take over; else the losses have them already.
  private let addsFarRows: Bool

  /// Starts with what the loss of each medoid costs without a candidate, so that only rows near the
  /// candidate are left to add.
  public init(losses: [Double], instructionSet: InstructionSet = .best) {
    self.losses = losses
    self.instructionSet = instructionSet
    addsFarRows = false
  }

  /// Starts with nothing, and adds all rows.
  ///
  /// What a row adds is then never the difference of two much larger numbers, which matters where the
  /// losses of medoids are a multiple of the sum that the change is to be compared with.
  public init(medoidCount: Int) {
    losses = [Double](repeating: 0, count: medoidCount)
    instructionSet = .best
    addsFarRows = true
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
    if addsFarRows {
      return addAll(distances, nearest, second, labels, weights, count: count)
    }
    let undefined = losses.withUnsafeMutableBufferPointer { losses in
      cseg_swap_changes(
        instructionSet.code, distances, nearest, second, labels, weights, Int64(count),
        losses.baseAddress, &gain)
    }
    return undefined < 0 ? nil : Int(undefined)
  }

  private mutating func addAll(
    _ distances: UnsafePointer<Double>, _ nearest: UnsafePointer<Double>,
    _ second: UnsafePointer<Double>?, _ labels: UnsafePointer<Int32>,
    _ weights: UnsafePointer<Double>?, count: Int
  ) -> Int? {
    for row in 0..<count {
      if distances[row].isNaN { return row }
      let weight = weights?[row] ?? 1
      if distances[row] < nearest[row] {
        gain += weight * (distances[row] - nearest[row])
      } else {
        losses[Int(labels[row])] +=
          weight * (min(distances[row], second?[row] ?? .infinity) - nearest[row])
      }
    }
    return nil
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
