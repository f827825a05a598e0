import CSegmentationKernels
public import ParallelBlocks

/// Rows packed in Float and sorted by their nearest medoid, which tell at little cost what candidates
/// for a swap are worth at best.
///
/// Coordinates are moved to their middle and scaled by a power of two. Distances are in units of the
/// packed coordinates, weights relative to the largest.
public struct MedoidTiles: Sendable {
  /// How a distance follows from the differences of coordinates.
  public enum Distance: Sendable, Hashable {
    /// The root of the sum of squares.
    case rootOfSquares
    /// Half the sum of squares.
    case halfSumOfSquares
    /// The sum of magnitudes.
    case sumOfMagnitudes
  }

  /// Rows in a tile; far more rows should be near each medoid.
  public static let tileRows = Int(CSEG_MEDOID_TILE)
  private static let groupSize = Int(CSEG_MEDOID_CANDIDATES)
  /// Groups of candidates that a thread takes at a time.
  private static let blockGroups = 8

  private let matrix: Matrix
  private let distance: Distance
  private let frame: PackingFrame
  /// A distance in units of the tiles is this power of two (or twice it) times the distance.
  private let unit: Double
  /// The largest magnitude of a packed coordinate.
  private let reach: Double
  private let instructionSet: InstructionSet

  private var tiles: [Float] = []
  private var nearest: [Float] = []
  private var second: [Float] = []
  private var weights: [Float] = []
  /// The first tile of each medoid's rows, and the end of the last one's.
  private var firstTiles: [Int] = []
  /// What weights are multiplied with, their sum, and that of weighted distances to nearest medoids.
  private var weightUnit = 1.0
  private var weightTotal = 0.0
  private var nearestTotal = 0.0

  /// Chooses where packed rows lie; they are packed by ``pack(labels:medoidCount:nearest:second:weights:)``.
  ///
  /// - Complexity: O(rows × columns).
  public init(_ matrix: Matrix, distance: Distance, instructionSet: InstructionSet = .best) {
    self.matrix = matrix
    self.distance = distance
    self.instructionSet = instructionSet
    let frame = matrix.withUnsafeElements { elements in
      PackingFrame(
        sampling: OriginalRows(doubles: elements, columnCount: matrix.columnCount))
    }
    self.frame = frame
    unit = distance == .halfSumOfSquares ? 2 * frame.scale * frame.scale : frame.scale
    let width = matrix.columnCount
    reach = matrix.withUnsafeElements { elements in
      var reach = 0.0
      for start in stride(from: 0, to: elements.count, by: max(1, width)) {
        for column in 0..<width {
          reach = max(reach, (elements[start + column] - frame.centre[column]).magnitude)
        }
      }
      return reach * frame.scale
    }
  }

  /// Sorts and packs the rows.
  ///
  /// - Parameters:
  ///   - labels: The nearest medoid of each row.
  ///   - medoidCount: The number of medoids.
  ///   - nearest: The distance of each row to its nearest medoid.
  ///   - second: That to the second; infinity where there is none.
  ///   - weights: What each row counts; nil counts each once.
  /// - Complexity: O(rows × columns).
  public mutating func pack(
    labels: [Int32], medoidCount: Int, nearest: [Double], second: [Double], weights: [Double]?
  ) {
    let (tile, width) = (Self.tileRows, matrix.columnCount)
    var places = [Int](repeating: 0, count: medoidCount)
    for label in labels { places[Int(label)] += 1 }
    firstTiles = [0]
    for count in places { firstTiles.append((firstTiles.last ?? 0) + (count + tile - 1) / tile) }
    places = firstTiles.dropLast().map { $0 * tile }
    let laneCount = (firstTiles.last ?? 0) * tile
    Self.clear(&tiles, laneCount * width)
    Self.clear(&self.nearest, laneCount)
    Self.clear(&self.second, laneCount)
    Self.clear(&self.weights, laneCount)
    let largest = weights?.max() ?? 1
    weightUnit = Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1)
    (weightTotal, nearestTotal) = (0, 0)
    matrix.withUnsafeElements { elements in
      for row in labels.indices {
        let place = places[Int(labels[row])]
        places[Int(labels[row])] += 1
        let weight = (weights?[row] ?? 1) * weightUnit
        self.nearest[place] = Float(nearest[row] * unit)
        self.second[place] = Float(second[row] * unit)
        self.weights[place] = Float(weight)
        weightTotal += weight
        nearestTotal += weight * (nearest[row] * unit)
        let start = place / tile * tile * width + place % tile
        for column in 0..<width {
          tiles[start &+ column &* tile] = packed(elements[row &* width &+ column], column)
        }
      }
    }
  }

  /// Fills an array with zeros in the memory that it has.
  private static func clear(_ floats: inout [Float], _ count: Int) {
    floats.removeAll(keepingCapacity: true)
    floats.append(contentsOf: repeatElement(0, count: count))
  }

  @inline(__always)
  private func packed(_ value: Double, _ column: Int) -> Float {
    Float((value - frame.centre[column]) * frame.scale)
  }

  /// Bounds what the best swap for each candidate changes.
  ///
  /// - Parameters:
  ///   - candidates: Rows.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: For each candidate a number that is not more than the change; NaN where Float cannot
  ///   tell.
  /// - Complexity: O(`candidates` × rows × columns).
  public func leastChanges(of candidates: [Int], parallelism: Parallelism) -> [Double] {
    let (size, width) = (Self.groupSize, matrix.columnCount)
    let groupCount = (candidates.count + size - 1) / size
    let packed = [Float](unsafeUninitializedCapacity: groupCount * size * width) { buffer, count in
      matrix.withUnsafeElements { elements in
        for place in 0..<groupCount * size {
          // The last candidate fills up its group.
          let row = candidates[min(place, candidates.count - 1)]
          let start = place / size * size * width + place % size
          for column in 0..<width {
            buffer[start + column * size] = self.packed(elements[row * width + column], column)
          }
        }
      }
      count = groupCount * size * width
    }
    let bounds = parallelism.mapBlocks(count: groupCount, blockSize: Self.blockGroups) {
      leastChanges(
        of: packed[$1.lowerBound * size * width..<$1.upperBound * size * width], $1.count)
    }
    return Array(bounds.joined().prefix(candidates.count))
  }

  private func leastChanges(of packed: ArraySlice<Float>, _ groupCount: Int) -> [Double] {
    let count = groupCount * Self.groupSize
    // Two sums for each candidate, of each medoid's rows: the caps are the distances to the nearest
    // medoid and to the second. What goes when a medoid is given up for the candidate is the
    // difference between the two.
    var nearestSums = [Double](repeating: 0, count: count)
    var secondSums = nearestSums
    var losses = [Double](repeating: .infinity, count: count)
    var sums = [cseg_capped_sums](repeating: cseg_capped_sums(), count: groupCount)
    withRows { rows in
      packed.withUnsafeBufferPointer { packed in
        for (first, end) in zip(firstTiles, firstTiles.dropFirst()) {
          cseg_sum_capped(
            instructionSet.code, rows, distance.code, Int64(first), Int64(end - first),
            packed.baseAddress, Int64(groupCount), &sums)
          for candidate in 0..<count {
            let (nearest, second) = sums[candidate / Self.groupSize][candidate % Self.groupSize]
            nearestSums[candidate] += nearest
            secondSums[candidate] += second
            // A difference that is not a number stays one.
            let loss = second - nearest
            losses[candidate] = loss < losses[candidate] || loss.isNaN ? loss : losses[candidate]
          }
        }
      }
    }
    return (0..<count).map { candidate in
      let change = nearestSums[candidate] - nearestTotal + losses[candidate]
      let error = error(nearestSums[candidate], secondSums[candidate])
      return (change - error) / (unit * weightUnit)
    }
  }

  /// The most by which Float may have changed the worth of a candidate.
  ///
  /// Let u be 2⁻²⁴. A coordinate is off by at most u times the reach, and so is that of the candidate;
  /// the distance follows with the root of the number of columns (euclidean), the number itself
  /// (manhattan), or twice the root times the longest chord (half squares, of rows of length 1). On
  /// top come columns + 3 roundings of the distance, 2 of the cap and the weight, and those of the
  /// product and the sums in Float (at most 64 terms a lane). The cap does not enlarge errors. The
  /// change is made of the sums capped at the nearest, of one medoid's capped at the second, and of
  /// one medoid's at the nearest: at most twice all of the one and once all of the other. Another
  /// factor of 2 is slack, also for what Double rounds.
  private func error(_ nearestSum: Double, _ secondSum: Double) -> Double {
    let u = 0x1p-24
    let columns = Double(matrix.columnCount)
    let coordinate =
      switch distance {
      case .rootOfSquares: columns.squareRoot() * reach
      case .halfSumOfSquares: 4 * columns.squareRoot() * reach * frame.scale
      case .sumOfMagnitudes: columns * reach
      }
    return 2 * u
      * ((columns + 72) * (nearestSum + nearestTotal + secondSum) + 6 * coordinate * weightTotal)
  }

  private func withRows(_ body: (UnsafePointer<cseg_medoid_rows>) -> Void) {
    tiles.withUnsafeBufferPointer { tiles in
      nearest.withUnsafeBufferPointer { nearest in
        second.withUnsafeBufferPointer { second in
          weights.withUnsafeBufferPointer { weights in
            var rows = cseg_medoid_rows(
              tiles: tiles.baseAddress, nearest: nearest.baseAddress, second: second.baseAddress,
              weights: weights.baseAddress, columnCount: Int64(matrix.columnCount))
            body(&rows)
          }
        }
      }
    }
  }
}

extension MedoidTiles.Distance {
  /// Its number in the C kernel.
  fileprivate var code: Int32 {
    switch self {
    case .rootOfSquares: CSEG_ROOT_OF_SQUARES
    case .halfSumOfSquares: CSEG_SUM_OF_SQUARES
    case .sumOfMagnitudes: CSEG_SUM_OF_MAGNITUDES
    }
  }
}

extension cseg_capped_sums {
  /// The two sums of one of four candidates.
  fileprivate subscript(candidate: Int) -> (nearest: Double, second: Double) {
    switch candidate {
    case 0: (nearest.0, second.0)
    case 1: (nearest.1, second.1)
    case 2: (nearest.2, second.2)
    default: (nearest.3, second.3)
    }
  }
}
