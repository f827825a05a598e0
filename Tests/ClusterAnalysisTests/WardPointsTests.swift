import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct WardPointsTests {
  private let exact = WardPoints.Tolerance(absolute: 1e-7, factor: 1 + 1e-5)

  private func boxed(
    _ points: Matrix, masses: [Double], _ set: InstructionSet = .best, threads: Int = 1
  ) -> WardPoints {
    let boxed = WardPoints(
      count: points.rowCount, columnCount: points.columnCount, instructionSet: set,
      parallelism: Parallelism(threadCount: threads))
    for row in 0..<points.rowCount {
      Array(points.row(row)).withUnsafeBufferPointer { coordinates in
        if let start = coordinates.baseAddress {
          boxed.place(start, mass: masses[row], at: row)
        }
      }
    }
    for box in 0..<boxed.positionCount / WardPoints.boxSize { boxed.measure(box: box) }
    return boxed
  }

  private func candidates(
    _ boxed: WardPoints, for position: Int, _ tolerance: WardPoints.Tolerance,
    knownCost: Double = .infinity
  ) -> [Int] {
    var found: [Int] = []
    boxed.forEachCandidate(for: position, within: tolerance, knownCost: knownCost) {
      found.append($0)
    }
    return found.sorted()
  }

  /// The cost of joining each row to one of them, by a plain loop.
  private func costs(_ points: Matrix, _ masses: [Double], of row: Int) -> [Double] {
    (0..<points.rowCount).map { other in
      guard other != row else { return .infinity }
      let square = zip(points.row(row), points.row(other))
        .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return square * masses[row] * masses[other] / (masses[row] + masses[other])
    }
  }

  @Test(arguments: [2, 15, 16, 31, 32, 33, 64, 65, 530])
  func findsWhatAPlainLoopFinds(count: Int) {
    let points = Matrix.random(count, 5, seed: UInt64(count))
    let masses = (0..<count).map { Double(1 + $0 % 4) }
    for set in InstructionSet.available {
      let boxed = boxed(points, masses: masses, set)
      for row in stride(from: 0, to: count, by: 7) {
        let costs = costs(points, masses, of: row)
        let nearest = costs.indices.min { costs[$0] < costs[$1] }
        #expect(candidates(boxed, for: row, exact) == [nearest])
        // A tolerance of half as much again in the root lists all points up to that.
        let wide = WardPoints.Tolerance(absolute: 0, factor: 1.5)
        let limit = 2.25 * (costs.min() ?? 0)
        #expect(
          candidates(boxed, for: row, wide) == costs.indices.filter { costs[$0] <= limit })
      }
    }
  }

  @Test func aKnownCostLeavesOnlyWhatIsNoDearer() {
    let points = Matrix.random(300, 3, seed: 5)
    let masses = [Double](repeating: 1, count: 300)
    let boxed = boxed(points, masses: masses)
    for row in 0..<300 {
      let costs = costs(points, masses, of: row)
      let order = costs.indices.sorted { costs[$0] < costs[$1] }
      // Known from the third nearest: the nearest is found even so.
      #expect(
        candidates(boxed, for: row, exact, knownCost: costs[order[2]]) == [order[0]])
      // Known to be cheaper than all: nothing else is.
      #expect(candidates(boxed, for: row, exact, knownCost: costs[order[0]] / 2) == [])
    }
  }

  @Test func equallyCheapOnesAreAllFound() {
    let points = Matrix(rows: (0..<100).map { [Double($0 % 2), Double($0 / 50)] })
    let boxed = boxed(points, masses: [Double](repeating: 1, count: 100))
    let found = candidates(boxed, for: 0, exact)
    #expect(found == stride(from: 2, to: 50, by: 2).map { $0 })
  }

  @Test func pointsThatHaveLeftAreNotFound() {
    let points = Matrix.random(100, 2, seed: 3)
    let masses = [Double](repeating: 1, count: 100)
    let boxed = boxed(points, masses: masses)
    let costs = costs(points, masses, of: 50)
    let order = costs.indices.sorted { costs[$0] < costs[$1] }
    for (gone, next) in zip(order, order.dropFirst()) where next != 50 {
      boxed.vacate(gone)
      boxed.measure(box: gone / WardPoints.boxSize)
      #expect(candidates(boxed, for: 50, exact) == [next])
    }
  }

  @Test func slicesForThreadsFindTheSame() {
    // In one column of equal boxes, no box can be passed by.
    let count = 40_000
    let points = Matrix(rows: (0..<count).map { [Double(($0 * 7919) % count)] })
    let masses = (0..<count).map { Double(1 + $0 % 3) }
    let wide = WardPoints.Tolerance(absolute: 0, factor: 1000)
    let results = [1, 2, 3].map { threads in
      candidates(boxed(points, masses: masses, threads: threads), for: 39_999, wide)
    }
    #expect(results[0].count > 500)
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
