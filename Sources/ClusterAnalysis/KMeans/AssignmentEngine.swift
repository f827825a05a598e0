import DenseAlgebra
import ParallelBlocks

/// One pass over the rows with fixed centers: all that Lloyd's search needs from its data.
///
/// Engines differ in how they find the nearest center, and agree on which it is: the one with the
/// smallest ``squaredDistance(_:_:count:)``, the lowest of those equally near.
protocol AssignmentEngine: Sendable {
  /// Labels each row with its nearest center.
  ///
  /// - Parameters:
  ///   - centers: One a row, in the coordinates of the data.
  ///   - labels: The labels of the pass before, which are replaced.
  /// - Returns: The totals over all rows.
  func assign(to centers: Matrix, labels: DisjointWrites<Int32>) -> PassTotals
}

/// What one pass over some rows yields, to be merged with that of other rows.
struct PassTotals: Sendable {
  /// For each cluster, the weighted sum of its rows less the engine's origin; clusters x columns.
  var sums: [Double]
  /// For each cluster, the sum of its rows' weights.
  var weights: [Double]
  /// How many rows of positive weight have another label than before.
  var movedRowCount = 0
  /// The weighted sum over rows of the squared distance to the nearest center, less that to the
  /// origin.
  var score = 0.0

  init(clusterCount: Int, columnCount: Int) {
    sums = [Double](repeating: 0, count: clusterCount * columnCount)
    weights = [Double](repeating: 0, count: clusterCount)
  }

  /// Adds the totals of other rows.
  mutating func merge(_ other: PassTotals) {
    for index in sums.indices { sums[index] += other.sums[index] }
    for index in weights.indices { weights[index] += other.weights[index] }
    movedRowCount += other.movedRowCount
    score += other.score
  }
}
