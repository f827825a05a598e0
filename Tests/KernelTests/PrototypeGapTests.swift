import ParallelBlocks
import Testing

@testable import DenseAlgebra

/// Passes that look only at rows in doubt give the labels of plain loops, pass after pass.
@Suite struct PrototypeGapTests {
  /// Prototypes that move less and less, some of them now and then a long way, with modes that change.
  private func path(
    from start: PrototypePanel, length: Int, scale: Double, _ draws: inout Draws
  ) -> [PrototypePanel] {
    var panels = [start]
    for step in 1..<length {
      let last = panels[step - 1]
      let reach = scale / Double(step * step)
      let factor = draws.next() % 3 == 0 ? 20.0 : 1
      panels.append(
        PrototypePanel(
          count: last.count,
          centers: last.centers.map { $0 + factor * reach * draws.unit() },
          modes: last.modes.map {
            draws.next() % UInt64(20 * step * step) == 0 ? UInt32(draws.next() % 6) : $0
          },
          matches: last.matches, mismatches: last.mismatches))
    }
    return panels
  }

  /// Passes over all rows, one for each panel.
  ///
  /// - Returns: How many rows no pass but the first has looked at.
  @discardableResult
  private func expectPlainLabels(
    _ rows: MixedProblem, _ panels: [PrototypePanel], with set: InstructionSet,
    hasGaps: Bool = true,
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Int {
    let tiles = rows.tiles
    var rows = rows
    var labels = [Int32](repeating: -1, count: tiles.paddedRowCount)
    var gaps = [Float](repeating: -1, count: tiles.paddedRowCount)
    var untouched = [Bool](repeating: true, count: tiles.rowCount)
    for (number, panel) in panels.enumerated() {
      let (former, formerGaps) = (labels, gaps)
      var moved: [Int] = []
      var formerLabels: [Int32] = []
      // The first tiles and the others apart, as threads take them.
      let border = min(tiles.rowCount, 2 * MixedTiles.tileRows)
      for piece in [0..<border, border..<tiles.rowCount] {
        var changes = RowChanges(tileCount: (piece.count + 63) / 64)
        labels.withUnsafeMutableBufferPointer { labels in
          gaps.withUnsafeMutableBufferPointer { gaps in
            let kept = PrototypeGaps(
              DisjointWrites(gaps), to: panel, from: panels[max(0, number - 1)], in: tiles)
            tiles.follow(
              panel, rows: piece, labels: .init(rebasing: labels[piece]),
              gaps: hasGaps ? kept : nil, instructionSet: set, changes: &changes)
          }
        }
        moved += changes.rows.map { piece.lowerBound + Int($0) }
        formerLabels += changes.formerLabels
      }
      rows.panel = panel
      let expected = (0..<tiles.rowCount).map(rows.nearest)
      #expect(Array(labels[..<tiles.rowCount]) == expected, comment, sourceLocation: sourceLocation)
      let changed = expected.indices.filter { former[$0] != expected[$0] }
      #expect(moved == changed, comment, sourceLocation: sourceLocation)
      #expect(formerLabels == changed.map { former[$0] }, comment, sourceLocation: sourceLocation)
      if number > 0 {
        // A gap grows when, and only when, a row has been looked at.
        for row in untouched.indices where !(gaps[row] <= formerGaps[row]) {
          untouched[row] = false
        }
      }
    }
    return untouched.filter { $0 }.count
  }

  @Test(arguments: InstructionSet.available, [0, 1, 63, 64, 65, 500])
  func labelsStayThoseOfPlainLoops(set: InstructionSet, rowCount: Int) {
    for (number, categoryCount) in [0, 1, 6, 11, 300].enumerated()
    where categoryCount < 300 || rowCount == 65 {
      for hasGaps in [false, true] {
        let rows = MixedProblem(
          rowCount, prototypes: [1, 2, 16, 17, 5][number], hasGaps: hasGaps, hasMatches: false,
          categoryCount: categoryCount)
        var draws = Draws(seed: UInt64(rowCount + categoryCount))
        let panels = path(from: rows.panel, length: 7, scale: 0.1, &draws)
        expectPlainLabels(rows, panels, with: set, "\(categoryCount) \(hasGaps)")
        expectPlainLabels(rows, panels, with: set, hasGaps: false, "\(categoryCount) \(hasGaps)")
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func dissimilaritiesThatAreNoSquaresAreFollowedWithoutGaps(set: InstructionSet) {
    let rows = MixedProblem(
      300, prototypes: 4, hasGaps: true, hasMatches: true, categoryCount: 6)
    expectPlainFollowing(rows, with: set)
  }

  private func expectPlainFollowing(_ rows: MixedProblem, with set: InstructionSet) {
    let tiles = rows.tiles
    var labels = [Int32](repeating: -1, count: tiles.rowCount)
    var changes = RowChanges(tileCount: 5)
    labels.withUnsafeMutableBufferPointer {
      tiles.follow(
        rows.panel, rows: 0..<tiles.rowCount, labels: $0, instructionSet: set, changes: &changes)
    }
    #expect(labels == (0..<tiles.rowCount).map(rows.nearest))
    #expect(changes.count == tiles.rowCount)
  }

  @Test(arguments: InstructionSet.available)
  func mostRowsAreNotLookedAtAgain(set: InstructionSet) {
    let rows = MixedProblem(
      64 * 70 + 37, prototypes: 6, hasGaps: false, hasMatches: false, categoryCount: 5)
    let last = rows.panel
    let panels = (0..<5).map { step in
      PrototypePanel(
        count: last.count, centers: last.centers.map { $0 * (1 + 0.001 * Double(step)) },
        modes: last.modes, matches: [], mismatches: last.mismatches)
    }
    #expect(expectPlainLabels(rows, panels, with: set) > rows.numbers.rowCount / 2)
  }

  /// Rows so near to the middle of two prototypes that Float takes the wrong one for half of them.
  @Test(arguments: InstructionSet.available, [false, true])
  func rowsMidwayAreDecidedInDouble(set: InstructionSet, hasGaps: Bool) {
    var rows = MixedProblem(
      600, prototypes: 5, hasGaps: hasGaps, hasMatches: false, categoryCount: 2)
    var draws = Draws(seed: 9)
    let centers = draws.matrix(5, 3).elements
    rows.panel = PrototypePanel(
      count: 5, centers: centers, modes: [UInt32](repeating: 1, count: 10), matches: [],
      mismatches: [0.7, 0.7])
    rows.numbers = Matrix(
      rowCount: 600, columnCount: 3,
      elements: (0..<1_800).map { place in
        let (row, column) = place.quotientAndRemainder(dividingBy: 3)
        let (one, other) = (row % 5, (row + 1 + row / 5 % 4) % 5)
        let middle = (centers[one * 3 + column] + centers[other * 3 + column]) / 2
        return middle + 1e-9 * draws.unit()
      })
    expectPlainLabels(rows, [rows.panel, rows.panel], with: set)
    let tiles = rows.tiles
    var labels = [Int32](repeating: -1, count: tiles.paddedRowCount)
    var distances = [Double](repeating: -1, count: tiles.paddedRowCount)
    tiles.findNearest(
      in: rows.panel, labels: &labels, distances: &distances, instructionSet: set,
      parallelism: .serial)
    #expect(Array(labels[..<600]) == (0..<600).map(rows.nearest))
    #expect(
      Array(distances[..<600]) == (0..<600).map { rows.distance($0, Int(rows.nearest($0))) })
  }

  /// Years and amounts, whose differences are small against them, and one column that counts little.
  @Test(arguments: InstructionSet.available, [false, true])
  func numbersFarFromZeroAreToldApart(set: InstructionSet, hasGaps: Bool) {
    var rows = MixedProblem(
      700, prototypes: 6, hasGaps: hasGaps, hasMatches: false, categoryCount: 6)
    func moved(_ values: [Double]) -> [Double] {
      values.enumerated().map { [1e9 + $1, 2_000 + 0.1 * $1, 1e-6 * $1][$0 % 3] }
    }
    var draws = Draws(seed: 5)
    let panels = path(from: rows.panel, length: 6, scale: 0.1, &draws).map { panel in
      PrototypePanel(
        count: panel.count, centers: moved(panel.centers), modes: panel.modes, matches: [],
        mismatches: panel.mismatches.map { $0 / 10 })
    }
    rows.numbers = Matrix(rowCount: 700, columnCount: 3, elements: moved(rows.numbers.elements))
    expectPlainLabels(rows, panels, with: set)
    expectPlainLabels(rows, panels, with: set, hasGaps: false)
  }

  /// Rows and prototypes on a grid, where many dissimilarities are equal or differ in a last digit.
  @Test(arguments: InstructionSet.available, [1, 1e-30, 1e-160, 1e150])
  func tiesAreDecidedAsByPlainLoops(set: InstructionSet, scale: Double) {
    var rows = MixedProblem(
      400, prototypes: 5, hasGaps: false, hasMatches: false, categoryCount: 4)
    let grid = rows.numbers.elements.map { ($0 * 2).rounded() * scale }
    rows.numbers = Matrix(rowCount: 400, columnCount: 3, elements: grid)
    let start = rows.panel
    let panels = (0..<7).map { step in
      PrototypePanel(
        count: start.count,
        centers: start.centers.enumerated().map { place, value in
          let center = (value * 2).rounded() / 2 * scale
          return step < 3 ? center : center + Double((place + step) % 3 - 1) * center.ulp
        },
        modes: start.modes, matches: [], mismatches: start.mismatches.map { _ in scale * scale })
    }
    expectPlainLabels(rows, panels, with: set)
  }
}
