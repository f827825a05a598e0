import DenseAlgebra

/// The different rows of a matrix, and how often each of them counts.
///
/// For every linkage equal rows are merged first, at height 0, and then behave as one row of their
/// joint weight.
struct DistinctRows {
  /// Where each different row first stands.
  let firstRows: [Int]
  /// The joint weight of each different row.
  let weights: [Double]
  /// The merges of equal rows.
  let merges: [RowMerge]

  /// Finds equal rows; zero and minus zero are equal.
  ///
  /// - Complexity: O(rows × columns).
  init(of matrix: Matrix, weights rowWeights: [Double]?) {
    var numbers: [ArraySlice<Double>: Int] = [:]
    numbers.reserveCapacity(matrix.rowCount)
    var firstRows: [Int] = []
    var weights: [Double] = []
    var merges: [RowMerge] = []
    for row in 0..<matrix.rowCount {
      let weight = rowWeights?[row] ?? 1
      if let number = numbers[matrix.row(row)] {
        weights[number] += weight
        merges.append(RowMerge(firstRows[number], row, height: 0))
      } else {
        numbers[matrix.row(row)] = firstRows.count
        firstRows.append(row)
        weights.append(weight)
      }
    }
    self.firstRows = firstRows
    self.weights = weights
    self.merges = merges
  }
}
