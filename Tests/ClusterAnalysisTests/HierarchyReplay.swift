import ClusterAnalysis
import DenseAlgebra
import Testing

/// Follows a tree merge by merge with distances from their definitions, in plain loops.
struct HierarchyReplay {
  let rows: Matrix
  let metric: Metric
  let linkage: Linkage
  private var members: [Int: [Int]] = [:]
  private var masses: [Double]
  private var points: [Int: [Double]] = [:]
  private var recursive: [[Int]: Double] = [:]

  init(_ rows: Matrix, metric: Metric, linkage: Linkage, weights: [Double]?) {
    self.rows = rows
    self.metric = metric
    self.linkage = linkage
    masses = weights ?? [Double](repeating: 1, count: rows.rowCount)
    for row in 0..<rows.rowCount {
      members[row] = [row]
      points[row] = Array(rows.row(row))
      for other in 0..<row { recursive[[other, row]] = distance(other, row) }
    }
  }

  private func distance(_ row: Int, _ other: Int) -> Double {
    let (left, right) = (Array(rows.row(row)), Array(rows.row(other)))
    switch metric {
    case .euclidean: return euclidean(left, right)
    case .manhattan: return zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) }
    case .cosine:
      let product = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
      return max(0, 1 - product / norm(left) / norm(right))
    }
  }

  private func norm(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private func euclidean(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private func mass(_ cluster: Int) -> Double {
    (members[cluster] ?? []).reduce(0) { $0 + masses[$1] }
  }

  private func height(_ cluster: Int, _ other: Int) -> Double {
    let (left, right) = (members[cluster] ?? [], members[other] ?? [])
    let pairs = left.flatMap { row in right.map { (row, $0) } }
    switch linkage {
    case .single, .genie: return pairs.map { distance($0.0, $0.1) }.min() ?? 0
    case .complete: return pairs.map { distance($0.0, $0.1) }.max() ?? 0
    case .average:
      let sum = pairs.reduce(0) { $0 + masses[$1.0] * masses[$1.1] * distance($1.0, $1.1) }
      return sum / mass(cluster) / mass(other)
    case .weighted: return recursive[[min(cluster, other), max(cluster, other)]] ?? 0
    case .ward:
      let (a, b) = (mass(cluster), mass(other))
      return (2 * a * b / (a + b)).squareRoot()
        * euclidean(points[cluster] ?? [], points[other] ?? [])
    case .centroid, .median: return euclidean(points[cluster] ?? [], points[other] ?? [])
    }
  }

  /// Expects each merge to be as high as the nearest two clusters of its time are far.
  mutating func expectNearestMerges(in tree: Dendrogram, tolerance: Double = 1e-9) {
    let scale = tree.heights.max() ?? 0
    for (index, merge) in tree.merges.enumerated() {
      let alive = members.keys.sorted()
      var nearest = Double.infinity
      for (place, cluster) in alive.enumerated() {
        for other in alive[(place + 1)...] { nearest = min(nearest, height(cluster, other)) }
      }
      let own = height(merge.left, merge.right)
      // Cosines near 1 lose half the digits in the plain formula.
      let slack = tolerance * max(own, merge.height) + 1e-14 * max(scale, 1)
      #expect(abs(own - merge.height) <= slack, "\(linkage) \(metric) merge \(index)")
      #expect(own <= nearest + slack, "\(linkage) \(metric) merge \(index)")
      join(merge.left, merge.right, as: tree.leafCount + index)
      #expect(members[tree.leafCount + index]?.count == merge.size)
    }
    #expect(members.count == 1)
  }

  private mutating func join(_ left: Int, _ right: Int, as cluster: Int) {
    let share = linkage == .median ? 0.5 : mass(right) / (mass(left) + mass(right))
    points[cluster] = zip(points[left] ?? [], points[right] ?? []).map {
      (1 - share) * $0 + share * $1
    }
    for other in members.keys where other != left && other != right {
      let sum = [left, right].reduce(0) {
        $0 + (recursive[[min($1, other), max($1, other)]] ?? 0)
      }
      recursive[[other, cluster]] = sum / 2
    }
    members[cluster] =
      (members.removeValue(forKey: left) ?? [])
      + (members.removeValue(forKey: right) ?? [])
  }
}
