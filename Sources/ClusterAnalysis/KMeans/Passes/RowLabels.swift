import DenseAlgebra
import ParallelBlocks

/// The labels of rows that one search has, and how far each row is from changing its own.
final class RowLabels {
  /// The cluster of each row.
  let elements: UnsafeMutableBufferPointer<Int32>
  /// What `elements` is in; nil when that belongs to somebody else.
  private let memory: ScratchMemory<Int32>?
  /// How many rows the last pass has moved.
  var movedRowCount = Int.max
  /// How far each row is from changing its label, once that pays.
  private var gaps: ScratchMemory<Float>?
  /// The centers of the last pass that has brought the gaps up to date.
  private var gapCenters = Matrix(rowCount: 0, columnCount: 0)

  /// Takes memory for labels, which no row has yet.
  init(rowCount: Int) {
    let memory = ScratchMemory<Int32>(count: rowCount)
    self.memory = memory
    elements = memory.elements
    elements.initialize(repeating: Assignments.unassigned)
  }

  /// Uses memory that outlives this value, and holds labels already.
  init(borrowing elements: UnsafeMutableBufferPointer<Int32>) {
    memory = nil
    self.elements = elements
  }

  /// Takes all labels away.
  func removeAll() {
    elements.update(repeating: Assignments.unassigned)
    forgetGaps()
  }

  /// Forgets how far rows are from changing their label.
  func forgetGaps() {
    movedRowCount = .max
    gaps = nil
  }

  /// The gaps of the rows before the next pass, to its centers.
  ///
  /// To keep gaps costs a little for each row that is looked at. It pays when few rows move; then few
  /// are near to moving.
  ///
  /// - Parameters:
  ///   - centers: Those of the next pass.
  ///   - frame: Where packed rows lie.
  /// - Returns: `nil` while many rows move, and where gaps would take too much memory.
  func nextGaps(to centers: Matrix, in frame: PackingFrame) -> RowGaps? {
    if gaps == nil {
      guard centers.rowCount > 2, movedRowCount < elements.count / 8,
        centers.columnCount >= 10 || elements.count <= 1 << 20
      else { return nil }
      let size = TiledRows.tileRowCount
      let memory = ScratchMemory<Float>(count: (elements.count + size - 1) / size * size)
      memory.elements.initialize(repeating: -1)
      gaps = memory
      gapCenters = centers
    }
    defer { gapCenters = centers }
    return gaps.map {
      RowGaps(DisjointWrites($0.elements), to: centers, from: gapCenters, in: frame)
    }
  }
}
