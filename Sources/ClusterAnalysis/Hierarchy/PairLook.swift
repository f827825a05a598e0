import DenseAlgebra

/// What threads that look for pairs of near rows share.
struct PairLook: Sendable {
  private let search: PairSearch
  private let sums: RowSums
  private let reaches: BoxReaches
  private let usesProducts: Bool
  private let passesByRows: Bool
  private let boxCount: Int
  private let groupCount: Int
  private let columnCount: Int
  /// The longest row of each box.
  private let norms: [Double]
  /// For each box, the farthest reach of its rows, of those that are not far, and of those that are,
  /// in Float; negative where there are none.
  private let boxReaches: [Float]
  private let answerReaches: [Float]
  private let farReaches: [Float]
  /// For each group, the farthest reach of rows that are not far.
  private let groupReaches: [Float]

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - search: Points with their reaches.
  ///   - sums: What is summed over differences.
  ///   - reaches: How far boxes have to look.
  ///   - isFar: Whether each row looks alone.
  ///   - norms: The length of each row.
  ///   - usesProducts: Whether pairs are scored by products.
  ///   - passesByRows: Whether rows that are too far from a box are passed by.
  init(
    search: PairSearch, sums: RowSums, reaches: BoxReaches, isFar: [Bool], norms: [Double],
    usesProducts: Bool, passesByRows: Bool
  ) {
    self.search = search
    self.sums = sums
    self.reaches = reaches
    self.usesProducts = usesProducts
    self.passesByRows = passesByRows
    columnCount = sums.columnCount
    let boxes = stride(from: 0, to: norms.count, by: BoxedPoints.boxSize).map {
      $0..<min(norms.count, $0 + BoxedPoints.boxSize)
    }
    func farthest(of rows: Range<Int>, where isCounted: (_ isFar: Bool) -> Bool) -> Float {
      rows.reduce(Float(-1)) {
        isCounted(isFar[$1])
          ? max($0, sums.limit(forDistance: reaches.distances[$1], norm: norms[$1])) : $0
      }
    }
    self.norms = boxes.map { norms[$0].max() ?? 0 }
    let answerReaches = boxes.map { farthest(of: $0) { !$0 } }
    let farReaches = boxes.map { farthest(of: $0) { $0 } }
    boxReaches = zip(answerReaches, farReaches).map { max($0, $1) }
    boxCount = boxes.count
    groupReaches = stride(from: 0, to: boxCount, by: BoxedPoints.groupSize).map {
      answerReaches[$0..<min(boxes.count, $0 + BoxedPoints.groupSize)].max() ?? -1
    }
    groupCount = groupReaches.count
    self.answerReaches = answerReaches
    self.farReaches = farReaches
  }

  /// The share of rows that are near enough to a box, counted for some boxes.
  func shareInReach(of boxes: [Int]) -> Double {
    var (count, allCount) = (0, 0)
    forEachBox(in: boxes[...], lookingBack: false) { box, partners in
      count += search.countInReach(of: box, with: partners)
      allCount += BoxedPoints.boxSize * (boxCount - box)
    }
    return Double(count) / Double(max(1, allCount))
  }

  /// The pairs of some boxes with themselves and all later ones, and of their far rows with all; only
  /// some of them once there are too many.
  func pairs(of boxes: ArraySlice<Int>, counting count: PairCount) -> [RowPair] {
    var pairs: [RowPair] = []
    let memory = PairMemory(columnCount: columnCount)
    forEachBox(in: boxes, lookingBack: true) { box, partners in
      guard !count.isExceeded else { return }
      let before = pairs.count
      search.forEachPair(of: box, with: partners, using: memory) { pairs.append(RowPair($0, $1)) }
      count.add(pairs.count - before)
    }
    return pairs
  }

  /// Calls `body` with each box and the boxes that may hold a near row.
  private func forEachBox(
    in boxes: ArraySlice<Int>, lookingBack: Bool, _ body: (Int, BoxPartners) -> Void
  ) {
    let lanes = BoxedPoints.groupSize
    var partners = BoxPartners()
    withUnsafeTemporaryAllocation(
      of: Float.self, capacity: (groupCount + lanes - 1) / lanes * lanes
    ) { groupGaps in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: lanes) { gaps in
        for box in boxes {
          search.writeGaps(from: box, toGroupsInto: groupGaps)
          partners.removeAll()
          if lookingBack, farReaches[box] >= 0 {
            for group in 0...box / lanes where groupGaps[group] <= farReaches[box] {
              search.writeGaps(from: box, toBoxesOf: group..<group + 1, into: gaps)
              addEarlier(to: &partners, of: box, in: group, gaps: gaps)
            }
          }
          for group in box / lanes..<groupCount
          where groupGaps[group] <= reach(of: box, toGroup: group) {
            search.writeGaps(from: box, toBoxesOf: group..<group + 1, into: gaps)
            addLater(to: &partners, of: box, in: group, gaps: gaps)
          }
          body(box, partners)
        }
      }
    }
  }

  private func reach(of box: Int, toGroup group: Int) -> Float {
    let shared = sums.limit(
      forDistance: reaches.distance(box, toGroup: group), norm: norms[box])
    return max(shared, boxReaches[box], groupReaches[group])
  }

  private func addEarlier(
    to partners: inout BoxPartners, of box: Int, in group: Int,
    gaps: UnsafeMutableBufferPointer<Float>
  ) {
    let first = group * BoxedPoints.groupSize
    for other in first..<min(box, first + BoxedPoints.groupSize)
    where gaps[other - first] <= farReaches[box] {
      partners.append(other, reach: -1, scoreLimit: -1)
    }
  }

  private func addLater(
    to partners: inout BoxPartners, of box: Int, in group: Int,
    gaps: UnsafeMutableBufferPointer<Float>
  ) {
    let first = group * BoxedPoints.groupSize
    for other in max(box, first)..<min(boxCount, first + BoxedPoints.groupSize) {
      let distance = reaches.distance(box, other)
      let shared = sums.limit(forDistance: distance, norm: norms[box])
      let reach = max(shared, answerReaches[other])
      guard gaps[other - first] <= max(reach, boxReaches[box]) else { continue }
      partners.append(
        other, reach: passesByRows ? reach : .greatestFiniteMagnitude,
        scoreLimit: usesProducts
          ? sums.productLimit(forDistance: distance, norm: norms[box]) : shared)
    }
  }
}
