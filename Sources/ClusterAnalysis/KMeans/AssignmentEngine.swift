import DenseAlgebra

/// How the nearest center of a row is found: all that differs from one engine to another.
///
/// Engines agree on which it is: the one with the smallest sum of squared differences, as
/// ``OriginalRows/nearest(to:among:scale:)`` adds them up, and of those equally near the lowest. What
/// follows from the labels is computed outside the engines, so that the whole search takes the same
/// way, to the last bit, whichever engine labels the rows.
protocol AssignmentEngine: Sendable {
  /// Centers, as the engine wants them.
  associatedtype Centers: Sendable

  /// Prepares centers, one a row, in the coordinates of the data.
  func prepared(_ centers: Matrix) -> Centers

  /// Where packed rows lie, when the engine can do with the rows that may have moved; otherwise nil.
  var gapFrame: PackingFrame? { get }

  /// Labels some rows with their nearest centers.
  ///
  /// - Parameters:
  ///   - rows: The rows, which begin on the border of a tile.
  ///   - centers: What ``prepared(_:)`` made.
  ///   - labels: The labels of these rows from the pass before, which are replaced.
  ///   - gaps: How far all rows are from changing their label; nil when that is not kept.
  ///   - changes: Becomes the list of the rows whose label changed.
  func assign(
    _ rows: Range<Int>, to centers: Centers, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: RowGaps?, changes: inout RowChanges)
}
