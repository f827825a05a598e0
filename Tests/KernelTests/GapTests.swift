import ParallelBlocks
import Testing

@testable import DenseAlgebra

/// Passes that look only at rows in doubt give the labels of plain loops, pass after pass.
@Suite struct GapTests {
  /// Where rows in doubt are read: as they came, or, when that costs more, in their tiles.
  enum Source: CaseIterable { case doubles, floats, tiles }

  private func withRows(
    _ matrix: Matrix, from source: Source, _ body: (OriginalRows, Matrix) -> Void
  ) {
    let columnCount = matrix.columnCount
    switch source {
    case .doubles:
      matrix.withUnsafeElements {
        body(OriginalRows(doubles: $0, columnCount: columnCount), matrix)
      }
    case .floats:
      let floats = matrix.withUnsafeElements { $0.map(Float.init) }
      let rounded = Matrix(
        rowCount: matrix.rowCount, columnCount: columnCount, elements: floats.map(Double.init))
      floats.withUnsafeBufferPointer {
        body(OriginalRows(floats: $0, columnCount: columnCount), rounded)
      }
    case .tiles:
      matrix.withUnsafeElements {
        let original = OriginalRows(doubles: $0, columnCount: columnCount).transformed { _ in }
        #expect(original.rowsInMemory(from: 0) == nil)
        body(original, matrix)
      }
    }
  }

  /// Passes over all rows, one for each matrix of centers, in blocks of `blockTileCount` tiles.
  ///
  /// - Returns: How many rows no pass but the first has looked at.
  @discardableResult
  private func expectPlainLabels(
    _ matrix: Matrix, from source: Source = .doubles, centers: [Matrix], with set: InstructionSet,
    blockTileCount: Int = 70, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Int {
    let size = TiledRows.tileRowCount
    var labels = [Int32](repeating: -1, count: matrix.rowCount)
    var gaps = [Float](repeating: -1, count: (matrix.rowCount + size - 1) / size * size)
    var untouched = [Bool](repeating: true, count: matrix.rowCount)
    withRows(matrix, from: source) { original, matrix in
      let rows = TiledRows(original, parallelism: .serial)
      for (number, next) in centers.enumerated() {
        let former = labels
        let formerGaps = gaps
        let expected = nearestTwo(of: matrix, among: next).map(\.first)
        var moved: [Int32] = []
        var formerLabels: [Int32] = []
        var changes = RowChanges(tileCount: blockTileCount)
        for first in stride(from: 0, to: rows.tileCount, by: blockTileCount) {
          let tiles = first..<min(first + blockTileCount, rows.tileCount)
          labels.withUnsafeMutableBufferPointer { labels in
            gaps.withUnsafeMutableBufferPointer { gaps in
              let rowGaps = RowGaps(
                DisjointWrites(gaps), to: next, from: centers[max(0, number - 1)], in: rows.frame)
              TileKernels(set).assign(
                rows, original, tiles: tiles, to: CenterPanel(next, for: rows),
                labels: .init(rebasing: labels[rows.rows(in: tiles)]), gaps: rowGaps,
                changes: &changes)
            }
          }
          moved += changes.rows.map { $0 + Int32(first * size) }
          formerLabels += changes.formerLabels
        }
        #expect(labels == expected, comment, sourceLocation: sourceLocation)
        let changed = former.indices.filter { former[$0] != expected[$0] }
        #expect(moved == changed.map(Int32.init), comment, sourceLocation: sourceLocation)
        #expect(formerLabels == changed.map { former[$0] }, comment, sourceLocation: sourceLocation)
        if number > 0 {
          // A gap grows when, and only when, a row has been looked at.
          for row in untouched.indices where !(gaps[row] <= formerGaps[row]) {
            untouched[row] = false
          }
        }
      }
    }
    return untouched.filter { $0 }.count
  }

  /// Centers that move less and less, some of them now and then a long way.
  private func path(
    from start: Matrix, length: Int, scale: Double, _ draws: inout Draws
  ) -> [Matrix] {
    var centers = [start]
    for step in 1..<length {
      var next = centers[step - 1]
      let reach = scale / Double(step * step)
      for center in 0..<next.rowCount where draws.next() % 3 > 0 {
        let factor = draws.next() % 23 == 0 ? 20.0 : 1
        for column in 0..<next.columnCount {
          next[center, column] += factor * reach * draws.unit()
        }
      }
      centers.append(next)
    }
    return centers
  }

  @Test(arguments: InstructionSet.available)
  func labelsStayThoseOfPlainLoops(set: InstructionSet) {
    var draws = Draws(seed: 21)
    for example in Case.all where example.rows.rowCount > 0 {
      let centers = path(from: example.centers, length: 5, scale: 0.1, &draws)
      expectPlainLabels(example.rows, centers: centers, with: set, "\(example.shape)")
    }
  }

  @Test(arguments: InstructionSet.available, Source.allCases)
  func mostRowsAreNotLookedAtAgain(set: InstructionSet, source: Source) {
    var draws = Draws(seed: 22)
    let rows = draws.matrix(64 * 70 + 37, 6)
    let centers = path(from: draws.matrix(9, 6), length: 7, scale: 0.002, &draws)
    for blockTileCount in source == .doubles ? [1, 3, 70, 71] : [70] {
      let untouched = expectPlainLabels(
        rows, from: source, centers: centers, with: set, blockTileCount: blockTileCount)
      #expect(untouched > rows.rowCount / 2)
    }
  }

  @Test(arguments: InstructionSet.available, [0, 1e7, -3e9])
  func tiesAndLastDigitsAreDecidedInDouble(set: InstructionSet, offset: Double) {
    var draws = Draws(seed: 23)
    var rows = draws.matrix(500, 3)
    for row in 0..<500 {
      for column in 0..<3 { rows[row, column] = offset + (rows[row, column] * 2).rounded() }
    }
    // Centers on a grid of halves: rows lie exactly between them, or a last digit off.
    var centers: [Matrix] = []
    for step in 0..<8 {
      var next = draws.matrix(7, 3)
      for center in 0..<7 {
        for column in 0..<3 {
          let place = step < 4 ? next[center, column] : centers[0][center, column] - offset
          next[center, column] = offset + (place * 4).rounded() / 2
          if step > 4 { next[center, column] += Double(step - 5) * next[center, column].ulp }
        }
      }
      centers.append(next)
    }
    expectPlainLabels(rows, centers: centers, with: set)
  }

  @Test(arguments: InstructionSet.available)
  func farRowsAndFarCentersCastNoWrongCertainty(set: InstructionSet) {
    var draws = Draws(seed: 24)
    var rows = draws.matrix(200, 4)
    rows[7, 1] = 1e12
    rows[90, 0] = -1e25
    var start = draws.matrix(5, 4)
    start[3, 2] = 1e12
    start[4, 2] = -1e20
    let centers = path(from: start, length: 6, scale: 0.05, &draws)
    expectPlainLabels(rows, centers: centers, with: set)
    // Rows that are all alike, and centers that stand still.
    let alike = Matrix(rowCount: 130, columnCount: 2, elements: .init(repeating: 0.1, count: 260))
    expectPlainLabels(alike, centers: .init(repeating: draws.matrix(3, 2), count: 3), with: set)
  }
}
