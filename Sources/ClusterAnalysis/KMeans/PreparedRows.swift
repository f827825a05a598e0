import DenseAlgebra
import ParallelBlocks

/// Rows with all that is made of them before a search: where their middle is, what they sum to, and,
/// for the fused engine, their packed copy.
struct PreparedRows: Sendable {
  let rows: WeightedRows
  let frame: PackingFrame
  let survey: RowSurvey
  /// The sum of the weights.
  let totalWeight: Double
  /// The packed copy, when there is one.
  let tiles: TiledRows?

  /// Passes over the rows once.
  ///
  /// - Complexity: O(rows × columns).
  init(
    _ rows: WeightedRows, totalWeight: Double, isPacked: Bool, parallelism: Parallelism
  ) {
    self.rows = rows
    self.totalWeight = totalWeight
    frame = PackingFrame(sampling: rows.original)
    if isPacked {
      var survey = RowSurvey(columnCount: rows.columnCount)
      tiles = TiledRows(
        rows.original, frame: frame, weights: rows.weights, survey: &survey,
        parallelism: parallelism)
      self.survey = survey
    } else {
      tiles = nil
      survey = RowSurvey(of: rows, around: frame.centre, parallelism: parallelism)
    }
  }
}
