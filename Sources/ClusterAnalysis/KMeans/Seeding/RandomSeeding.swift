import DenseAlgebra
import Foundation

/// Draws distinct rows, each next one with a probability proportional to its weight.
///
/// Each row that counts waits for a time that is exponential with its weight as the rate, and the
/// first to arrive are taken, without those equal to a row already taken.
///
/// Efraimidis and Spirakis 2006, https://doi.org/10.1016/j.ipl.2005.11.003.
struct RandomSeeding {
  let rows: WeightedRows

  /// Draws as many rows as there are to be clusters, or all distinct ones if they are fewer.
  ///
  /// - Complexity: O(n log n) for n rows.
  func centers(_ clusterCount: Int, from random: inout RandomSource) -> Matrix {
    var arrivals: [(time: Double, row: Int)] = []
    arrivals.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      let time = -log(1 - random.uniform()) / rows.weight(of: row)
      if time.isFinite { arrivals.append((time, row)) }
    }
    arrivals.sort { $0 < $1 }
    var seen: Set<[Double]> = []
    var centers: [[Double]] = []
    for arrival in arrivals where centers.count < clusterCount {
      let row = rows.row(arrival.row)
      if seen.insert(row).inserted { centers.append(row) }
    }
    return Matrix(rows: centers)
  }
}
