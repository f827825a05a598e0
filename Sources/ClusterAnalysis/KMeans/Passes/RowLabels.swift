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

  /// Whether it is known how far rows are from changing their label.
  var haveGaps: Bool { gaps != nil }

  /// Gives cluster `order[i]` the number `i`, in what is known of the rows.
  ///
  /// A row with a positive gap has one nearest center, whatever the numbers; the others are looked at
  /// in the next pass.
  func renumber(by order: [Int]) {
    guard haveGaps else { return }
    var numbers = [Int32](repeating: 0, count: order.count)
    for (number, former) in order.enumerated() { numbers[former] = Int32(number) }
    for row in elements.indices where elements[row] >= 0 {
      elements[row] = numbers[Int(elements[row])]
    }
    gapCenters = gapCenters.selectingRows(order)
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
    return keptGaps(to: centers, in: frame)
  }

  /// The gaps of the rows before the next pass, to its centers, if they are kept already.
  func keptGaps(to centers: Matrix, in frame: PackingFrame) -> RowGaps? {
    defer { gapCenters = centers }
    return gaps.map {
      RowGaps(DisjointWrites($0.elements), to: centers, from: gapCenters, in: frame)
    }
  }
}
