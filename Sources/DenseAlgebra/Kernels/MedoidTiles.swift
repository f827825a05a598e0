import CSegmentationKernels
public import ParallelBlocks

/// Rows packed in Float and sorted by their nearest medoid, which tell at little cost what candidates
/// for a swap are worth at best.
///
/// Rows are packed as their differences to the nearest medoid, scaled by a power of two: what is near
/// together has small numbers, wherever it lies. Distances are in units of the packed coordinates,
/// weights relative to the largest.
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
  static let groupSize = Int(CSEG_MEDOID_CANDIDATES)
  /// Groups of candidates that a thread takes at a time.
  private static let blockGroups = 16
  /// Steps of distance by which the rows of a medoid are sorted.
  private static let stepCount = 64

  let matrix: Matrix
  let distance: Distance
  /// A power of two that coordinates are multiplied with.
  let scale: Double
  /// A distance in units of the tiles is this power of two (or twice it) times the distance.
  private let unit: Double
  private let instructionSet: InstructionSet

  private var tiles: [Float] = []
  private var starts: [Float] = []
  private var nearest: [Float] = []
  private var second: [Float] = []
  private var weights: [Float] = []
  /// The medoids, and the first tile of each one's rows, with the end of the last one's.
  private(set) var medoids: [Int] = []
  private(set) var firstTiles: [Int] = []
  /// For each tile, candidates farther from the medoid are not near to its rows or those of later tiles
  /// of the medoid, and how much these count with the caps as distances.
  private var reaches: [Double] = []
  private var nearestTails: [Double] = []
  private var secondTails: [Double] = []
  /// What weights are multiplied with, and the sum of weighted distances to nearest medoids.
  private var weightUnit = 1.0
  private var nearestTotal = 0.0

  /// Chooses the scale; rows are packed by ``pack(labels:medoids:nearest:second:weights:)``.
  ///
  /// - Complexity: O(columns).
  public init(_ matrix: Matrix, distance: Distance, instructionSet: InstructionSet = .best) {
    self.matrix = matrix
    self.distance = distance
    self.instructionSet = instructionSet
    scale = matrix.withUnsafeElements { elements in
      PackingFrame(sampling: OriginalRows(doubles: elements, columnCount: matrix.columnCount)).scale
    }
    unit = distance == .halfSumOfSquares ? 2 * scale * scale : scale
  }

  /// Sorts and packs the rows.
  ///
  /// - Parameters:
  ///   - labels: The nearest medoid of each row.
  ///   - medoids: The rows that are medoids.
  ///   - nearest: The distance of each row to its nearest medoid.
  ///   - second: That to the second; infinity where there is none.
  ///   - weights: What each row counts; nil counts each once.
  /// - Complexity: O(rows × columns).
  public mutating func pack(
    labels: [Int32], medoids: [Int], nearest: [Double], second: [Double], weights: [Double]?
  ) {
    self.medoids = medoids
    let reaches = labels.indices.map { reach(nearest[$0], second[$0]) }
    let places = places(labels: labels, reaches: reaches)
    let laneCount = (firstTiles.last ?? 0) * Self.tileRows
    Self.clear(&tiles, laneCount * matrix.columnCount)
    Self.clear(&starts, laneCount)
    Self.clear(&self.nearest, laneCount)
    Self.clear(&self.second, laneCount)
    Self.clear(&self.weights, weights == nil ? 0 : laneCount)
    let largest = weights?.max() ?? 1
    weightUnit = Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1)
    self.reaches = [Double](repeating: 0, count: firstTiles.last ?? 0)
    (nearestTails, secondTails) = (self.reaches, self.reaches)
    nearestTotal = 0
    for (row, place) in places.enumerated() {
      let weight = (weights?[row] ?? 1) * weightUnit
      let (own, next) = (nearest[row] * unit, second[row] * unit)
      self.nearest[place] = Float(own)
      self.second[place] = Float(next)
      if weights != nil { self.weights[place] = Float(weight) }
      let tile = place / Self.tileRows
      self.reaches[tile] = max(self.reaches[tile], reaches[row])
      nearestTails[tile] += weight * own
      secondTails[tile] += weight * next
      nearestTotal += weight * own
    }
    packCoordinates(labels, places)
    addTails()
  }

  /// Where each row is packed: behind all that a candidate farther from the medoid may be near to.
  private mutating func places(labels: [Int32], reaches: [Double]) -> [Int] {
    var largest = [Double](repeating: 0, count: medoids.count)
    for (row, label) in labels.enumerated() where reaches[row].isFinite {
      largest[Int(label)] = max(largest[Int(label)], reaches[row])
    }
    func step(_ row: Int) -> Int {
      let label = Int(labels[row])
      guard reaches[row] < largest[label] else { return label * Self.stepCount }
      let part = reaches[row] / largest[label] * Double(Self.stepCount)
      return label * Self.stepCount + Self.stepCount - 1 - Int(part)
    }
    let steps = labels.indices.map(step)
    var ends = [Int](repeating: 0, count: medoids.count * Self.stepCount)
    for step in steps { ends[step] += 1 }
    firstTiles = [0]
    for medoid in medoids.indices {
      var place = (firstTiles.last ?? 0) * Self.tileRows
      for step in medoid * Self.stepCount..<(medoid + 1) * Self.stepCount {
        (ends[step], place) = (place, place + ends[step])
      }
      firstTiles.append((place + Self.tileRows - 1) / Self.tileRows)
    }
    return steps.map { step in
      defer { ends[step] += 1 }
      return ends[step]
    }
  }

  private mutating func packCoordinates(_ labels: [Int32], _ places: [Int]) {
    let (tile, width) = (Self.tileRows, matrix.columnCount)
    let margin = margin
    matrix.withUnsafeElements { elements in
      for (row, place) in places.enumerated() {
        let start = place / tile * tile * width + place % tile
        let origin = medoids[Int(labels[row])] * width
        var sum = 0.0
        for column in 0..<width {
          let difference = (elements[row &* width &+ column] - elements[origin &+ column]) * scale
          tiles[start &+ column &* tile] = Float(difference)
          sum += distance == .sumOfMagnitudes ? difference.magnitude : difference * difference
        }
        starts[place] = Self.start(sum, distance, margin)
        // Not near to anything that Float can tell: any distance may be 0.
        if starts[place] == -.infinity {
          for column in 0..<width { tiles[start &+ column &* tile] = 0 }
        }
      }
    }
  }

  /// Makes what is known of single tiles that of all tiles of a medoid from there on.
  private mutating func addTails() {
    for (first, end) in zip(firstTiles, firstTiles.dropFirst()) {
      for tile in stride(from: end - 2, through: first, by: -1) {
        reaches[tile] = max(reaches[tile], reaches[tile + 1])
        nearestTails[tile] += nearestTails[tile + 1]
        secondTails[tile] += secondTails[tile + 1]
      }
    }
  }

  /// Fills an array with zeros in the memory that it has.
  private static func clear(_ floats: inout [Float], _ count: Int) {
    floats.removeAll(keepingCapacity: true)
    floats.append(contentsOf: repeatElement(0, count: count))
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
    let size = Self.blockGroups * Self.groupSize
    return parallelism.mapBlocks(count: (candidates.count + size - 1) / size, blockSize: 1) {
      block, _ in
      leastChanges(of: candidates[block * size..<min(candidates.count, (block + 1) * size)])
    }.flatMap(\.self)
  }

  private func leastChanges(of candidates: ArraySlice<Int>) -> [Double] {
    let count = candidates.count
    // Two sums for each candidate, of each medoid's rows: the caps are the distances to the nearest
    // medoid and to the second. What goes when a medoid is given up for the candidate is the
    // difference between the two.
    var nearestSums = [Double](repeating: 0, count: count)
    var secondSums = nearestSums
    var losses = [Double](repeating: .infinity, count: count)
    var passing = PassingCandidates(Array(candidates), by: self)
    for medoid in medoids.indices {
      let (first, end) = (firstTiles[medoid], firstTiles[medoid + 1])
      passing.approach(medoid, of: self) { distance in
        // Bisection for the first tile that is out of reach.
        var (low, high) = (first, end)
        while low < high {
          let middle = (low + high) / 2
          if reaches[middle] < distance { high = middle } else { low = middle + 1 }
        }
        return low
      }
      withRows { passing.sumCapped($0, distance, from: first, instructionSet) }
      passing.forEachSum { candidate, end, sums in
        var (nearest, second) = sums
        if end < firstTiles[medoid + 1] {
          nearest += nearestTails[end]
          second += secondTails[end]
        }
        nearestSums[candidate] += nearest
        secondSums[candidate] += second
        // A difference that is not a number stays one.
        let loss = second - nearest
        losses[candidate] = loss < losses[candidate] || loss.isNaN ? loss : losses[candidate]
      }
    }
    return (0..<count).map { candidate in
      let change = nearestSums[candidate] - nearestTotal + losses[candidate]
      let error = error(nearestSums[candidate], secondSums[candidate])
      return (change - error) / (unit * weightUnit)
    }
  }

  /// The most by which Float may have made the worth of a candidate larger.
  ///
  /// Distances are no larger than they are but for one rounding. On top come those of the cap, the
  /// weight, the product and the sums in Float (at most 64 terms a lane), each at most u = 2⁻²⁴. The
  /// change is made of the sums capped at the nearest, of one medoid's capped at the second, and of
  /// one medoid's at the nearest: at most twice all of the one and once all of the other. For
  /// magnitudes, the roundings of their sum come on top. Another factor of 2 is slack, also for what
  /// Double rounds.
  private func error(_ nearestSum: Double, _ secondSum: Double) -> Double {
    let roundings = Double(72 + matrix.columnCount)
    return 2 * 0x1p-24 * roundings * (nearestSum + nearestTotal + secondSum)
  }

  private func withRows(_ body: (UnsafePointer<cseg_medoid_rows>) -> Void) {
    tiles.withUnsafeBufferPointer { tiles in
      starts.withUnsafeBufferPointer { starts in
        nearest.withUnsafeBufferPointer { nearest in
          second.withUnsafeBufferPointer { second in
            weights.withUnsafeBufferPointer { weights in
              var rows = cseg_medoid_rows(
                tiles: tiles.baseAddress, starts: starts.baseAddress,
                nearest: nearest.baseAddress, second: second.baseAddress,
                weights: weights.isEmpty ? nil : weights.baseAddress,
                columnCount: Int64(matrix.columnCount))
              body(&rows)
            }
          }
        }
      }
    }
  }
}
