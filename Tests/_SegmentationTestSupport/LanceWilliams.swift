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
  /// Of each two slots, as heights, or as their squares where the recursion wants squares.
  private var distances: [[Double]]
  private var masses: [Double]
  private var slotOfCluster: [Int: Int]
  private var clusterOfSlot: [Int]
  private var nextCluster: Int
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
    distances = rowDistances
    for row in 0..<count where linkage.hasSquares {
      for other in 0..<count {
        let square = rowDistances[row][other] * rowDistances[row][other]
        let joint = masses[row] * masses[other] / (masses[row] + masses[other])
        distances[row][other] = linkage == .ward ? 2 * joint * square : square
      }
    }
    clusters = Array(0..<count)
    clusterOfSlot = clusters
    slotOfCluster = Dictionary(uniqueKeysWithValues: clusters.map { ($0, $0) })
    nextCluster = count
    nearest = [Int](repeating: -1, count: count)
    for slot in 0..<count { findNearest(to: slot) }
  }

  /// How far two clusters are, squared for Ward's, centroid and median linkage.
  public func distance(_ cluster: Int, _ other: Int) -> Double {
    guard let slot = slotOfCluster[cluster], let other = slotOfCluster[other] else { return .nan }
    return distances[slot][other]
  }

  /// The nearest two clusters, the one with the lower number first.
  public var nearestTwo: (Int, Int) {
    var best = (slot: -1, distance: Double.infinity)
    for cluster in clusters {
      guard let slot = slotOfCluster[cluster], nearest[slot] >= 0 else { continue }
      let distance = distances[slot][nearest[slot]]
      if distance < best.distance { best = (slot, distance) }
    }
    let pair = (clusterOfSlot[best.slot], clusterOfSlot[nearest[best.slot]])
    return (min(pair.0, pair.1), max(pair.0, pair.1))
  }

  private mutating func findNearest(to slot: Int) {
    nearest[slot] = -1
    var smallest = Double.infinity
    let row = distances[slot]
    for cluster in clusters {
      guard let other = slotOfCluster[cluster], other != slot else { continue }
      if row[other] < smallest { (smallest, nearest[slot]) = (row[other], other) }
    }
  }

  /// Merges two clusters.
  public mutating func join(_ cluster: Int, _ other: Int) {
    guard let kept = slotOfCluster.removeValue(forKey: cluster),
      let gone = slotOfCluster.removeValue(forKey: other)
    else { return }
    clusters.removeAll { $0 == cluster || $0 == other }
    let between = distances[kept][gone]
    for cluster in clusters {
      guard let slot = slotOfCluster[cluster] else { continue }
      let distance = joined(
        distances[slot][kept], distances[slot][gone], between, masses[kept], masses[gone],
        masses[slot])
      distances[slot][kept] = distance
      distances[kept][slot] = distance
    }
    masses[kept] += masses[gone]
    clusters.append(nextCluster)
    clusterOfSlot[kept] = nextCluster
    slotOfCluster[nextCluster] = kept
    nextCluster += 1
    for cluster in clusters {
      guard let slot = slotOfCluster[cluster] else { continue }
      if slot == kept || nearest[slot] == kept || nearest[slot] == gone {
        findNearest(to: slot)
      } else if distances[slot][kept] < distances[slot][nearest[slot]] {
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
    return rows.indices.map { row in
      rows.indices.map { other in
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
        return metric == .euclidean ? sum.squareRoot() : sum
      }
    }
  }
}
