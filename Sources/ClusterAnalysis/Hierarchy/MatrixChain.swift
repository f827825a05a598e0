import DenseAlgebra

/// The hierarchy of a matrix of distances, by the nearest-neighbour chain.
///
/// A merge rewrites one row of the matrix only, which lies side by side in memory. Every other row
/// makes up for the merges it has missed when it is next looked at, while it is in the cache. A row
/// that the chain has not come to does not exist yet, and one that was merged no longer does.
///
/// Müllner 2011, https://arxiv.org/abs/1109.2378, section 3.2.
struct MatrixChain<Scalar: MatrixScalar> {
  private var distances: MergedDistances<Scalar>
  private let linkage: Linkage
  private let instructionSet = InstructionSet.best
  /// In Double, so that the shares of light clusters are not lost beside heavy ones.
  private var masses: [Double]
  /// The merges so far, and how many of them each row has seen.
  private var history: [Joint] = []
  private var seenCounts: [Int32]

  /// Two clusters of which the first now stands for both.
  private struct Joint {
    private let keptNumber: Int32
    private let goneNumber: Int32
    let keptMass: Scalar
    let goneMass: Scalar
    /// The share of the second in their joint mass.
    let goneShare: Scalar
    let distance: Scalar

    init(_ kept: Int, _ gone: Int, keptMass: Double, goneMass: Double, distance: Scalar) {
      keptNumber = Int32(kept)
      goneNumber = Int32(gone)
      self.keptMass = Scalar(keptMass)
      self.goneMass = Scalar(goneMass)
      goneShare = Scalar(goneMass / (keptMass + goneMass))
      self.distance = distance
    }

    var kept: Int { Int(keptNumber) }
    var gone: Int { Int(goneNumber) }
  }

  /// Starts with each row as a cluster.
  ///
  /// - Parameters:
  ///   - distances: The distances; squared ones for Ward's linkage. They are overwritten.
  ///   - linkage: One that never lets a merge be lower than an earlier one.
  ///   - weights: A positive weight for each row; with Ward's linkage, `Scalar` has room for their shares.
  init(_ distances: MergedDistances<Scalar>, linkage: Linkage, weights: [Double]) {
    precondition(!linkage.canInvert, "the chain cannot follow \(linkage.rawValue) linkage")
    self.distances = distances
    self.linkage = linkage
    let largest = weights.max() ?? 1
    masses = weights.map { $0 / largest }
    seenCounts = [Int32](repeating: 0, count: distances.rowCount)
  }

  /// Merges all clusters.
  ///
  /// - Parameter height: The height of a merge of two rows at a distance in the matrix.
  /// - Returns: The merges in the order the chain finds them.
  /// - Throws: ``ClusteringError`` when the task was cancelled, and when no distance is finite.
  /// - Complexity: O(rows²).
  mutating func merges(height: (_ distance: Double) -> Double) throws(ClusteringError) -> [RowMerge]
  {
    let rowCount = distances.rowCount
    var merges: [RowMerge] = []
    merges.reserveCapacity(rowCount)
    var chain = NearestChain(rowCount: rowCount)
    var isGone = [Bool](repeating: false, count: rowCount)
    var first = 0
    while merges.count < rowCount - 1 {
      while isGone[first] { first += 1 }
      let top = chain.top ?? chain.start(at: first)
      guard let next = nearest(to: top, preferring: chain.previous) else {
        throw ClusteringError(
          .valueOutOfRange, "the distances between clusters overflow; scale them down")
      }
      guard let pair = chain.extend(to: next) else { continue }
      let (kept, gone) = (min(pair.0, pair.1), max(pair.0, pair.1))
      let distance = join(gone, to: kept)
      isGone[gone] = true
      merges.append(RowMerge(kept, gone, height: height(Double(distance))))
      if merges.count.isMultiple(of: 256) { try ClusteringError.checkCancellation() }
    }
    return merges
  }

  private mutating func nearest(to cluster: Int, preferring preferred: Int?) -> Int? {
    let row = updatedRow(cluster)
    guard
      let found = Scalar.smallest(
        in: row, count: distances.rowCount, instructionSet: instructionSet)
    else { return nil }
    if let preferred, row[preferred] <= found.value { return preferred }
    return found.position
  }

  /// The distances of a cluster, after all merges so far.
  private mutating func updatedRow(_ cluster: Int) -> UnsafeMutablePointer<Scalar> {
    let row = distances.row(cluster)
    let mass = Scalar(masses[cluster])
    history.withUnsafeBufferPointer { history in
      let missed = UnsafeBufferPointer(rebasing: history[Int(seenCounts[cluster])...])
      // One loop for each linkage, so that the choice is outside of it.
      switch linkage {
      case .single: Self.catchUp(row, missed, mass, .single)
      case .complete: Self.catchUp(row, missed, mass, .complete)
      case .weighted: Self.catchUp(row, missed, mass, .weighted)
      case .ward: Self.catchUp(row, missed, mass, .ward)
      default: Self.catchUp(row, missed, mass, .average)
      }
    }
    seenCounts[cluster] = Int32(history.count)
    return row
  }

  @inline(__always)
  private static func catchUp(
    _ row: UnsafeMutablePointer<Scalar>, _ missed: UnsafeBufferPointer<Joint>, _ mass: Scalar,
    _ linkage: Linkage
  ) {
    for joint in missed {
      row[joint.kept] = distance(row[joint.kept], row[joint.gone], joint, mass: mass, linkage)
      row[joint.gone] = .infinity
    }
  }

  private mutating func join(_ gone: Int, to kept: Int) -> Scalar {
    let (row, other) = (updatedRow(kept), updatedRow(gone))
    let joint = Joint(
      kept, gone, keptMass: masses[kept], goneMass: masses[gone], distance: row[gone])
    masses.withUnsafeBufferPointer { masses in
      let count = distances.rowCount
      // One loop for each linkage, so that the choice is outside of it.
      switch linkage {
      case .single: Self.update(row, other, joint, masses, count, .single)
      case .complete: Self.update(row, other, joint, masses, count, .complete)
      case .weighted: Self.update(row, other, joint, masses, count, .weighted)
      case .ward: Self.update(row, other, joint, masses, count, .ward)
      default: Self.update(row, other, joint, masses, count, .average)
      }
    }
    row[kept] = .infinity
    row[gone] = .infinity
    masses[kept] += masses[gone]
    history.append(joint)
    seenCounts[kept] = Int32(history.count)
    distances.remove(gone)
    return joint.distance
  }

  @inline(__always)
  private static func update(
    _ row: UnsafeMutablePointer<Scalar>, _ other: UnsafeMutablePointer<Scalar>, _ joint: Joint,
    _ masses: UnsafeBufferPointer<Double>, _ count: Int, _ linkage: Linkage
  ) {
    for index in 0..<count {
      row[index] = distance(row[index], other[index], joint, mass: Scalar(masses[index]), linkage)
    }
  }

  /// The distance of a cluster of some mass to a joint, given those to its parts.
  ///
  /// Lance and Williams 1967, https://doi.org/10.1093/comjnl/9.4.373.
  @inline(__always)
  private static func distance(
    _ kept: Scalar, _ gone: Scalar, _ joint: Joint, mass: Scalar, _ linkage: Linkage
  ) -> Scalar {
    switch linkage {
    case .single: return kept < gone ? kept : gone
    case .complete: return kept > gone ? kept : gone
    case .weighted: return (kept + gone) / 2
    case .ward:
      let sum =
        (joint.keptMass + mass) * kept + (joint.goneMass + mass) * gone - mass * joint.distance
      return sum / (joint.keptMass + joint.goneMass + mass)
    default:
      return (1 - joint.goneShare) * kept + joint.goneShare * gone
    }
  }
}
