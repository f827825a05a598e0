import DenseAlgebra

/// What is known of each column of mixed rows as a whole.
struct MixedColumns: Sendable {
  /// For each number column, the weighted mean of what is observed; 0 when nothing is.
  private(set) var means: [Double] = []
  /// For each number column, the weighted sum of squared differences to the mean.
  private(set) var squares: [Double] = []
  /// For each number column, the weight of its observed rows.
  private(set) var numberTotals: [Double] = []
  /// For each category column, the weight of each level.
  private(set) var levelWeights: [[Double]] = []

  /// - Complexity: O(rows × columns).
  init(of rows: MixedMatrix, weights: [Double]?) {
    for column in 0..<rows.numbers.columnCount {
      var (total, sum, squares) = (0.0, 0.0, 0.0)
      var first: Double?
      for row in 0..<rows.rowCount {
        guard let value = rows.number(row, column) else { continue }
        let weight = weights?[row] ?? 1
        let origin = first ?? value
        first = origin
        total += weight
        sum += weight * (value - origin)
      }
      let mean = (first ?? 0) + (total > 0 ? sum / total : 0)
      for row in 0..<rows.rowCount {
        guard let value = rows.number(row, column) else { continue }
        squares += (weights?[row] ?? 1) * ((value - mean) * (value - mean))
      }
      means.append(mean)
      self.squares.append(squares)
      numberTotals.append(total)
    }
    for column in rows.categories {
      var weightOfLevel = [Double](repeating: 0, count: column.levelCount)
      for row in 0..<rows.rowCount {
        if let code = column[row] { weightOfLevel[code] += weights?[row] ?? 1 }
      }
      levelWeights.append(weightOfLevel)
    }
  }

  /// For each number column, the population variance.
  var variances: [Double] { zip(squares, numberTotals).map { $1 > 0 ? $0 / $1 : 0 } }

  /// For each number column, the variance of a sample: divided by one less than the weight.
  var sampleVariances: [Double] {
    zip(squares, numberTotals).map { $1 > 1 ? $0 / ($1 - 1) : 0 }
  }

  /// For each category column, the chance that two rows drawn at random differ.
  var impurities: [Double] {
    levelWeights.map { weights in
      let total = weights.reduce(0, +)
      return total > 0 ? 1 - weights.reduce(0) { $0 + ($1 / total) * ($1 / total) } : 0
    }
  }

  /// For each category column the level of highest weight, of equally heavy ones the lowest.
  var modes: [UInt32] {
    levelWeights.map { weights in
      heaviestLevel(weights).map { UInt32($0) } ?? Prototypes.noMode
    }
  }
}

/// The level of highest weight, of equally heavy ones the lowest; nil when no level has any weight.
///
/// Sums of weights that differ only by rounding are equal, so that the order of rows does not decide.
///
/// - Complexity: O(levels).
func heaviestLevel(_ weights: some RandomAccessCollection<Double>) -> Int? {
  guard let highest = weights.max(), highest > 0 else { return nil }
  let bound = highest * (1 - 1e-12)
  return weights.firstIndex { $0 >= bound }.map {
    weights.distance(from: weights.startIndex, to: $0)
  }
}
