/// What is known of the rows as a whole before they are clustered.
struct RowSummary: Sendable {
  /// The sum of the weights.
  let totalWeight: Double
  /// The weighted column means.
  let means: [Double]
  /// The weighted sum of squared distances to the means.
  let totalSumOfSquares: Double

  /// Passes over the rows twice; the means are taken of differences to the first row, so that a large
  /// offset costs no digits.
  ///
  /// - Complexity: O(rows × columns).
  init(of rows: some RowSource, chunks: RowChunks) {
    let columnCount = rows.columnCount
    let first = rows.row(0)
    let sums = chunks.map { chunk in
      var sums = [Double](repeating: 0, count: columnCount)
      var weightSum = 0.0
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() {
          let weight = rows.weight(of: row)
          weightSum += weight
          let element = elements + offset * columnCount
          for column in 0..<columnCount {
            sums[column] += weight * (element[column] - first[column])
          }
        }
      }
      return (sums, weightSum)
    }
    let totalWeight = sums.reduce(0) { $0 + $1.1 }
    let means = first.indices.map { column in
      first[column] + sums.reduce(0) { $0 + $1.0[column] } / totalWeight
    }
    let squares = chunks.map { chunk in
      var sum = 0.0
      rows.forEachTile(of: chunk) { tile, elements in
        means.withUnsafeBufferPointer { means in
          guard let means = means.baseAddress else { return }
          for (offset, row) in tile.enumerated() {
            let element = elements + offset * columnCount
            sum += rows.weight(of: row) * squaredDistance(element, means, count: columnCount)
          }
        }
      }
      return sum
    }
    self.totalWeight = totalWeight
    self.means = means
    totalSumOfSquares = squares.reduce(0, +)
  }
}
