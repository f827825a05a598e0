import CSegmentationKernels

/// How far candidates reach, and by how much distances in Float are made smaller.
extension MedoidTiles {
  /// How far from its medoid, by the triangle inequality, a candidate may be that is nearer to a row than
  /// the row's second medoid; in units of the tiles, of chords where distances are half squares.
  func reach(_ nearest: Double, _ second: Double) -> Double {
    distance == .halfSumOfSquares
      ? (2 * nearest).squareRoot() * scale + (2 * second).squareRoot() * scale
      : (nearest + second) * scale
  }

  /// By what part the start of a distance is made smaller, so that Float makes none larger.
  ///
  /// Let r and v be a row and a candidate, as differences to a medoid, and u = 2⁻²⁴. The square
  /// |r|² + |v|² − 2 r·v is summed up from terms that pass at most columns + 4 roundings each, two of
  /// them those of the coordinates. By Cauchy's inequality all terms add up to 2 (|r|² + |v|²) at most,
  /// so that the error is at most 2 (columns + 4) u of each start. Of magnitudes, only the roundings of
  /// the coordinates, u (|r| + |v|) in all, are not in proportion to the distance.
  var margin: Double {
    let columns = Double(matrix.columnCount)
    return distance == .sumOfMagnitudes ? 4 * 0x1p-24 : 2.2 * (columns + 6) * 0x1p-24
  }

  /// What a distance begins with for a row or a candidate at a distance from the medoid.
  ///
  /// - Parameters:
  ///   - sum: Of the squares or magnitudes of the differences to the medoid.
  ///   - distance: How distances are made.
  ///   - margin: By what part the start is made smaller.
  /// - Returns: A number in Float; minus infinity where the differences are too large for it.
  static func start(_ sum: Double, _ distance: Distance, _ margin: Double) -> Float {
    let isCountable = sum <= 0x1p120 && margin < 0.01
    guard isCountable else { return -.infinity }
    let start = distance == .sumOfMagnitudes ? -sum * margin : sum * (1 - margin)
    // What underflows.
    return Float(start) - 0x1p-100
  }
}

/// Candidates that pass over the tiles of one medoid after another.
struct PassingCandidates {
  private let candidates: [Int]
  /// The candidates from the nearest to the medoid to the farthest, which fills up its group.
  private var order: [Int] = []
  private var coordinates: [Float]
  private var starts: [Float]
  private var ends: [Int64]
  private var sums: [cseg_capped_sums]

  private static let groupSize = MedoidTiles.groupSize

  init(_ candidates: [Int], by tiles: MedoidTiles) {
    self.candidates = candidates
    let groupCount = (candidates.count + Self.groupSize - 1) / Self.groupSize
    coordinates = [Float](
      repeating: 0, count: groupCount * Self.groupSize * tiles.matrix.columnCount)
    starts = [Float](repeating: 0, count: groupCount * Self.groupSize)
    ends = [Int64](repeating: 0, count: groupCount)
    sums = [cseg_capped_sums](repeating: cseg_capped_sums(), count: groupCount)
  }

  /// Packs the candidates as their differences to a medoid, the nearest first.
  ///
  /// - Parameters:
  ///   - medoid: Its number.
  ///   - tiles: The rows.
  ///   - end: The end of the tiles that a candidate at a distance passes over.
  mutating func approach(_ medoid: Int, of tiles: MedoidTiles, end: (_ distance: Double) -> Int) {
    let (width, scale) = (tiles.matrix.columnCount, tiles.scale)
    let isSquared = tiles.distance != .sumOfMagnitudes
    let origin = tiles.medoids[medoid] * width
    tiles.matrix.withUnsafeElements { elements in
      let lengths = candidates.map { candidate in
        var sum = 0.0
        for column in 0..<width {
          let difference =
            (elements[candidate * width + column] - elements[origin + column]) * scale
          sum += isSquared ? difference * difference : difference.magnitude
        }
        return sum
      }
      order = candidates.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
      let margin = tiles.margin
      for place in starts.indices {
        let (group, lane) = place.quotientAndRemainder(dividingBy: Self.groupSize)
        let candidate = order[min(place, order.count - 1)]
        let length = lengths[candidate]
        starts[place] = MedoidTiles.start(length, tiles.distance, margin)
        let factor = starts[place] == -.infinity ? 0 : isSquared ? 2 * scale : scale
        for column in 0..<width {
          let row = candidates[candidate] * width + column
          coordinates[(group * width + column) * Self.groupSize + lane] =
            Float((elements[row] - elements[origin + column]) * factor)
        }
        if lane == 0 {
          // Less than all roundings.
          ends[group] = Int64(end((isSquared ? length.squareRoot() : length) * (1 - 0x1p-20)))
        }
      }
    }
  }

  /// Sums distances to the rows of the medoid, whose tiles begin with `first`.
  mutating func sumCapped(
    _ rows: UnsafePointer<cseg_medoid_rows>, _ distance: MedoidTiles.Distance, from first: Int,
    _ instructionSet: InstructionSet
  ) {
    coordinates.withUnsafeBufferPointer { coordinates in
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          var candidates = cseg_medoid_candidates(
            coordinates: coordinates.baseAddress, starts: starts.baseAddress,
            ends: ends.baseAddress, groupCount: Int64(ends.count))
          cseg_sum_capped(
            instructionSet.code, rows, distance.code, Int64(first), &candidates, &sums)
        }
      }
    }
  }

  /// Calls `body` with each candidate, the end of the tiles that it passed over, and its two sums.
  func forEachSum(
    _ body: (_ candidate: Int, _ end: Int, _ sums: (nearest: Double, second: Double)) -> Void
  ) {
    for (place, candidate) in order.enumerated() {
      let (group, lane) = place.quotientAndRemainder(dividingBy: Self.groupSize)
      body(candidate, Int(ends[group]), sums[group][lane])
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
