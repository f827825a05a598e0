import ParallelBlocks
import Testing

@testable import DenseAlgebra

/// The kernel for prototypes gives the bits of a plain loop with every instruction set.
@Suite struct MixedKernelTests {
  private struct Problem {
    var numbers: Matrix
    var gaps: [Bool]
    var columns: [LevelCodes]
    var panel: PrototypePanel
  }

  /// Random rows: levels in one, two and four bytes, in part with gaps and of equal weight.
  private func problem(
    _ rowCount: Int, prototypes: Int, hasGaps: Bool, hasMatches: Bool, categoryCount: Int
  ) -> Problem {
    var draws = Draws(seed: UInt64(1000 * rowCount + 10 * prototypes + categoryCount))
    func level(_ gap: Int) -> Int {
      let isGap = hasGaps && draws.next() % 6 == 0
      return isGap ? gap : Int(draws.next() % 5)
    }
    let width = 3
    let columns = (0..<categoryCount).map { column -> LevelCodes in
      switch column % 4 {
      case 1: .medium((0..<rowCount).map { _ in UInt16(level(Int(UInt16.max))) })
      case 2: .wide((0..<rowCount).map { _ in UInt32(level(Int(UInt32.max))) })
      default: .narrow((0..<rowCount).map { _ in UInt8(level(Int(UInt8.max))) })
      }
    }
    let modes = (0..<prototypes * categoryCount).map { _ in
      draws.next() % 9 == 0 ? UInt32.max : UInt32(draws.next() % 5)
    }
    let panel = PrototypePanel(
      count: prototypes, centers: draws.matrix(prototypes, width).elements, modes: modes,
      matches: hasMatches ? modes.map { $0 == .max ? 0 : abs(draws.unit()) / 3 } : [],
      // Runs of equal weights, as gamma makes them.
      mismatches: (0..<categoryCount).map { $0 % 7 == 6 ? 0.3 : 0.7 })
    return Problem(
      numbers: draws.matrix(rowCount, width),
      gaps: hasGaps ? (0..<rowCount * width).map { _ in draws.next() % 5 == 0 } : [],
      columns: columns, panel: panel)
  }

  private func code(_ column: LevelCodes, _ row: Int) -> UInt32? {
    switch column {
    case .narrow(let codes): codes[row] == .max ? nil : UInt32(codes[row])
    case .medium(let codes): codes[row] == .max ? nil : UInt32(codes[row])
    case .wide(let codes): codes[row] == .max ? nil : codes[row]
    }
  }

  /// The dissimilarity in the order that the kernel's comment tells.
  private func distance(_ row: Int, _ prototype: Int, _ problem: Problem) -> Double {
    let (width, panel) = (problem.numbers.columnCount, problem.panel)
    var sum = 0.0
    for column in 0..<width {
      if !problem.gaps.isEmpty, problem.gaps[row * width + column] { continue }
      let difference = problem.numbers[row, column] - panel.centers[prototype * width + column]
      sum += difference * difference
    }
    var (count, length, weight) = (0.0, 0, panel.mismatches.first ?? 0)
    for (column, codes) in problem.columns.enumerated() {
      if panel.mismatches[column] != weight || length == 255 {
        sum += weight * count
        (count, length, weight) = (0, 0, panel.mismatches[column])
      }
      length += 1
      let place = column * panel.count + prototype
      guard let code = code(codes, row) else { continue }
      if code != panel.modes[place] {
        count += 1
      } else if !panel.matches.isEmpty {
        sum += panel.matches[place]
      }
    }
    return sum + weight * count
  }

  @Test(arguments: InstructionSet.available, [0, 1, 7, 63, 64, 65, 200])
  func agreesWithThePlainLoop(instructionSet: InstructionSet, rowCount: Int) {
    for (number, categoryCount) in [0, 1, 6, 11, 300].enumerated()
    where categoryCount < 300 || rowCount == 65 {
      for hasGaps in [false, true] {
        for hasMatches in [false, true] {
          let rows = problem(
            rowCount, prototypes: [1, 2, 16, 17, 5][number], hasGaps: hasGaps,
            hasMatches: hasMatches, categoryCount: categoryCount)
          let tiles = MixedTiles(
            rows.numbers, scales: [1, 1, 1], gaps: rows.gaps, columns: rows.columns)
          var labels = [Int32](repeating: -1, count: tiles.paddedRowCount)
          var distances = [Double](repeating: -1, count: tiles.paddedRowCount)
          tiles.findNearest(
            in: rows.panel, labels: &labels, distances: &distances,
            instructionSet: instructionSet, parallelism: .serial)
          for row in 0..<rowCount {
            let expected = (0..<rows.panel.count).map { distance(row, $0, rows) }
            let nearest = expected.min() ?? 0
            #expect(distances[row] == nearest)
            #expect(labels[row] == Int32(expected.firstIndex(of: nearest) ?? 0))
          }
        }
      }
    }
  }
}
