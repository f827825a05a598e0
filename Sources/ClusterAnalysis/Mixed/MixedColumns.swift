import DenseAlgebra
import ParallelBlocks

/// What is known of each column of mixed rows as a whole.
struct MixedColumns: Sendable {
  /// For each number column, the weighted mean of what is observed; 0 when nothing is.
  let means: [Double]
  /// For each number column, the weighted sum of squared differences to the mean.
  let squares: [Double]
  /// For each number column, the weight of its observed rows.
  let numberTotals: [Double]
  /// For each category column, the weight of each level.
  let levelWeights: [[Double]]

  /// - Complexity: O(rows × columns).
  init(of rows: MixedMatrix, weights: [Double]?, parallelism: Parallelism = .automatic) {
    let origin = (0..<rows.numbers.columnCount).map { column in
      (0..<rows.rowCount).lazy.compactMap { rows.number($0, column) }.first ?? 0
    }
    let around = DeviationSums(of: rows, weights: weights, from: origin, parallelism)
    let means = origin.indices.map { column in
      let total = around.totals[column]
      return origin[column] + (total > 0 ? around.sums[column] / total : 0)
    }
    numberTotals = around.totals
    self.means = means
    squares = DeviationSums(of: rows, weights: weights, from: means, parallelism).squares
    levelWeights = parallelism.mapBlocks(count: rows.categories.count, blockSize: 1) {
      column, _ in rows.categories[column].levelWeights(weights)
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

/// For each number column, sums over the rows in which it is observed.
private struct DeviationSums: Sendable {
  /// Of the weights.
  var totals: [Double]
  /// Of weighted differences to an origin.
  var sums: [Double]
  /// Of weighted squares of these.
  var squares: [Double]

  init(
    of rows: MixedMatrix, weights: [Double]?, from origin: [Double], _ parallelism: Parallelism
  ) {
    totals = [Double](repeating: 0, count: origin.count)
    (sums, squares) = (totals, totals)
    guard !origin.isEmpty else { return }
    let empty = self
    let parts = parallelism.mapBlocks(count: rows.rowCount, blockSize: 4096) { _, block in
      var part = empty
      part.add(block, of: rows, weights: weights, from: origin)
      return part
    }
    for part in parts {
      for column in origin.indices {
        totals[column] += part.totals[column]
        sums[column] += part.sums[column]
        squares[column] += part.squares[column]
      }
    }
  }

  private mutating func add(
    _ block: Range<Int>, of rows: MixedMatrix, weights: [Double]?, from origin: [Double]
  ) {
    let (width, gaps) = (origin.count, rows.numberGaps)
    rows.numbers.withUnsafeElements { elements in
      for row in block {
        let weight = weights?[row] ?? 1
        for column in 0..<width {
          let place = row * width + column
          if !gaps.isEmpty && gaps[place] { continue }
          let difference = elements[place] - origin[column]
          totals[column] += weight
          sums[column] += weight * difference
          squares[column] += weight * (difference * difference)
        }
      }
    }
  }
}

extension CategoryColumn {
  /// The weight of the rows that have each level.
  ///
  /// - Complexity: O(rows).
  func levelWeights(_ weights: [Double]?) -> [Double] {
    func sums<Code: FixedWidthInteger & UnsignedInteger>(_ codes: [Code]) -> [Double] {
      var sums = [Double](repeating: 0, count: levelCount)
      for (row, code) in codes.enumerated() where code != .max {
        sums[Int(code)] += weights?[row] ?? 1
      }
      return sums
    }
    return switch codes {
    case .narrow(let codes): sums(codes)
    case .medium(let codes): sums(codes)
    case .wide(let codes): sums(codes)
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
