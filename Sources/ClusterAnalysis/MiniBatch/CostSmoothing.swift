/// The mean squared distance of rows to their centers, smoothed over batches, and how long it has not
/// fallen.
///
/// After a start that has been searched for, the first batches cost what the start cost, give or take
/// chance, and a lucky one cannot be beaten for a while. So batches count as idle only when the
/// smoothed value has forgotten with which batch it began.
struct CostSmoothing: Sendable {
  /// The part of the newest batch.
  private let share: Double
  private let patience: Int?
  private var batchCount = 0
  private var lowest = Double.infinity
  private var idleCount = 0
  /// The smoothed value; that of the first batch is left out, because the centers have not moved yet.
  private(set) var value: Double?

  /// Smooths over about as many batches as hold all rows.
  init(batchSize: Int, rowCount: Int, patience: Int?) {
    share = min(1, 2 * Double(batchSize) / Double(rowCount + 1))
    self.patience = patience
  }

  /// Takes in a batch.
  ///
  /// - Returns: Whether the value has not fallen for as many batches as patience has.
  mutating func isIdle(after meanSquare: Double) -> Bool {
    batchCount += 1
    guard batchCount > 1 else { return false }
    let smoothed = value.map { $0 * (1 - share) + meanSquare * share } ?? meanSquare
    value = smoothed
    if smoothed < lowest || Double(batchCount) * share <= 1 {
      lowest = smoothed
      idleCount = 0
    } else {
      idleCount += 1
    }
    return patience.map { idleCount >= $0 } ?? false
  }
}
