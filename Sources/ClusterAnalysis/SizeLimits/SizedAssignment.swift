import DenseAlgebra
import ParallelBlocks

/// Gives each row to a cluster, so that all clusters keep to a size and the costs sum to the least
/// that is possible.
///
/// It is a flow of least cost: a unit from each row to a cluster, and from each cluster to a sink as
/// many as its size may be. Successive shortest paths find it on a small graph: from one cluster to
/// another leads one edge for all rows, which costs what the row costs that loses least by the change;
/// heaps hold these losses. Each cluster has a price. A row goes to the cluster whose cost and price
/// are lowest together, and a path moves one row from each cluster on the way to the next. The prices
/// that one call ends with are where the next begins, when the centers have moved by little.
///
/// Ahuja, Magnanti and Orlin 1993, Network Flows, section 9.7; Bradley, Bennett and Demiriz 2000,
/// Constrained k-means clustering, MSR-TR-2000-65.
struct SizedAssignment {
  private let clusterCount: Int
  private let limits: ClosedRange<Int>
  /// What each cluster costs a row beside the distance; above 0 only for a full one, and below 0 only
  /// for one that has no more rows than it must.
  private(set) var prices: [Double]

  /// Begins without prices.
  ///
  /// - Parameters:
  ///   - clusterCount: At least 1.
  ///   - limits: The smallest and largest number of rows of a cluster.
  init(clusterCount: Int, limits: ClosedRange<Int>) {
    self.clusterCount = clusterCount
    self.limits = limits
    prices = [Double](repeating: 0, count: clusterCount)
  }

  /// Gives rows to clusters.
  ///
  /// - Parameters:
  ///   - costs: What each row costs in each cluster; rows x clusters. As many rows as the limits allow.
  ///   - labels: Becomes the cluster of each row.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Complexity: O(rows × clusters), and for each row that is not where its cost is lowest
  ///   O(clusters² + clusters × log rows); O(rows × clusters) space.
  mutating func solve(
    _ costs: UnsafeBufferPointer<Double>, labels: UnsafeMutableBufferPointer<Int32>,
    parallelism: Parallelism
  ) {
    precondition(
      costs.count == labels.count * clusterCount
        && limits.lowerBound * clusterCount <= labels.count
        && labels.count <= limits.upperBound * clusterCount,
      "\(labels.count) rows cannot be given to \(clusterCount) clusters of \(limits)")
    // What rounding has left of a price of 0 would bind a cluster to its limit.
    let least = 1e-12 * prices.reduce(0) { max($0, $1.magnitude) }
    for cluster in prices.indices where prices[cluster].magnitude <= least { prices[cluster] = 0 }
    takeLowest(costs, labels: labels, parallelism)
    var flow = CondensedFlow(
      costs: costs, labels: labels, limits: limits, prices: prices, parallelism: parallelism)
    flow.balance(parallelism)
    prices = flow.prices
  }

  /// Gives each row to the cluster whose cost and price are lowest together, of equal ones the first.
  private func takeLowest(
    _ costs: UnsafeBufferPointer<Double>, labels: UnsafeMutableBufferPointer<Int32>,
    _ parallelism: Parallelism
  ) {
    let reads = SharedReads(costs)
    let writes = DisjointWrites(labels)
    parallelism.forEachBlock(count: labels.count, blockSize: 4096) { [prices] _, rows in
      let labels = writes.slice(rows)
      prices.withUnsafeBufferPointer { prices in
        for (offset, row) in rows.enumerated() {
          let first = row &* prices.count
          var best = 0
          var lowest = reads.elements[first] + prices[0]
          for cluster in 1..<max(1, prices.count) {
            let cost = reads.elements[first &+ cluster] + prices[cluster]
            if cost < lowest { (best, lowest) = (cluster, cost) }
          }
          labels[offset] = Int32(truncatingIfNeeded: best)
        }
      }
    }
  }
}
