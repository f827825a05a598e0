import DenseAlgebra
import ParallelBlocks

/// What is known of the rows as a whole before they are clustered.
struct RowSummary: Sendable {
  /// The sum of the weights.
  let totalWeight: Double
  /// A point in the middle of most rows, which sums are taken around.
  let origin: [Double]
  /// The weighted sum of squared distances to the origin.
  let sumOfSquaresAroundOrigin: Double
  /// The weighted sum of squared distances to the means.
  let totalSumOfSquares: Double

  /// Concludes from a survey of the rows around `origin`.
  ///
  /// Where the origin is so far from the means that their difference would cost digits, the rows are
  /// passed over again.
  ///
  /// - Complexity: O(columns), rarely O(rows × columns).
  init(
    of rows: WeightedRows, survey: RowSurvey, origin: [Double], totalWeight: Double,
    parallelism: Parallelism
  ) {
    let around = survey.squares.reduce(0, +)
    let offset = survey.sums.reduce(0) { $0 + $1 / totalWeight * $1 }
    self.totalWeight = totalWeight
    self.origin = origin
    sumOfSquaresAroundOrigin = around
    guard around - offset < 0x1p-8 * around else {
      totalSumOfSquares = around - offset
      return
    }
    let means = origin.indices.map { origin[$0] + survey.sums[$0] / totalWeight }
    let again = RowSurvey(of: rows, around: means, parallelism: parallelism)
    totalSumOfSquares = max(
      0, again.squares.reduce(0, +) - again.sums.reduce(0) { $0 + $1 / totalWeight * $1 })
  }
}

extension RowSurvey {
  /// Passes over all rows.
  ///
  /// - Complexity: O(rows × columns).
  init(of rows: WeightedRows, around centre: [Double], parallelism: Parallelism) {
    self.init(columnCount: rows.columnCount)
    let parts = parallelism.mapBlocks(count: rows.rowCount, blockSize: Self.blockRowCount) {
      _, block in
      var part = RowSurvey(columnCount: rows.columnCount)
      rows.forEachPiece(of: block) { piece in
        part.add(piece, of: rows.original, weights: rows.weights(of: piece), around: centre)
      }
      return part
    }
    for part in parts { merge(part) }
  }
}
