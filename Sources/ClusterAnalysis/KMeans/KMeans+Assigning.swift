public import DenseAlgebra
public import ParallelBlocks

extension KMeans.Model {
  /// Places new rows in the clusters of the nearest centers.
  ///
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
    try nearestTwo(of: matrix).assignments
  }

  /// The two nearest centers of each row, and how far they are.
  ///
  /// - Parameters:
  ///   - matrix: The rows, with as many columns as the centers; there may be none.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: Labels and Euclidean distances, row by row.
  /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, or
  ///   hold a NaN, an infinity, or a value too large to be squared.
  /// - Complexity: O(rows × columns × clusters).
  public func nearestTwo(
    of matrix: Matrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> NearestTwo {
    guard matrix.columnCount == centers.columnCount else {
      throw ClusteringError(
        .shapeMismatch,
        "the rows have \(matrix.columnCount) columns, but the model was fitted to "
          + "\(centers.columnCount)")
    }
    if matrix.rowCount > 0 { try InputChecks.checkElements(of: matrix, totalWeight: 1) }
    let parts = MatrixRows.with(matrix, weights: nil) { rows in
      RowChunks(rowCount: rows.rowCount, parallelism: parallelism).map { chunk in
        nearestPairs(of: chunk, in: rows)
      }
    }
    let pairs = parts.joined()
    let second = NearestTwo.Second(
      assignments: Assignments(labels: pairs.map(\.second.label), clusterCount: clusterCount),
      distances: pairs.map { $0.second.squaredDistance.squareRoot() })
    return NearestTwo(
      assignments: Assignments(labels: pairs.map(\.first.label), clusterCount: clusterCount),
      distances: pairs.map { $0.first.squaredDistance.squareRoot() },
      second: clusterCount > 1 ? second : nil)
  }

  private struct Neighbor {
    var label: Int32 = 0
    var squaredDistance = Double.infinity
  }

  private func nearestPairs(
    of chunk: Range<Int>, in rows: MatrixRows
  ) -> [(first: Neighbor, second: Neighbor)] {
    var pairs: [(first: Neighbor, second: Neighbor)] = []
    pairs.reserveCapacity(chunk.count)
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: chunk) { tile, elements in
        for offset in 0..<tile.count {
          let row = elements + offset &* rows.columnCount
          var pair = (first: Neighbor(), second: Neighbor())
          for center in 0..<clusterCount {
            let distance = squaredDistance(
              row, centers + center &* rows.columnCount, count: rows.columnCount)
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
