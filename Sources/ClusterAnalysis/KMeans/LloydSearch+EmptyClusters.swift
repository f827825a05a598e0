import DenseAlgebra

extension LloydSearch {
  /// Gives each empty cluster the row that is farthest from its center, and takes it from its cluster.
  ///
  /// Rows that do not count, the last row of a cluster, and a row equal to one already given are left
  /// where they are. Labels stay as they are: the next pass sets them.
  func refillEmptyClusters(
    in sums: inout ClusterSums, centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) {
    var remaining = [Int](repeating: 0, count: centers.rowCount)
    for row in 0..<rows.rowCount where rows.weight(of: row) > 0 { remaining[Int(labels[row])] += 1 }
    var candidates = rowsByDistance(centers: centers, labels: labels).makeIterator()
    var given: [(row: [Double], squaredDistance: Double)] = []
    for cluster in sums.counts.indices where sums.counts[cluster] == 0 {
      while let candidate = candidates.next() {
        let donor = Int(labels[candidate.row])
        let row = rows.row(candidate.row)
        // Equal rows have the same label, and so the same distance.
        let isRepeated = given.reversed().prefix {
          $0.squaredDistance == candidate.squaredDistance
        }.contains { $0.row == row }
        guard remaining[donor] > 1, !isRepeated else { continue }
        remaining[donor] -= 1
        given.append((row, candidate.squaredDistance))
        sums.move(row, weight: rows.weight(of: candidate.row), from: donor, to: cluster)
        break
      }
    }
  }

  /// The rows that count and do not lie on their centers, the farthest first, of equally far ones the
  /// lowest.
  func rowsByDistance(
    centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) -> [(row: Int, squaredDistance: Double)] {
    var distances: [(row: Int, squaredDistance: Double)] = []
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: 0..<rows.rowCount) { tile, elements in
        for (offset, row) in tile.enumerated() where rows.weight(of: row) > 0 {
          let distance = squaredDistance(
            elements + offset * rows.columnCount,
            centers + Int(labels[row]) * rows.columnCount, count: rows.columnCount)
          if distance > 0 { distances.append((row, distance)) }
        }
      }
    }
    return distances.sorted {
      (-$0.squaredDistance, $0.row) < (-$1.squaredDistance, $1.row)
    }
  }
}
