import CSegmentationKernels
public import ParallelBlocks

/// Points that change places while they are scanned, in Float.
///
/// Points occupy the positions `0..<count`. Float finds candidates; the caller, who has the points
/// in Double, decides between them.
public final class PackedPoints {
  /// The number of coordinates of a point.
  public let columnCount: Int
  /// The number of points that are left.
  public private(set) var count: Int

  private static let lanes = Int(CSEG_GROUP_POINTS)
  /// Groups that one thread scans at a time; with fewer points than twice as many, one thread is
  /// faster.
  private static let blockGroupCount = 1024

  private let coordinates: ScratchMemory<Float>
  private let listed: ScratchMemory<Int32>
  private let point: ScratchMemory<Float>
  private let instructionSet: InstructionSet
  private let parallelism: Parallelism

  /// Makes room for `count` points, each of which is then placed.
  public init(
    count: Int, columnCount: Int, instructionSet: InstructionSet = .best, parallelism: Parallelism
  ) {
    let laneCount = (count + Self.lanes - 1) / Self.lanes * Self.lanes
    self.count = count
    self.columnCount = columnCount
    self.instructionSet = instructionSet
    self.parallelism = parallelism
    coordinates = ScratchMemory(count: laneCount * columnCount, repeating: .infinity)
    listed = ScratchMemory(count: laneCount)
    point = ScratchMemory(count: columnCount)
  }

  /// The number of lanes, with and without a point.
  public var laneCount: Int { listed.elements.count }

  /// Puts a point, rounded to Float, at a position.
  ///
  /// - Complexity: O(columns).
  public func place(_ point: UnsafePointer<Double>, at position: Int) {
    let start = offset(of: position)
    for column in 0..<columnCount {
      coordinates.elements[start + column * Self.lanes] = Float(point[column])
    }
  }

  /// Takes a point out; the last one moves to its position.
  ///
  /// - Complexity: O(columns).
  public func remove(at position: Int) {
    count -= 1
    let target = offset(of: position)
    let source = offset(of: count)
    for column in 0..<columnCount {
      let step = column * Self.lanes
      coordinates.elements[target + step] = coordinates.elements[source + step]
      coordinates.elements[source + step] = .infinity
    }
  }

  private func offset(of position: Int) -> Int {
    precondition(position >= 0 && position < laneCount, "no position \(position)")
    let (group, lane) = position.quotientAndRemainder(dividingBy: Self.lanes)
    return group * columnCount * Self.lanes + lane
  }

  private var groupCount: Int { (count + Self.lanes - 1) / Self.lanes }

  /// Runs `body` on slices of the groups, of a size that does not depend on the threads.
  private func mapGroups<Result: Sendable>(
    _ body: @Sendable (_ groups: Range<Int>) -> Result
  ) -> [Result] {
    let groupCount = groupCount
    guard groupCount >= 2 * Self.blockGroupCount else { return [body(0..<groupCount)] }
    return parallelism.mapBlocks(count: groupCount, blockSize: Self.blockGroupCount) { _, groups in
      body(groups)
    }
  }

  /// The packed points, for several threads to read.
  private var reads: SharedPoints {
    SharedPoints(
      coordinates: SharedReads(UnsafeBufferPointer(coordinates.elements)),
      point: SharedReads(UnsafeBufferPointer(point.elements)), columnCount: columnCount,
      instructionSet: instructionSet)
  }

  /// Copies the point at a position to where the kernels take it from.
  private func choose(_ position: Int) {
    let start = offset(of: position)
    for column in 0..<columnCount {
      point.elements[column] = coordinates.elements[start + column * Self.lanes]
    }
  }
}

/// What a scan reads.
private struct SharedPoints: Sendable {
  let coordinates: SharedReads<Float>
  let point: SharedReads<Float>
  let columnCount: Int
  let instructionSet: InstructionSet

  func with<R>(_ body: (UnsafePointer<cseg_points>, UnsafePointer<Float>?) -> R) -> R {
    var points = cseg_points(
      groups: coordinates.elements.baseAddress, masses: nil,
      columnCount: Int64(columnCount))
    return body(&points, point.elements.baseAddress)
  }
}

extension PackedPoints {
  /// Lists the positions whose sum of differences to the point at `position` is, in Float, at most
  /// their limit.
  ///
  /// - Parameters:
  ///   - position: The point that all are compared with, itself too.
  ///   - terms: What a difference adds to a sum.
  ///   - limits: One for each lane, negative where there is no point.
  ///   - list: Replaced by the positions, in order.
  /// - Complexity: O(points × columns).
  public func findCloser(
    to position: Int, terms: CoordinateTerms, limits: UnsafeBufferPointer<Float>,
    in list: inout [Int32]
  ) {
    precondition(limits.count == laneCount, "\(limits.count) limits for \(laneCount) lanes")
    choose(position)
    let reads = reads
    let listed = DisjointWrites(listed.elements)
    let limits = SharedReads(limits)
    let counts = mapGroups { groups in
      let target = listed.slice(groups.lowerBound * Self.lanes..<groups.upperBound * Self.lanes)
      let count = reads.with { points, point in
        cseg_closer(
          reads.instructionSet.code, points, terms.code, Int64(groups.lowerBound),
          Int64(groups.count), point, limits.elements.baseAddress, target.baseAddress)
      }
      return Int(count)
    }
    list.removeAll(keepingCapacity: true)
    for (block, count) in counts.enumerated() {
      let start = block * Self.blockGroupCount * Self.lanes
      list.append(contentsOf: self.listed.elements[start..<start + count])
    }
  }
}
