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
    var firstRows: [Int] = []
    var weights: [Double] = []
    var merges: [RowMerge] = []
    // For each row that is the first of its kind, its number among those.
    var numbers = [Int32](repeating: 0, count: matrix.rowCount)
    matrix.withUnsafeElements { elements in
      var table = RowTable(
        of: OriginalRows(doubles: elements, columnCount: max(1, matrix.columnCount)),
        capacity: matrix.rowCount)
      for row in 0..<matrix.rowCount {
        let weight = rowWeights?[row] ?? 1
        let first = table.firstRow(equalTo: row)
        if first == row {
          numbers[row] = Int32(firstRows.count)
          firstRows.append(row)
          weights.append(weight)
        } else {
          weights[Int(numbers[first])] += weight
          merges.append(RowMerge(first, row, height: 0))
        }
      }
    }
    self.firstRows = firstRows
    self.weights = weights
    self.merges = merges
  }
}
