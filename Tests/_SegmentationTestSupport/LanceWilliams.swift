public import ClusterAnalysis
public import DenseAlgebra

/// The clusters of rows while they merge, known by the distances of each two of them, which follow
/// the recursion of Lance and Williams in plain loops and `Double`.
///
/// Lance and Williams 1967, https://doi.org/10.1093/comjnl/9.4.373.
public struct LanceWilliams {
  /// The clusters there are; rows are `0..<n`, and the cluster of merge `i` is `n + i`.
  public private(set) var clusters: [Int]
  private let linkage: Linkage
  private let rowCount: Int
  /// Of each two slots, as heights, or as their squares where the recursion wants squares.
  private var distances: [Double]
  private var masses: [Double]
  /// The slot of each cluster in `clusters`, in the same order, and of each cluster that was.
  private var slots: [Int]
  private var slotOfCluster: [Int]
  private var clusterOfSlot: [Int]
  /// For each slot, the slot nearest to it.
  private var nearest: [Int]

  /// Starts with each row as a cluster.
  ///
  /// - Parameters:
  ///   - rowDistances: The distance of each two rows; rows x rows.
  ///   - linkage: One of ``ClusterAnalysis/Linkage/recursive``.
  ///   - weights: How often each row counts; `nil` for once.
  public init(rowDistances: [[Double]], linkage: Linkage, weights: [Double]?) {
    let count = rowDistances.count
    let masses = weights ?? [Double](repeating: 1, count: count)
    self.linkage = linkage
    self.masses = masses
    rowCount = count
    distances = rowDistances.flatMap { $0 }
    for row in 0..<count where linkage.hasSquares {
      for other in 0..<count {
        let square = rowDistances[row][other] * rowDistances[row][other]
        let joint = masses[row] * masses[other] / (masses[row] + masses[other])
        distances[row * count + other] = linkage == .ward ? 2 * joint * square : square
      }
    }
    clusters = Array(0..<count)
    slots = clusters
    clusterOfSlot = clusters
    slotOfCluster = clusters
    nearest = [Int](repeating: -1, count: count)
    for slot in 0..<count { findNearest(to: slot) }
  }

  /// How far two clusters are, squared for Ward's, centroid and median linkage.
  public func distance(_ cluster: Int, _ other: Int) -> Double {
    guard cluster != other, clusterOfSlot[slotOfCluster[cluster]] == cluster,
      clusterOfSlot[slotOfCluster[other]] == other
    else { return .nan }
    return distances[slotOfCluster[cluster] * rowCount + slotOfCluster[other]]
  }

  /// The nearest two clusters, the one with the lower number first.
  public var nearestTwo: (Int, Int) {
    var best = (slot: -1, distance: Double.infinity)
    for slot in slots where nearest[slot] >= 0 {
      let distance = distances[slot * rowCount + nearest[slot]]
      if distance < best.distance { best = (slot, distance) }
    }
    let pair = (clusterOfSlot[best.slot], clusterOfSlot[nearest[best.slot]])
    return (min(pair.0, pair.1), max(pair.0, pair.1))
  }

  private mutating func findNearest(to slot: Int) {
    var (found, smallest) = (-1, Double.infinity)
    let start = slot * rowCount
    distances.withUnsafeBufferPointer { distances in
      slots.withUnsafeBufferPointer { slots in
        var index = 0
        while index < slots.count {
          let other = slots[index]
          if other != slot, distances[start + other] < smallest {
            (smallest, found) = (distances[start + other], other)
          }
          index += 1
        }
      }
    }
    nearest[slot] = found
  }

  /// Merges two clusters.
  public mutating func join(_ cluster: Int, _ other: Int) {
    let (kept, gone) = (slotOfCluster[cluster], slotOfCluster[other])
    guard let place = clusters.firstIndex(of: cluster) else { return }
    clusters.remove(at: place)
    slots.remove(at: place)
    guard let otherPlace = clusters.firstIndex(of: other) else { return }
    clusters.remove(at: otherPlace)
    slots.remove(at: otherPlace)
    let between = distances[kept * rowCount + gone]
    for slot in slots {
      let distance = joined(
        distances[slot * rowCount + kept], distances[slot * rowCount + gone], between,
        masses[kept], masses[gone], masses[slot])
      distances[slot * rowCount + kept] = distance
      distances[kept * rowCount + slot] = distance
    }
    masses[kept] += masses[gone]
    let joint = slotOfCluster.count
    clusters.append(joint)
    slots.append(kept)
    clusterOfSlot[gone] = -1
    clusterOfSlot[kept] = joint
    slotOfCluster.append(kept)
    for slot in slots {
      if slot == kept || nearest[slot] == kept || nearest[slot] == gone {
        findNearest(to: slot)
      } else if distances[slot * rowCount + kept] < distances[slot * rowCount + nearest[slot]] {
        nearest[slot] = kept
      }
    }
  }

  private func joined(
    _ left: Double, _ right: Double, _ between: Double, _ a: Double, _ b: Double, _ c: Double
  ) -> Double {
    switch linkage {
    case .single: return min(left, right)
    case .complete: return max(left, right)
    case .average: return (a * left + b * right) / (a + b)
    case .weighted: return (left + right) / 2
    case .ward: return ((a + c) * left + (b + c) * right - c * between) / (a + b + c)
    case .centroid:
      return (a * left + b * right) / (a + b) - a * b * between / ((a + b) * (a + b))
    // Median linkage.
    default: return (left + right) / 2 - between / 4
    }
  }
}

extension Linkage {
  /// Whether the recursion is one of squared distances.
  public var hasSquares: Bool { self == .ward || self == .centroid || self == .median }
}

extension Matrix {
  /// The distance of each two rows as the metric is defined, in plain loops.
  public func plainDistances(_ metric: Metric) -> [[Double]] {
    let rows = (0..<rowCount).map { Array(row($0)) }
    let lengths = rows.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    var distances = [[Double]](
      repeating: [Double](repeating: 0, count: rowCount), count: rowCount)
    for row in 0..<rowCount {
      for other in 0..<row {
        var sum = 0.0
        for column in 0..<columnCount {
          let (left, right) = (rows[row][column], rows[other][column])
          switch metric {
          case .euclidean: sum += (left - right) * (left - right)
          case .manhattan: sum += abs(left - right)
          case .cosine:
            let difference = left / lengths[row] - right / lengths[other]
            sum += difference * difference / 2
          }
        }
        let distance = metric == .euclidean ? sum.squareRoot() : sum
        distances[row][other] = distance
        distances[other][row] = distance
      }
    }
    return distances
  }
}
