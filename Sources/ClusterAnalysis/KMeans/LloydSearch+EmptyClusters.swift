import DenseAlgebra
import ParallelBlocks

extension LloydSearch {
  /// Gives each empty cluster the row that is farthest from its center, and takes it from its cluster.
  ///
  /// Rows that do not count, the last row of a cluster, and a row equal to one already given are left
  /// where they are. Labels stay as they are: the next pass sets them.
  func refillEmptyClusters(
    in sums: inout ClusterSums, centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) {
    var remaining = sums.counts
    let empty = sums.counts.indices.filter { sums.counts[$0] == 0 }
    // Of each cluster with rows, one row is passed over at most: its last.
    var candidates = farthestRows(
      from: centers, labels: labels, limit: sums.counts.count
    ).makeIterator()
    for cluster in empty {
      while let candidate = candidates.next() {
        guard remaining[candidate.label] > 1 else { continue }
        remaining[candidate.label] -= 1
        sums.move(
          candidate.elements, weight: candidate.weight, from: candidate.label, to: cluster)
        break
      }
    }
  }

  /// The distinct rows that count and lie farthest from the centers of their labels.
  ///
  /// - Parameters:
  ///   - centers: One a row.
  ///   - labels: A center for each row.
  ///   - limit: The largest number of rows.
  /// - Returns: The farthest first, of equally far ones the lowest, of equal rows the first; without
  ///   rows that lie on their centers.
  func farthestRows(
    from centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>, limit: Int
  ) -> [DistantRow] {
    let labels = DisjointWrites(labels)
    let parts = chunks.map { chunk in
      distantRows(in: chunk, from: centers, labels: labels.slice(chunk), limit: limit)
    }
    var farthest = Array(parts.joined())
    farthest.keepFarthest(limit)
    return farthest
  }

  private func distantRows(
    in chunk: Range<Int>, from centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>,
    limit: Int
  ) -> [DistantRow] {
    let columnCount = rows.columnCount
    var farthest: [DistantRow] = []
    // Distances at or below this one are not among the farthest.
    var threshold = 0.0
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() where rows.weight(of: row) > 0 {
          let label = Int(labels[row - chunk.lowerBound])
          let elements = elements + offset &* columnCount
          let distance = squaredDistance(
            elements, centers + label &* columnCount, count: columnCount)
          guard distance > threshold else { continue }
          farthest.append(
            DistantRow(
              row: row, elements: Array(UnsafeBufferPointer(start: elements, count: columnCount)),
              weight: rows.weight(of: row), label: label, squaredDistance: distance))
          guard farthest.count >= 4 * limit + 64 else { continue }
          farthest.keepFarthest(limit)
          if farthest.count == limit, let last = farthest.last { threshold = last.squaredDistance }
        }
      }
    }
    farthest.keepFarthest(limit)
    rows.original.release(chunk)
    return farthest
  }
}
