import ClusterAnalysis
import DenseAlgebra

/// Fills gaps with the mean or mode of what is observed, slow and obviously right.
struct DirectFilling {
  let means: [Double]
  let modes: [Int?]

  init(of rows: MixedMatrix, weights: [Double]) {
    means = (0..<rows.numbers.columnCount).map { column in
      let known = (0..<rows.rowCount).filter { rows.number($0, column) != nil }
      let total = known.reduce(0) { $0 + weights[$1] }
      return known.reduce(0) { $0 + weights[$1] * (rows.number($1, column) ?? 0) } / total
    }
    modes = rows.categories.map { column in
      let totals = (0..<column.levelCount).map { level in
        (0..<column.count).filter { column[$0] == level }.reduce(0) { $0 + weights[$1] }
      }
      return totals.firstIndex(of: totals.max() ?? 0)
    }
  }

  func filled(_ rows: MixedMatrix) -> MixedMatrix {
    do {
      return try MixedMatrix(
        numbers: Matrix(
          rows: (0..<rows.rowCount).map { row in
            means.indices.map { rows.number(row, $0) ?? means[$0] }
          }),
        categories: zip(rows.categories, modes).map { column, mode in
          try CategoryColumn(
            codes: (0..<column.count).map { column[$0] ?? mode }, levelCount: column.levelCount)
        })
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
