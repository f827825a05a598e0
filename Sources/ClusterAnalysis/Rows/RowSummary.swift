/// What is known of the rows as a whole before they are clustered.
struct RowSummary: Sendable {
  /// The sum of the weights.
  let totalWeight: Double
  /// The weighted column means.
  let means: [Double]
  /// A point among the rows that can be subtracted from them at little or no loss.
  ///
  /// It is zero, or a number with few digits near the mean: whole numbers, flags and standardized
  /// columns come out exact, and so do the means of equal rows.
  let origin: [Double]
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
      var sums = [Double](repeating: 0, count: columnCount)
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() {
          let weight = rows.weight(of: row)
          let element = elements + offset * columnCount
          for column in 0..<columnCount {
            let difference = element[column] - means[column]
            sums[column] += weight * (difference * difference)
          }
        }
      }
      return sums
    }
    let columnSquares = means.indices.map { column in
      squares.reduce(0) { $0 + $1[column] }
    }
    self.totalWeight = totalWeight
    self.means = means
    totalSumOfSquares = columnSquares.reduce(0, +)
    origin = means.indices.map { column in
      Self.origin(
        near: means[column], spread: (columnSquares[column] / totalWeight).squareRoot())
    }
  }

  private static func origin(near mean: Double, spread: Double) -> Double {
    guard mean.magnitude > 4 * spread else { return 0 }
    guard spread > mean.magnitude * .ulpOfOne else { return mean }
    let step = Double(sign: .plus, exponent: spread.exponent, significand: 1)
    return (mean / step).rounded() * step
  }

  /// The weighted sum of squared distances to the origin.
  var sumOfSquaresAroundOrigin: Double {
    totalSumOfSquares
      + totalWeight
      * zip(means, origin).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
