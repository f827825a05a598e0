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
    self = matrix.withUnsafeElements { elements in
      Self.pairs(
        of: OriginalRows(doubles: elements, columnCount: max(1, matrix.columnCount)),
        among: centers,
        parallelism: parallelism)
    }
  }

  private static func pairs(
    of original: OriginalRows, among centers: Matrix, parallelism: Parallelism
  ) -> NearestTwo {
    struct Lists {
      var labels: [Int32]
      var distances: [Double]
    }
    let rowCount = original.rowCount
    let empty = Lists(
      labels: [Int32](repeating: 0, count: rowCount),
      distances: [Double](repeating: 0, count: rowCount))
    var first = empty
    var second = empty
    let frame = PackingFrame(sampling: original)
    let kernels = TileKernels()
    first.labels.withUnsafeMutableBufferPointer { firstLabels in
      first.distances.withUnsafeMutableBufferPointer { firstDistances in
        second.labels.withUnsafeMutableBufferPointer { secondLabels in
          second.distances.withUnsafeMutableBufferPointer { secondDistances in
            let first = (DisjointWrites(firstLabels), DisjointWrites(firstDistances))
            let second = (DisjointWrites(secondLabels), DisjointWrites(secondDistances))
            parallelism.forEachBlock(count: rowCount, blockSize: 4096) { _, range in
              let rows = original.slice(range)
              let tiles = TiledRows(rows, frame: frame, parallelism: .serial)
              let labels = (first.0.slice(range), second.0.slice(range))
              kernels.nearestTwo(
                tiles, rows, tiles: 0..<tiles.tileCount, to: CenterPanel(centers, for: tiles),
                first: labels.0, second: labels.1)
              rows.distances(to: centers, labels: labels.0, into: first.1.slice(range))
              if centers.rowCount > 1 {
                rows.distances(to: centers, labels: labels.1, into: second.1.slice(range))
              }
            }
          }
        }
      }
    }
    let clusterCount = centers.rowCount
    return NearestTwo(
      assignments: Assignments(labels: first.labels, clusterCount: clusterCount),
      distances: first.distances,
      second: clusterCount > 1
        ? Second(
          assignments: Assignments(labels: second.labels, clusterCount: clusterCount),
          distances: second.distances) : nil)
  }
}

extension OriginalRows {
  /// Writes the Euclidean distance of each row to the center that its label says.
  fileprivate func distances(
    to centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>,
    into distances: UnsafeMutableBufferPointer<Double>
  ) {
    WeightedRows(original: self, weights: nil).forEachTile(of: 0..<rowCount) { tile, elements in
      centers.withUnsafeElements { centers in
        guard let centers = centers.baseAddress else { return }
        for (offset, row) in tile.enumerated() {
          let values = elements + offset &* columnCount
          let center = centers + Int(labels[row]) &* columnCount
          // Column by column, as labels are decided.
          var sum = 0.0
          for column in 0..<columnCount {
            let difference = values[column] - center[column]
            sum += difference * difference
          }
          distances[row] = sum.squareRoot()
        }
      }
    }
  }
}
