import CSegmentationKernels
public import ParallelBlocks

/// Weighted points in boxes of 32, in Float, among which the cheapest to join by Ward's criterion
/// are found: only boxes that may hold one are looked into.
///
/// Each position may hold a point or none; the caller, who has the points in Double, puts near
/// points into one box and decides between those that Float finds.
public final class WardPoints {
  /// Points in a box.
  public static let boxSize = lanes * Int(CSEG_BOX_GROUPS)

  /// The number of coordinates of a point.
  public let columnCount: Int

  private static let lanes = Int(CSEG_GROUP_POINTS)
  /// Boxes that one thread searches at a time, when all of their points are to be looked at.
  private static let blockBoxCount = 512

  private let boxCount: Int
  private let coordinates: ScratchMemory<Float>
  private let masses: ScratchMemory<Float>
  private let lower: ScratchMemory<Float>
  private let upper: ScratchMemory<Float>
  private let boxMasses: ScratchMemory<Float>
  private let bounds: ScratchMemory<Float>
  private let found: ScratchMemory<cseg_candidate>
  private let point: ScratchMemory<Float>
  private let instructionSet: InstructionSet
  private let parallelism: Parallelism

  /// Makes boxes with room for `count` points, and without a point.
  public init(
    count: Int, columnCount: Int, instructionSet: InstructionSet = .best, parallelism: Parallelism
  ) {
    self.columnCount = columnCount
    self.instructionSet = instructionSet
    self.parallelism = parallelism
    boxCount = (count + Self.boxSize - 1) / Self.boxSize
    let positionCount = boxCount * Self.boxSize
    let boxLaneCount = (boxCount + Self.lanes - 1) / Self.lanes * Self.lanes
    coordinates = ScratchMemory(count: positionCount * columnCount, repeating: .infinity)
    masses = ScratchMemory(count: positionCount, repeating: 1)
    lower = ScratchMemory(count: boxLaneCount * columnCount, repeating: .infinity)
    upper = ScratchMemory(count: boxLaneCount * columnCount, repeating: -.infinity)
    boxMasses = ScratchMemory(count: boxLaneCount, repeating: 1)
    bounds = ScratchMemory(count: boxLaneCount)
    found = ScratchMemory(count: positionCount)
    point = ScratchMemory(count: columnCount)
  }

  /// The number of positions, with and without a point.
  public var positionCount: Int { masses.elements.count }

  /// Puts a point, rounded to Float, at a position; its box has to be measured again.
  ///
  /// - Complexity: O(columns).
  public func place(_ point: UnsafePointer<Double>, mass: Double, at position: Int) {
    let start = offset(of: position)
    for column in 0..<columnCount {
      coordinates.elements[start + column * Self.lanes] = Float(point[column])
    }
    masses.elements[position] = Float(mass)
  }

  /// Leaves a position without a point; its box has to be measured again.
  ///
  /// - Complexity: O(columns).
  public func vacate(_ position: Int) {
    let start = offset(of: position)
    for column in 0..<columnCount {
      coordinates.elements[start + column * Self.lanes] = .infinity
    }
    masses.elements[position] = 1
  }

  /// Finds the corners of a box and the smallest mass in it, after its points have changed.
  ///
  /// - Complexity: O(columns).
  public func measure(box: Int) {
    precondition(box >= 0 && box < boxCount, "no box \(box)")
    let (boxGroup, boxLane) = box.quotientAndRemainder(dividingBy: Self.lanes)
    for column in 0..<columnCount {
      var (least, greatest) = (Float.infinity, -Float.infinity)
      for group in 0..<Int(CSEG_BOX_GROUPS) {
        let start = (box * Int(CSEG_BOX_GROUPS) + group) * columnCount + column
        for coordinate in coordinates.elements[start * Self.lanes..<(start + 1) * Self.lanes]
        where coordinate < .infinity {
          least = min(least, coordinate)
          greatest = max(greatest, coordinate)
        }
      }
      let place = (boxGroup * columnCount + column) * Self.lanes + boxLane
      lower.elements[place] = least
      upper.elements[place] = greatest
    }
    boxMasses.elements[box] =
      masses.elements[box * Self.boxSize..<(box + 1) * Self.boxSize].min() ?? 1
  }

  private func offset(of position: Int) -> Int {
    precondition(position >= 0 && position < positionCount, "no position \(position)")
    let (group, lane) = position.quotientAndRemainder(dividingBy: Self.lanes)
    return group * columnCount * Self.lanes + lane
  }
}

extension WardPoints {
  /// How much larger than the smallest cost in Float a cost in Float may be while it could be the
  /// smallest in exact arithmetic: its root is at most
  /// (root of the smallest + `absolute`) × `factor` + `absolute`.
  public struct Tolerance: Sendable {
    /// What may be lost whatever the cost is.
    public var absolute: Double
    /// At least 1; infinite when Float decides nothing.
    public var factor: Double

    /// Creates a tolerance.
    public init(absolute: Double, factor: Double) {
      self.absolute = absolute
      self.factor = factor
    }
  }

  /// Calls `body` with the position of each point whose cost, squared distance × mass × mass /
  /// (mass + mass), could be the smallest for the point at `position`.
  ///
  /// - Parameters:
  ///   - position: The point that is to be joined, which does not find itself.
  ///   - tolerance: What Float may have got wrong.
  ///   - knownCost: The cost of one of the other points, or infinity.
  ///   - body: Called for one candidate after the other, in no promised order.
  /// - Complexity: O(points × columns); less the more boxes are far away.
  public func forEachCandidate(
    for position: Int, within tolerance: Tolerance, knownCost: Double, _ body: (Int) -> Void
  ) {
    let start = offset(of: position)
    for column in 0..<columnCount {
      point.elements[column] = coordinates.elements[start + column * Self.lanes]
    }
    let mass = masses.elements[position]
    // A point that looks for another one steps aside while it looks.
    let own = coordinates.elements[start]
    coordinates.elements[start] = .infinity
    defer { coordinates.elements[start] = own }
    let search = WardSearch(
      coordinates: SharedReads(UnsafeBufferPointer(coordinates.elements)),
      masses: SharedReads(UnsafeBufferPointer(masses.elements)),
      bounds: DisjointWrites(bounds.elements),
      point: SharedReads(UnsafeBufferPointer(point.elements)), mass: mass,
      columnCount: columnCount, instructionSet: instructionSet,
      margin: cseg_ward_margin(absolute: tolerance.absolute, factor: tolerance.factor))
    findBounds(mass: mass)
    var limit = search.limit(for: knownCost)
    let found = DisjointWrites(found.elements)
    let runs = look(search, limit: &limit, found)
    for (first, count) in runs {
      for index in first..<first + count where self.found.elements[index].score <= limit {
        body(Int(self.found.elements[index].position))
      }
    }
  }

  private func findBounds(mass: Float) {
    var boxes = cseg_boxes(
      lower: lower.elements.baseAddress, upper: upper.elements.baseAddress,
      masses: boxMasses.elements.baseAddress, columnCount: Int64(columnCount))
    cseg_ward_bounds(
      instructionSet.code, &boxes, Int64(bounds.elements.count / Self.lanes),
      point.elements.baseAddress, mass, bounds.elements.baseAddress)
  }

  /// Looks into all boxes that may hold a candidate.
  ///
  /// - Returns: Where candidates were written, and how many.
  private func look(
    _ search: WardSearch, limit: inout Float, _ found: DisjointWrites<cseg_candidate>
  ) -> [(first: Int, count: Int)] {
    guard isWorthSharing(limit: limit) else {
      return [(0, search.look(into: 0..<boxCount, limit: &limit, found))]
    }
    let parts = parallelism.mapBlocks(count: boxCount, blockSize: Self.blockBoxCount) {
      [limit] _, boxes in
      var limit = limit
      let count = search.look(into: boxes, limit: &limit, found)
      return (first: boxes.lowerBound * Self.boxSize, count: count, limit: limit)
    }
    for part in parts { limit = min(limit, part.limit) }
    return parts.map { ($0.first, $0.count) }
  }

  /// Whether so many boxes may hold a candidate that several threads are faster.
  private func isWorthSharing(limit: Float) -> Bool {
    guard parallelism.threadCount > 1, boxCount >= 2 * Self.blockBoxCount else { return false }
    var count = 0
    for bound in bounds.elements[..<boxCount] where bound <= limit { count += 1 }
    return count >= 2 * Self.blockBoxCount
  }
}

/// What threads that look for candidates share.
private struct WardSearch: Sendable {
  let coordinates: SharedReads<Float>
  let masses: SharedReads<Float>
  let bounds: DisjointWrites<Float>
  let point: SharedReads<Float>
  let mass: Float
  let columnCount: Int
  let instructionSet: InstructionSet
  let margin: cseg_ward_margin

  /// The highest score of a candidate when there is a point of this cost.
  func limit(for cost: Double) -> Float {
    let root = (cost.squareRoot() + margin.absolute) * margin.factor + margin.absolute
    let limit = root * root * (1 + 0x1p-20)
    return limit < Double(Float.greatestFiniteMagnitude)
      ? Float(limit).nextUp : .greatestFiniteMagnitude
  }

  /// Looks into some boxes and writes the candidates, from the place of the first point on.
  ///
  /// - Returns: How many candidates were written.
  func look(
    into boxes: Range<Int>, limit: inout Float, _ found: DisjointWrites<cseg_candidate>
  ) -> Int {
    var points = cseg_points(
      groups: coordinates.elements.baseAddress, masses: masses.elements.baseAddress,
      columnCount: Int64(columnCount))
    return Int(
      cseg_ward_search(
        instructionSet.code, &points, bounds.baseAddress, Int64(boxes.lowerBound),
        Int64(boxes.count), point.elements.baseAddress, mass, margin, &limit,
        found.baseAddress.map { $0 + boxes.lowerBound * WardPoints.boxSize }))
  }
}
