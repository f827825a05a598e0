import DenseAlgebra

/// Lloyd's algorithm as it stands in textbooks, slow and obviously right.
struct DirectLloyd {
  var centers: [[Double]]
  var labels: [Int] = []
  var cost = 0.0

  /// Runs until no label changes.
  init(_ matrix: Matrix, weights: [Double]? = nil, from start: Matrix) {
    centers = (0..<start.rowCount).map { Array(start.row($0)) }
    while true {
      let former = labels
      label(matrix, weights: weights)
      if labels == former { return }
      for cluster in centers.indices {
        let rows = labels.indices.filter { labels[$0] == cluster }
        let total = rows.reduce(0) { $0 + (weights?[$1] ?? 1) }
        guard total > 0 else { continue }
        centers[cluster] = (0..<matrix.columnCount).map { column in
          rows.reduce(0) { $0 + (weights?[$1] ?? 1) * matrix[$1, column] } / total
        }
      }
    }
  }

  private mutating func label(_ matrix: Matrix, weights: [Double]?) {
    labels = []
    cost = 0
    for row in 0..<matrix.rowCount {
      let distances = centers.map { Self.squaredDistance(Array(matrix.row(row)), $0) }
      let nearest = distances.min() ?? 0
      labels.append(distances.firstIndex(of: nearest) ?? 0)
      cost += (weights?[row] ?? 1) * nearest
    }
  }

  static func squaredDistance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
