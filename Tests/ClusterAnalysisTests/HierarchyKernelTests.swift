import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct HierarchyKernelTests {
  private func packed(
    _ points: Matrix, _ set: InstructionSet = .best, threads: Int = 1
  ) -> PackedPoints {
    let packed = PackedPoints(
      count: points.rowCount, columnCount: points.columnCount, instructionSet: set,
      parallelism: Parallelism(threadCount: threads))
    for row in 0..<points.rowCount {
      Array(points.row(row)).withUnsafeBufferPointer { coordinates in
        if let start = coordinates.baseAddress { packed.place(start, at: row) }
      }
    }
    return packed
  }

  @Test(arguments: [CoordinateTerms.squares, .magnitudes])
  func listsThoseWithinTheirLimits(terms: CoordinateTerms) {
    let points = Matrix.random(75, 3, seed: 1)
    let limits = (0..<80).map { $0 < 75 ? Float($0 % 5) : -1 }
    for set in InstructionSet.available {
      let packed = packed(points, set)
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
    let limits = (0..<count).map { Float($0 % 3) * 1e-4 }
    let results = [1, 2, 3].map { threads in
      let packed = packed(points, threads: threads)
      var closer: [Int32] = []
      limits.withUnsafeBufferPointer {
        packed.findCloser(to: 20_000, terms: .squares, limits: $0, in: &closer)
      }
      #expect(Set(closer).count == closer.count && closer == closer.sorted() && closer.count > 50)
      return closer
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func removedPointsAreNotFound() {
    let points = Matrix.random(40, 2, seed: 3)
    let packed = packed(points)
    var names = Array(0..<40)
    let limits = [Float](repeating: .greatestFiniteMagnitude, count: packed.laneCount)
    while packed.count > 1 {
      let position = packed.count * 5 / 7
      packed.remove(at: position)
      names[position] = names[packed.count]
      var found: [Int32] = []
      limits.withUnsafeBufferPointer {
        packed.findCloser(to: 0, terms: .squares, limits: $0, in: &found)
      }
      #expect(found == Array(0..<Int32(packed.count)))
      // The last one has taken the place: it is at no distance from itself there.
      guard position < packed.count else { continue }
      let square = zip(points.row(names[0]), points.row(names[position]))
        .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let tight = (0..<packed.laneCount).map { $0 == position ? Float(square * 1.001) : -1 }
      tight.withUnsafeBufferPointer {
        packed.findCloser(to: 0, terms: .squares, limits: $0, in: &found)
      }
      #expect(found == [Int32(position)])
    }
  }
}
