import Testing

@testable import DenseAlgebra

/// Rows that Float would get wrong must come out as plain loops in Double have them.
@Suite struct PrecisionTests {
  /// Rows near the plane between two centers: off it by amounts from nothing to Float's precision.
  private func nearTies(_ draws: inout Draws, columns: Int, offset: Double, spread: Double)
    -> (rows: Matrix, centers: Matrix)
  {
    let centers = (0..<6).map { _ in (0..<columns).map { _ in offset + spread * draws.unit() } }
    let rows = (0..<190).map { row -> [Double] in
      let a = centers[row % 6]
      let b = centers[(row * 7 + 1) % 6]
      let lean = spread * Double(sign: .plus, exponent: -Int(draws.next() % 60), significand: 1)
      return (0..<columns).map { (a[$0] + b[$0]) / 2 + lean * draws.unit() }
    }
    return (Matrix(rows: rows), Matrix(rows: centers))
  }

  @Test(arguments: InstructionSet.available)
  func nearTiesAreDecidedInDouble(set: InstructionSet) {
    var draws = Draws(seed: 11)
    var rescoredCount = 0
    for columns in [1, 2, 7, 20, 130] {
      for (offset, spread) in [
        (0, 1), (1e9, 1), (1e9, 1e-3), (2024, 1e-6), (0, 1e-30), (0, 1e200), (1e-300, 1e-305),
      ] {
        let (rows, centers) = nearTies(&draws, columns: columns, offset: offset, spread: spread)
        let pass = assign(rows, to: centers, with: set)
        // A power of two changes no digit, and keeps the plain loop's squares in range.
        let scale = Double(sign: .plus, exponent: -Int(spread.exponent), significand: 1)
        let expected = nearestTwo(of: rows.scaled(by: scale), among: centers.scaled(by: scale))
          .map(\.first)
        #expect(pass.labels == expected, "\(columns) columns, \(offset) ± \(spread)")
        #expect(pass.moved == (0..<Int32(rows.rowCount)).map { $0 })
        rescoredCount += pass.rescoredCount
      }
    }
    #expect(rescoredCount > 0)
  }

  @Test(arguments: InstructionSet.available)
  func floatAloneWouldBeWrong(set: InstructionSet) {
    // Closer than one unit in Float's last place; only the second look can tell.
    let rows = Matrix(rows: (0..<100).map { [1 + Double($0 % 3 - 1) * 1e-12, 1] })
    let centers = Matrix(rows: [[0, 1], [2, 1]])
    let pass = assign(rows, to: centers, with: set)
    #expect(pass.labels == (0..<100).map { $0 % 3 == 2 ? 1 : 0 })
    #expect(pass.rescoredCount == 100)
  }

  @Test(arguments: InstructionSet.available)
  func secondPlacesAreDecidedInDoubleToo(set: InstructionSet) {
    // All rows are nearest to the first center; the others, all equally far from it, contend for
    // the second place by a few units in Float's last place.
    var draws = Draws(seed: 17)
    let matrix = Matrix(rows: (0..<130).map { _ in (0..<4).map { _ in 1e-4 * draws.unit() } })
    let farCenters = (0..<12).map { _ -> [Double] in
      let direction = (0..<4).map { _ in draws.unit() }
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return direction.map { 500 * $0 / norm }
    }
    let centers = Matrix(rows: [[0, 0, 0, 0]] + farCenters)
    let found = nearestTwo(of: matrix, to: centers, with: set)
    let expected = nearestTwo(of: matrix, among: centers)
    #expect(found.first == expected.map(\.first))
    #expect(found.second == expected.map(\.second))
  }

  @Test(arguments: InstructionSet.available)
  func tiesGoToTheLowestIndex(set: InstructionSet) {
    var draws = Draws(seed: 12)
    let rows = draws.matrix(130, 4)
    let one = draws.matrix(3, 4)
    let centers = one.selectingRows([2, 1, 1, 0, 2, 0, 1, 0])
    let pass = assign(rows, to: centers, with: set)
    #expect(pass.labels == nearestTwo(of: rows, among: centers).map(\.first))
    #expect(pass.labels.allSatisfy { [0, 1, 3].contains($0) })
  }

  @Test(arguments: InstructionSet.available)
  func oneFarRowOrCenterDoesNotCastDoubtOnTheOthers(set: InstructionSet) {
    var draws = Draws(seed: 13)
    var rows = draws.matrix(640, 5)
    for tile in 0..<10 { rows[tile * 64 + 5, 2] = 3e5 }
    var centers = draws.matrix(5, 5)
    centers[4, 2] = 3e5
    let pass = assign(rows, to: centers, with: set)
    #expect(pass.labels == nearestTwo(of: rows, among: centers).map(\.first))
    #expect(pass.rescoredCount < 32)
  }

  @Test(arguments: InstructionSet.available)
  func whatOverflowsFloatIsDecidedInDouble(set: InstructionSet) {
    var draws = Draws(seed: 14)
    var rows = draws.matrix(200, 3)
    for row in stride(from: 0, to: 200, by: 40) { rows[row, 1] = row % 80 == 0 ? 1e150 : -1e39 }
    var centers = draws.matrix(4, 3)
    centers[1, 1] = 1e150
    centers[3, 1] = -1e38
    let pass = assign(rows, to: centers, with: set)
    #expect(pass.labels == nearestTwo(of: rows, among: centers).map(\.first))
  }

  @Test(arguments: InstructionSet.available)
  func notANumberNeverCrashesAndLeavesOtherRowsRight(set: InstructionSet) {
    var draws = Draws(seed: 15)
    var rows = draws.matrix(100, 3)
    rows[7, 0] = .nan
    rows[70, 2] = .infinity
    let centers = draws.matrix(4, 3)
    let pass = assign(rows, to: centers, with: set)
    let expected = nearestTwo(of: rows, among: centers).map(\.first)
    for row in 0..<100 where row != 7 && row != 70 { #expect(pass.labels[row] == expected[row]) }
    #expect(pass.labels.allSatisfy { 0..<4 ~= $0 })
  }

  @Test(arguments: InstructionSet.available)
  func equalRowsAndWideRowsAreRight(set: InstructionSet) {
    let equal = Matrix(rowCount: 70, columnCount: 2, repeating: 1e9)
    let centers = Matrix(rows: [[1e9, 1e9 + 1], [1e9, 1e9], [1e9, 1e9]])
    #expect(assign(equal, to: centers, with: set).labels == [Int32](repeating: 1, count: 70))
    var draws = Draws(seed: 16)
    let wide = draws.matrix(5, 5000)
    #expect(assign(wide, to: wide, with: set).labels == [0, 1, 2, 3, 4])
  }
}

extension Matrix {
  fileprivate func scaled(by scale: Double) -> Matrix {
    Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements.map { $0 * scale })
  }
}
