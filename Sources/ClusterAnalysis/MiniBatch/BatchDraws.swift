import DenseAlgebra
import ParallelBlocks

/// Draws rows with a probability proportional to their weight, each as often as it comes.
struct BatchDraws {
  private let rows: WeightedRows
  /// For each row, the sum of the weights up to it; empty when each counts once.
  private let sums: [Double]

  /// Prepares to draw.
  ///
  /// - Complexity: O(rows) with weights, O(1) without.
  init(_ rows: WeightedRows) {
    self.rows = rows
    guard rows.weights != nil else {
      sums = []
      return
    }
    var sum = 0.0
    sums = (0..<rows.rowCount).map {
      sum += rows.weight(of: $0)
      return sum
    }
  }

  /// The elements of as many rows as `elements` has room for, one after another.
  ///
  /// - Complexity: O(elements), and O(log rows) a row with weights.
  func fill(_ elements: inout [Double], from random: inout RandomSource) {
    let columnCount = rows.columnCount
    withUnsafeTemporaryAllocation(of: Double.self, capacity: columnCount) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      elements.withUnsafeMutableBufferPointer { elements in
        for first in stride(from: 0, to: elements.count, by: columnCount) {
          let row = draw(from: &random)
          let values = rows.original.doubles(of: row..<row + 1, scratch: scratch)
          for column in 0..<columnCount { elements[first + column] = values[column] }
        }
      }
    }
  }

  private func draw(from random: inout RandomSource) -> Int {
    guard let total = sums.last else { return random.index(below: rows.rowCount) }
    let place = random.uniform() * total
    // The first row whose sum lies beyond the place: never one of weight 0.
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
