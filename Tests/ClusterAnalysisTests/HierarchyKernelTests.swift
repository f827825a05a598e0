import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct HierarchyKernelTests {
  private func packed(
    _ points: Matrix, masses: [Double], _ set: InstructionSet = .best, threads: Int = 1
  ) -> PackedPoints {
    let packed = PackedPoints(
      count: points.rowCount, columnCount: points.columnCount, instructionSet: set,
      parallelism: Parallelism(threadCount: threads))
    for row in 0..<points.rowCount {
      Array(points.row(row)).withUnsafeBufferPointer { coordinates in
        if let start = coordinates.baseAddress {
          packed.place(start, mass: masses[row], at: row)
        }
      }
    }
    return packed
  }

  private func square(_ points: Matrix, _ row: Int, _ other: Int) -> Double {
    zip(points.row(row), points.row(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  @Test(arguments: [2, 15, 16, 17, 63, 64, 65, 130])
  func scansFindWhatPlainLoopsFind(count: Int) {
    let points = Matrix.random(count, 5, seed: UInt64(count))
    let masses = (0..<count).map { Double(1 + $0 % 4) }
    for set in InstructionSet.available {
      let packed = packed(points, masses: masses, set)
      for row in stride(from: 0, to: count, by: 7) {
        let costs = (0..<count).map { other in
          let share = masses[row] * masses[other] / (masses[row] + masses[other])
          return other == row ? .infinity : square(points, row, other) * share
        }
        let found = packed.wardNearest(to: row)
        let sorted = costs.sorted()
        #expect(found.position.map { costs[$0] } == sorted[0])
        #expect(abs(Double(found.cost) - sorted[0]) < 1e-5 * sorted[0])
        #expect(count == 2 || abs(Double(found.secondCost) - sorted[1]) < 1e-5 * sorted[1])
        let limit = (sorted[count / 2 - 1] + sorted[count / 2]) / 2
        if limit.isFinite {
          let near = packed.wardNear(to: row, limit: Float(limit))
          #expect(near.map { Int($0) } == costs.indices.filter { costs[$0] < limit })
        }
      }
    }
  }

  @Test(arguments: [CoordinateTerms.squares, .magnitudes])
  func listsThoseWithinTheirLimits(terms: CoordinateTerms) {
    let points = Matrix.random(75, 3, seed: 1)
    let limits = (0..<80).map { $0 < 75 ? Float($0 % 5) : -1 }
    for set in InstructionSet.available {
      let packed = packed(points, masses: [Double](repeating: 1, count: 75), set)
      var found: [Int32] = []
      limits.withUnsafeBufferPointer {
        packed.findCloser(to: 9, terms: terms, limits: $0, in: &found)
      }
      let expected = (0..<75).filter { row in
        let differences = zip(points.row(9), points.row(row)).map { $0 - $1 }
        let sum = differences.reduce(0) { $0 + (terms == .squares ? $1 * $1 : abs($1)) }
        return sum <= Double(limits[row])
      }
      #expect(found.map { Int($0) } == expected)
    }
  }

  @Test func slicesOfManyPointsAreMergedInOrder() {
    let count = 40_000
    let points = Matrix.random(count, 1, seed: 2)
    let masses = [Double](repeating: 1, count: count)
    let limits = (0..<count).map { Float($0 % 3) * 1e-4 }
    let results = [1, 2, 3].map { threads in
      let packed = packed(points, masses: masses, threads: threads)
      let nearest = packed.wardNearest(to: 39_999)
      var closer: [Int32] = []
      limits.withUnsafeBufferPointer {
        packed.findCloser(to: 20_000, terms: .squares, limits: $0, in: &closer)
      }
      #expect(Set(closer).count == closer.count && closer == closer.sorted() && closer.count > 50)
      let near = packed.wardNear(to: 39_999, limit: 1e-5)
      #expect(near == near.sorted() && near.contains { Int($0) == nearest.position })
      return [nearest.position ?? -1] + (near + closer).map { Int($0) }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func removedPointsAreNotFound() {
    let points = Matrix.random(40, 2, seed: 3)
    let packed = packed(points, masses: [Double](repeating: 1, count: 40))
    var names = Array(0..<40)
    while packed.count > 2 {
      let position = packed.count * 5 / 7
      packed.remove(at: position)
      names[position] = names[packed.count]
      let distances = (0..<packed.count).map { square(points, names[0], names[$0]) }
      let expected = (1..<packed.count).min { distances[$0] < distances[$1] }
      #expect(packed.wardNearest(to: 0).position == expected)
    }
    packed.remove(at: 1)
    #expect(packed.wardNearest(to: 0).position == nil)
  }
}
