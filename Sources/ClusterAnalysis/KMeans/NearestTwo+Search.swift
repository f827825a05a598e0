public import DenseAlgebra
public import ParallelBlocks

extension NearestTwo {
  /// Finds the two nearest centers of each row.
  ///
  /// - Parameters:
  ///   - matrix: The rows, with as many columns as the centers; there may be none.
  ///   - centers: At least one, one a row.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public init(
    of matrix: Matrix, among centers: Matrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) {
    guard matrix.columnCount == centers.columnCount, centers.rowCount > 0 else {
      throw ClusteringError(
        .shapeMismatch,
        "the rows have \(matrix.columnCount) columns, but the \(centers.rowCount) centers have "
          + "\(centers.columnCount)")
    }
    if matrix.rowCount > 0 { try InputChecks.checkElements(of: matrix, totalWeight: 1) }
    let parts = MatrixRows.with(matrix, weights: nil) { rows in
      RowChunks(rowCount: rows.rowCount, parallelism: parallelism).map { chunk in
        Self.pairs(of: chunk, in: rows, among: centers)
      }
    }
    let pairs = parts.joined()
    let clusterCount = centers.rowCount
    let second = Second(
      assignments: Assignments(labels: pairs.map(\.second.label), clusterCount: clusterCount),
      distances: pairs.map { $0.second.squaredDistance.squareRoot() })
    self.init(
      assignments: Assignments(labels: pairs.map(\.first.label), clusterCount: clusterCount),
      distances: pairs.map { $0.first.squaredDistance.squareRoot() },
      second: clusterCount > 1 ? second : nil)
  }

  private struct Neighbor {
    var label: Int32 = 0
    var squaredDistance = Double.infinity
  }

  private static func pairs(
    of chunk: Range<Int>, in rows: MatrixRows, among centers: Matrix
  ) -> [(first: Neighbor, second: Neighbor)] {
    var pairs: [(first: Neighbor, second: Neighbor)] = []
    pairs.reserveCapacity(chunk.count)
    centers.withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return }
      rows.forEachTile(of: chunk) { tile, elements in
        for offset in 0..<tile.count {
          let row = elements + offset &* rows.columnCount
          var pair = (first: Neighbor(), second: Neighbor())
          for center in 0..<centers.rowCount {
            let distance = squaredDistance(
              row, start + center &* rows.columnCount, count: rows.columnCount)
            let neighbor = Neighbor(label: Int32(center), squaredDistance: distance)
            if distance < pair.first.squaredDistance {
              pair = (neighbor, pair.first)
            } else if distance < pair.second.squaredDistance {
              pair.second = neighbor
            }
          }
          pairs.append(pair)
        }
      }
    }
    return pairs
  }
}
