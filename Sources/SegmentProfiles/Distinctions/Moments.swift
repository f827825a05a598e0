/// Means and sums of squares of a column, by segment and of all.
///
/// Sums are taken about a first mean, and in a power of two of the largest value where squares
/// could overflow or vanish, so that every finite column has right moments.
struct Moments {
  /// The weight of each segment's values.
  let weights: [Double]
  /// The weight of all values.
  let totalWeight: Double
  /// The mean of each segment in units of ``unit``, less the overall mean; 0 in an empty one.
  private let offsets: [Double]
  /// The sum of squares of each segment about its own mean.
  private let squares: [Double]
  /// The overall mean in units of ``unit``.
  private let scaledMean: Double
  /// What one unit of the scaled numbers is in the column's own unit.
  private let unit: Double

  /// Sums up a column in which NaN is missing and the largest magnitude is known.
  ///
  /// - Complexity: O(contacts).
  init(_ values: [Double], of membership: SegmentMembership, largest: Double) {
    let segmentCount = membership.segmentCount
    let isExtreme = largest > 0 && !(1e-90...1e90).contains(largest)
    unit =
      isExtreme ? Double(sign: .plus, exponent: max(-1_000, largest.exponent), significand: 1) : 1
    let factor = 1 / unit

    var weights = [Double](repeating: 0, count: segmentCount)
    var sums = weights
    for row in values.indices {
      let label = Int(membership.labels[row])
      guard label >= 0, !values[row].isNaN else { continue }
      let weight = membership.weight(row)
      weights[label] += weight
      sums[label] += weight * (values[row] * factor)
    }
    let total = weights.reduce(0, +)
    let roughMean = total > 0 ? sums.reduce(0, +) / total : 0
    let roughMeans = zip(sums, weights).map { $1 > 0 ? $0 / $1 : 0 }

    var residues = [Double](repeating: 0, count: segmentCount)
    var squares = residues
    for row in values.indices {
      let label = Int(membership.labels[row])
      guard label >= 0, !values[row].isNaN else { continue }
      let weight = membership.weight(row)
      let deviation = values[row] * factor - roughMeans[label]
      residues[label] += weight * deviation
      squares[label] += weight * deviation * deviation
    }
    let means = (0..<segmentCount).map {
      weights[$0] > 0 ? roughMeans[$0] + residues[$0] / weights[$0] : 0
    }
    for segment in 0..<segmentCount where weights[segment] > 0 {
      squares[segment] -= residues[segment] * residues[segment] / weights[segment]
      squares[segment] = max(0, squares[segment])
    }
    // The overall mean is corrected in the same way, so that offsets sum to 0.
    var correction = 0.0
    for segment in 0..<segmentCount {
      correction += weights[segment] * (means[segment] - roughMean)
    }
    let mean = total > 0 ? roughMean + correction / total : 0
    self.weights = weights
    totalWeight = total
    offsets = (0..<segmentCount).map { weights[$0] > 0 ? means[$0] - mean : 0 }
    self.squares = squares
    scaledMean = mean
  }

  /// The overall mean.
  var mean: Double { scaledMean * unit }

  /// The mean of a segment; nil when it has no values.
  func mean(of segment: Int) -> Double? {
    weights[segment] > 0 ? (scaledMean + offsets[segment]) * unit : nil
  }

  /// The sum of squares between segments, in squares of the unit.
  var between: Double {
    zip(weights, offsets).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
  }

  /// The sum of squares within segments, in squares of the unit.
  var within: Double { squares.reduce(0, +) }

  /// The number of segments that have values.
  var occupiedCount: Int { weights.count { $0 > 0 } }

  /// The v-test of `catdes`; nil where it is not defined.
  func vTest(of segment: Int) -> Double? {
    let weight = weights[segment]
    guard weight > 0, weight < totalWeight, totalWeight > 1 else { return nil }
    let variance = (between + within) / totalWeight
    let error = (variance * ((totalWeight - weight) / (weight * (totalWeight - 1)))).squareRoot()
    guard error > 0 else { return nil }
    return offsets[segment] / error
  }

  /// Hedges' g against the rest; nil where it is not defined.
  ///
  /// - Complexity: O(segments).
  func hedgesG(of segment: Int) -> Double? {
    let weight = weights[segment]
    let restWeight = totalWeight - weight
    guard weight > 0, restWeight > 0, totalWeight > 2 else { return nil }
    let restOffset = -offsets[segment] * (weight / restWeight)
    var pooled = squares[segment]
    for other in weights.indices where other != segment {
      let distance = offsets[other] - restOffset
      pooled += squares[other] + weights[other] * distance * distance
    }
    guard pooled > 0 else { return nil }
    let correction = 1 - 3 / (4 * (totalWeight - 2) - 1)
    let deviation = (pooled / (totalWeight - 2)).squareRoot()
    return correction * (offsets[segment] - restOffset) / deviation
  }
}
