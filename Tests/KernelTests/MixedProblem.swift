@testable import DenseAlgebra

/// Random mixed rows: levels in one, two and four bytes, in part with gaps and of equal weight.
struct MixedProblem {
  var numbers: Matrix
  var gaps: [Bool]
  var columns: [LevelCodes]
  var panel: PrototypePanel

  init(_ rowCount: Int, prototypes: Int, hasGaps: Bool, hasMatches: Bool, categoryCount: Int) {
    var draws = Draws(seed: UInt64(1000 * rowCount + 10 * prototypes + categoryCount))
    func level(_ gap: Int) -> Int {
      let isGap = hasGaps && draws.next() % 6 == 0
      return isGap ? gap : Int(draws.next() % 5)
    }
    let width = 3
    columns = (0..<categoryCount).map { column -> LevelCodes in
      switch column % 4 {
      case 1: .medium((0..<rowCount).map { _ in UInt16(level(Int(UInt16.max))) })
      case 2: .wide((0..<rowCount).map { _ in UInt32(level(Int(UInt32.max))) })
      default: .narrow((0..<rowCount).map { _ in UInt8(level(Int(UInt8.max))) })
      }
    }
    let modes = (0..<prototypes * categoryCount).map { _ in
      draws.next() % 9 == 0 ? UInt32.max : UInt32(draws.next() % 5)
    }
    panel = PrototypePanel(
      count: prototypes, centers: draws.matrix(prototypes, width).elements, modes: modes,
      matches: hasMatches ? modes.map { $0 == .max ? 0 : abs(draws.unit()) / 3 } : [],
      // Runs of equal weights, as gamma makes them.
      mismatches: (0..<categoryCount).map { $0 % 7 == 6 ? 0.3 : 0.7 })
    numbers = draws.matrix(rowCount, width)
    gaps = hasGaps ? (0..<rowCount * width).map { _ in draws.next() % 5 == 0 } : []
  }

  var tiles: MixedTiles {
    MixedTiles(numbers, scales: [1, 1, 1], gaps: gaps, columns: columns)
  }

  private func code(_ column: LevelCodes, _ row: Int) -> UInt32? {
    switch column {
    case .narrow(let codes): codes[row] == .max ? nil : UInt32(codes[row])
    case .medium(let codes): codes[row] == .max ? nil : UInt32(codes[row])
    case .wide(let codes): codes[row] == .max ? nil : codes[row]
    }
  }

  /// The dissimilarity in the order that the kernel's comment tells.
  func distance(_ row: Int, _ prototype: Int) -> Double {
    let width = numbers.columnCount
    var sum = 0.0
    for column in 0..<width {
      if !gaps.isEmpty, gaps[row * width + column] { continue }
      let difference = numbers[row, column] - panel.centers[prototype * width + column]
      sum += difference * difference
    }
    var (count, length, weight) = (0.0, 0, panel.mismatches.first ?? 0)
    for (column, codes) in columns.enumerated() {
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

  /// The number of the nearest prototype, of equally near ones the lowest.
  func nearest(_ row: Int) -> Int32 {
    let distances = (0..<panel.count).map { distance(row, $0) }
    return Int32(distances.firstIndex(of: distances.min() ?? 0) ?? 0)
  }
}
