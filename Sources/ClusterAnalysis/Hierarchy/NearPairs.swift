import DenseAlgebra
import ParallelBlocks

/// Pairs of each row with near ones, and of rows that follow each other, which connect all rows.
struct NearPairs: Sendable {
  private let search: PairSearch
  private let count: Int
  private let boxCount: Int
  private let groupCount: Int

  /// Boxes around a box that are looked into, and groups around its group from which they come.
  private static let nearBoxCount = 12
  private static let nearGroupCount = 8
  /// How much of the sum between the middles of boxes decides which are near; many boxes touch.
  private static let middleWeight: Float = 0.02
  private static let sampleCount = 8

  /// Prepares to look for pairs of some points.
  init(search: PairSearch, count: Int) {
    self.search = search
    self.count = count
    boxCount = (count + BoxedPoints.boxSize - 1) / BoxedPoints.boxSize
    groupCount = (boxCount + BoxedPoints.groupSize - 1) / BoxedPoints.groupSize
  }

  /// Finds the pairs.
  ///
  /// - Complexity: O(rows × columns), and O(groups²).
  func pairs(parallelism: Parallelism) -> [RowPair] {
    let found = parallelism.mapBlocks(count: groupCount, blockSize: 1) { group, _ in
      self.pairs(ofGroup: group)
    }
    var pairs = (1..<max(1, count)).map { RowPair($0 - 1, $0) }
    for group in found { pairs += group }
    return pairs
  }

  private func pairs(ofGroup group: Int) -> [RowPair] {
    var pairs: [RowPair] = []
    pairs.reserveCapacity(
      BoxedPoints.groupSize * BoxedPoints.boxSize * PairSearch.nearCount)
    let groups = groups(near: group)
    for box in boxes(of: group) {
      forEachNeighbour(of: box, inBoxesOf: groups) { pairs.append(RowPair($0, $1)) }
    }
    return pairs
  }

  /// Calls `body` with some rows, spread over all boxes, and their near ones.
  func forEachNeighbourInSample(_ body: (_ row: Int, _ neighbour: Int) -> Void) {
    for box in stride(from: 0, to: boxCount, by: max(1, boxCount / Self.sampleCount)) {
      forEachNeighbour(of: box, inBoxesOf: groups(near: box / BoxedPoints.groupSize), body)
    }
  }

  private func forEachNeighbour(
    of box: Int, inBoxesOf groups: [Int], _ body: (_ row: Int, _ neighbour: Int) -> Void
  ) {
    var positions = [Int32](repeating: -1, count: BoxedPoints.boxSize * PairSearch.nearCount)
    search.findNearest(of: box, among: boxes(near: box, in: groups), into: &positions)
    let first = box * BoxedPoints.boxSize
    for place in 0..<min(BoxedPoints.boxSize, count - first) {
      for index in place * PairSearch.nearCount..<(place + 1) * PairSearch.nearCount
      where positions[index] >= 0 {
        body(first + place, Int(positions[index]))
      }
    }
  }

  private func boxes(of group: Int) -> Range<Int> {
    let first = group * BoxedPoints.groupSize
    return first..<min(boxCount, first + BoxedPoints.groupSize)
  }

  /// A group and the groups around it.
  private func groups(near group: Int) -> [Int] {
    let lanes = BoxedPoints.groupSize
    return withUnsafeTemporaryAllocation(
      of: Float.self, capacity: (groupCount + lanes - 1) / lanes * lanes
    ) { gaps in
      search.writeGaps(fromGroup: group, middleWeight: Self.middleWeight, toGroupsInto: gaps)
      var nearest = Nearest(count: Self.nearGroupCount)
      for other in 0..<groupCount where other != group { nearest.take(other, gap: gaps[other]) }
      return [group] + nearest.numbers
    }
  }

  /// A box and those of some groups that are around it.
  private func boxes(near box: Int, in groups: [Int]) -> [Int32] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: BoxedPoints.groupSize) { gaps in
      var nearest = Nearest(count: Self.nearBoxCount)
      for group in groups {
        search.writeGaps(
          from: box, toBoxesOf: group..<group + 1, middleWeight: Self.middleWeight, into: gaps)
        let boxes = boxes(of: group)
        for other in boxes where other != box {
          nearest.take(other, gap: gaps[other - boxes.lowerBound])
        }
      }
      return [Int32(box)] + nearest.numbers.map { Int32($0) }
    }
  }
}

/// The few with the smallest gaps, the nearest first.
private struct Nearest {
  private(set) var numbers: [Int] = []
  private var gaps: [Float] = []
  private let count: Int

  init(count: Int) { self.count = count }

  mutating func take(_ number: Int, gap: Float) {
    if numbers.count == count {
      guard let last = gaps.last, gap < last else { return }
      numbers.removeLast()
      gaps.removeLast()
    }
    var place = gaps.count
    while place > 0, gap < gaps[place - 1] { place -= 1 }
    numbers.insert(number, at: place)
    gaps.insert(gap, at: place)
  }
}
