import CSegmentationKernels
import ParallelBlocks

/// Points in boxes of 32 near ones, in Float, among which pairs of near points are found.
///
/// The caller, who has the points in Double, decides which ones make a box and between the pairs that
/// Float finds. Boxes stand in groups of 16.
public final class BoxedPoints {
  /// Points in a box.
  public static let boxSize = Int(CSEG_BOX_POINTS)
  /// Boxes in a group.
  public static let groupSize = Int(CSEG_GROUP_POINTS)

  /// How pairs of points are scored.
  public enum Scores: Sendable, Hashable {
    /// By the sum of differences.
    case differences
    /// By half the square of the one point less the product of both: the order of squared distances
    /// at half the work, with fewer digits where points lie far from the origin.
    case products
  }

  /// The number of points.
  public let count: Int
  /// The number of boxes, and of groups of them.
  public let boxCount: Int, groupCount: Int
  /// How pairs are scored; products are for sums of squares only.
  public var scores = Scores.differences

  private let columnCount: Int
  private let terms: CoordinateTerms
  private let instructionSet: InstructionSet
  private let tiles: ScratchMemory<Float>
  private let halves: ScratchMemory<Float>
  private let boxes: BoxCorners
  private let groups: BoxCorners
  private let reaches: ScratchMemory<Float>
  private let scoreLimits: ScratchMemory<Float>
  private let answerLimits: ScratchMemory<Float>

  /// Puts the rows of a matrix into boxes.
  ///
  /// - Parameters:
  ///   - matrix: The points, box by box.
  ///   - terms: What a difference of coordinates adds to a sum.
  ///   - instructionSet: Whose kernels look for pairs.
  /// - Complexity: O(points × columns).
  public init(
    _ matrix: Matrix, terms: CoordinateTerms, instructionSet: InstructionSet = .best
  ) {
    let columnCount = matrix.columnCount
    self.columnCount = columnCount
    self.terms = terms
    self.instructionSet = instructionSet
    count = matrix.rowCount
    boxCount = (count + Self.boxSize - 1) / Self.boxSize
    groupCount = (boxCount + Self.groupSize - 1) / Self.groupSize
    let positionCount = boxCount * Self.boxSize
    tiles = ScratchMemory(count: positionCount * columnCount, repeating: .infinity)
    halves = ScratchMemory(count: positionCount, repeating: .infinity)
    reaches = ScratchMemory(count: positionCount, repeating: -1)
    scoreLimits = ScratchMemory(count: positionCount, repeating: -1)
    answerLimits = ScratchMemory(count: positionCount, repeating: -1)
    boxes = BoxCorners(count: boxCount, columnCount: columnCount)
    groups = BoxCorners(count: groupCount, columnCount: columnCount)
    matrix.withUnsafeElements { elements in
      for position in 0..<count {
        let (box, place) = position.quotientAndRemainder(dividingBy: Self.boxSize)
        var square = 0.0
        for column in 0..<columnCount {
          let coordinate = elements[position * columnCount + column]
          square += coordinate * coordinate
          tiles.elements[(box * columnCount + column) * Self.boxSize + place] = Float(coordinate)
          boxes.stretch(box, to: Float(coordinate), in: column)
        }
        halves.elements[position] = Float(square / 2)
      }
    }
    for box in 0..<boxCount {
      for column in 0..<columnCount {
        let (lower, upper) = boxes.side(of: box, in: column)
        groups.stretch(box / Self.groupSize, to: lower, in: column)
        groups.stretch(box / Self.groupSize, to: upper, in: column)
      }
    }
    boxes.spread()
    groups.spread()
  }

  /// Says how far a point may be from another one for both to be a pair that is listed.
  ///
  /// - Parameters:
  ///   - position: The point.
  ///   - reach: The greatest sum of differences, in Float.
  ///   - scoreLimit: The greatest score, with half the square of the point added for products; not
  ///     used for differences, whose score is the sum.
  ///   - isFar: Whether the reach is so far beyond that of others in the box that the point is to
  ///     look into all boxes itself, and not to be found by those of earlier boxes.
  public func setReach(of position: Int, to reach: Float, scoreLimit: Float, isFar: Bool) {
    precondition(position >= 0 && position < count, "no position \(position)")
    reaches.elements[position] = reach
    scoreLimits.elements[position] = scores == .products ? scoreLimit : reach
    answerLimits.elements[position] = isFar ? -1 : scoreLimits.elements[position]
  }

  /// Calls `body` with what several threads can ask.
  public func withSearch<R>(_ body: (PairSearch) -> R) -> R {
    withExtendedLifetime(self) {
      let form: Int32 = scores == .products ? CSEG_PRODUCTS : terms.code
      return body(
        PairSearch(
          tiles: SharedReads(UnsafeBufferPointer(tiles.elements)),
          halves: SharedReads(UnsafeBufferPointer(halves.elements)),
          reaches: SharedReads(UnsafeBufferPointer(reaches.elements)),
          scoreLimits: SharedReads(UnsafeBufferPointer(scoreLimits.elements)),
          answerLimits: SharedReads(UnsafeBufferPointer(answerLimits.elements)),
          boxes: boxes.reads, groups: groups.reads, count: count, columnCount: columnCount,
          terms: terms.code, form: form, instructionSet: instructionSet))
    }
  }
}

/// The corners of boxes, as a box asks for them and as many boxes are asked at once.
private struct BoxCorners {
  private let count: Int
  private let columnCount: Int
  /// For each box, the lower and then the upper corner.
  private let corners: ScratchMemory<Float>
  /// The same in groups of 16 boxes, column by column inside a group.
  private let lower: ScratchMemory<Float>
  private let upper: ScratchMemory<Float>

  private static let lanes = Int(CSEG_GROUP_POINTS)

  /// Starts with boxes that hold nothing.
  init(count: Int, columnCount: Int) {
    self.count = count
    self.columnCount = columnCount
    let laneCount = (count + Self.lanes - 1) / Self.lanes * Self.lanes
    corners = ScratchMemory(count: count * 2 * columnCount)
    lower = ScratchMemory(count: laneCount * columnCount, repeating: .infinity)
    upper = ScratchMemory(count: laneCount * columnCount, repeating: -.infinity)
    for box in 0..<count {
      for column in 0..<columnCount {
        corners.elements[box * 2 * columnCount + column] = .infinity
        corners.elements[(box * 2 + 1) * columnCount + column] = -.infinity
      }
    }
  }

  @inline(__always)
  func stretch(_ box: Int, to coordinate: Float, in column: Int) {
    let place = box * 2 * columnCount + column
    corners.elements[place] = min(corners.elements[place], coordinate)
    corners.elements[place + columnCount] = max(corners.elements[place + columnCount], coordinate)
  }

  func side(of box: Int, in column: Int) -> (lower: Float, upper: Float) {
    let place = box * 2 * columnCount + column
    return (corners.elements[place], corners.elements[place + columnCount])
  }

  /// Copies the corners to where many boxes are asked at once.
  func spread() {
    for box in 0..<count {
      let (group, lane) = box.quotientAndRemainder(dividingBy: Self.lanes)
      for column in 0..<columnCount {
        let place = (group * columnCount + column) * Self.lanes + lane
        (lower.elements[place], upper.elements[place]) = side(of: box, in: column)
      }
    }
  }

  var reads: CornerReads {
    CornerReads(
      corners: SharedReads(UnsafeBufferPointer(corners.elements)),
      lower: SharedReads(UnsafeBufferPointer(lower.elements)),
      upper: SharedReads(UnsafeBufferPointer(upper.elements)), columnCount: columnCount)
  }
}

/// Corners of boxes, for several threads to read.
struct CornerReads: Sendable {
  let corners: SharedReads<Float>
  let lower: SharedReads<Float>
  let upper: SharedReads<Float>
  let columnCount: Int

  /// The corners of one box.
  func corners(of box: Int) -> UnsafePointer<Float>? {
    corners.elements.baseAddress.map { $0 + box * 2 * columnCount }
  }
}
