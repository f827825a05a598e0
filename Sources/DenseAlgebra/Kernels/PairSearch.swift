import CSegmentationKernels
import ParallelBlocks

/// What several threads can ask points in boxes.
public struct PairSearch: Sendable {
  let tiles: SharedReads<Float>
  let halves: SharedReads<Float>
  let reaches: SharedReads<Float>
  let scoreLimits: SharedReads<Float>
  let answerLimits: SharedReads<Float>
  let boxes: CornerReads
  let groups: CornerReads
  let count: Int
  let columnCount: Int
  let terms: Int32
  let form: Int32
  let instructionSet: InstructionSet

  /// Near points that are found for each.
  public static let nearCount = Int(CSEG_NEAR_POINTS)

  /// Writes how near points of a box and of each box of some groups may be: the sum of differences
  /// between the boxes, in Float never above that of two of their points.
  ///
  /// - Parameters:
  ///   - box: The box that asks.
  ///   - groups: The groups that are asked.
  ///   - middleWeight: How much of the sum between the middles of the boxes is added.
  ///   - gaps: Replaced; has room for all boxes of the groups.
  public func writeGaps(
    from box: Int, toBoxesOf groups: Range<Int>, middleWeight: Float = 0,
    into gaps: UnsafeMutableBufferPointer<Float>
  ) {
    write(
      from: boxes.corners(of: box), to: boxes, groups, middleWeight: middleWeight, into: gaps)
  }

  /// Writes how near points of a box and of each group may be.
  ///
  /// - Parameters:
  ///   - box: The box that asks.
  ///   - gaps: Replaced; has room for the groups, whose number is rounded up to one of 16.
  public func writeGaps(
    from box: Int, toGroupsInto gaps: UnsafeMutableBufferPointer<Float>
  ) {
    let blocks = 0..<gaps.count / BoxedPoints.groupSize
    write(from: boxes.corners(of: box), to: groups, blocks, middleWeight: 0, into: gaps)
  }

  /// Writes how near points of a group and of each group may be, with `middleWeight` times the sum
  /// between the middles.
  public func writeGaps(
    fromGroup group: Int, middleWeight: Float,
    toGroupsInto gaps: UnsafeMutableBufferPointer<Float>
  ) {
    let blocks = 0..<gaps.count / BoxedPoints.groupSize
    write(
      from: groups.corners(of: group), to: groups, blocks, middleWeight: middleWeight, into: gaps)
  }

  private func write(
    from corners: UnsafePointer<Float>?, to boxes: CornerReads, _ range: Range<Int>,
    middleWeight: Float, into gaps: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(gaps.count >= range.count * BoxedPoints.groupSize, "no room for all gaps")
    var asked = cseg_boxes(
      lower: boxes.lower.elements.baseAddress, upper: boxes.upper.elements.baseAddress,
      masses: nil, columnCount: Int64(columnCount))
    cseg_box_gaps(
      instructionSet.code, &asked, Int64(range.lowerBound), Int64(range.count), corners, terms,
      middleWeight, gaps.baseAddress)
  }

  /// Finds, for each place of a box, the nearest points of some boxes, the nearest first.
  ///
  /// - Parameters:
  ///   - box: Whose points ask.
  ///   - others: The boxes that are looked into.
  ///   - positions: Replaced: ``nearCount`` positions for each place, -1 where there are fewer.
  public func findNearest(
    of box: Int, among others: [Int32], into positions: inout [Int32]
  ) {
    precondition(
      positions.count == BoxedPoints.boxSize * Self.nearCount, "\(positions.count) positions")
    var points = points
    cseg_near_points(
      instructionSet.code, &points, form, Int64(box), others, Int64(others.count), &positions)
  }

  /// The number of points of a box that are near enough to some others, added up over those.
  public func countInReach(of box: Int, with others: BoxPartners) -> Int {
    var points = points
    return Int(
      cseg_points_in_reach(
        instructionSet.code, &points, form, Int64(box), others.boxes, others.reaches,
        Int64(others.boxes.count)))
  }

  /// Calls `body` with the positions of each pair of near points of a box and some others.
  ///
  /// A pair is near when it is in the reach of one of its points, or of its other box. Pairs with
  /// later boxes, and with the box itself, are those of all its points; pairs with earlier ones are
  /// those of its far points only. A pair with a far point may come from both.
  ///
  /// - Parameters:
  ///   - box: The box.
  ///   - others: The other boxes.
  ///   - memory: What is written in between.
  ///   - body: Called for each pair.
  public func forEachPair(
    of box: Int, with others: BoxPartners, using memory: PairMemory,
    _ body: (_ first: Int, _ second: Int) -> Void
  ) {
    precondition(
      memory.tile.elements.count >= columnCount * BoxedPoints.boxSize, "memory for fewer columns")
    var points = points
    var next: Int64 = 0
    let pairs = memory.pairs.elements
    while next < Int64(others.boxes.count) {
      let count = cseg_close_pairs(
        instructionSet.code, &points, form, Int64(box), others.boxes, others.reaches,
        others.scoreLimits, Int64(others.boxes.count), &next, pairs.baseAddress,
        Int64(pairs.count / 2), memory.tile.elements.baseAddress)
      for index in 0..<Int(count) { body(Int(pairs[2 * index]), Int(pairs[2 * index + 1])) }
    }
  }

  private var points: cseg_boxed_points {
    cseg_boxed_points(
      tiles: tiles.elements.baseAddress, halves: halves.elements.baseAddress,
      corners: boxes.corners.elements.baseAddress, reaches: reaches.elements.baseAddress,
      scoreLimits: scoreLimits.elements.baseAddress,
      answerLimits: answerLimits.elements.baseAddress, columnCount: Int64(columnCount),
      pointCount: Int64(count))
  }
}

/// Boxes that may hold a near point of some box, and how near is near enough for each.
public struct BoxPartners {
  /// The boxes.
  public private(set) var boxes: [Int32] = []
  fileprivate var reaches: [Float] = []
  fileprivate var scoreLimits: [Float] = []

  /// Starts without a box.
  public init() {}

  /// Adds a box.
  ///
  /// - Parameters:
  ///   - box: The box.
  ///   - reach: How near a point has to be to the box for its pairs to be looked at, as a sum of
  ///     differences in Float; in the reach of a point itself they are looked at even so. With the
  ///     greatest number, all points are near enough.
  ///   - scoreLimit: The greatest score, with half the square of the point that asks added for
  ///     products, of pairs that are listed even if they are out of the reach of both points.
  public mutating func append(_ box: Int, reach: Float, scoreLimit: Float) {
    boxes.append(Int32(box))
    reaches.append(reach)
    scoreLimits.append(scoreLimit)
  }

  /// Removes all boxes.
  public mutating func removeAll() {
    boxes.removeAll(keepingCapacity: true)
    reaches.removeAll(keepingCapacity: true)
    scoreLimits.removeAll(keepingCapacity: true)
  }
}

/// Room for pairs while they are found.
public struct PairMemory {
  fileprivate let pairs = ScratchMemory<Int32>(count: 2 * 8192)
  fileprivate let tile: ScratchMemory<Float>

  /// Reserves it for points with some number of columns.
  public init(columnCount: Int) {
    tile = ScratchMemory(count: columnCount * BoxedPoints.boxSize)
  }
}
