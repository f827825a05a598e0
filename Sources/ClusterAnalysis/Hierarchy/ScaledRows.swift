import DenseAlgebra
import ParallelBlocks

/// Rows brought to where differences, their squares and their Float copies are at their best.
///
/// Each column is moved to its middle, at little or no loss, and all are multiplied by one power of
/// two, so that coordinates lie within −2 and 2. For the cosine, rows are given length 1 first.
struct ScaledRows: Sendable {
  let matrix: Matrix
  let metric: Metric
  /// Scaled coordinates are this power of two times the original ones.
  let scale: Double

  /// Prepares the rows of a matrix that has been checked.
  ///
  /// - Throws: ``ClusteringError`` when a row of zeros has no angle to others.
  init(_ matrix: Matrix, metric: Metric, parallelism: Parallelism) throws(ClusteringError) {
    self.metric = metric
    let rows = metric == .cosine ? try Self.directions(of: matrix) : matrix
    let origin = rows.withUnsafeElements { elements in
      PackingFrame(sampling: OriginalRows(doubles: elements, columnCount: rows.columnCount)).centre
    }
    var scaled = rows
    var reach = 0.0
    scaled.withUnsafeMutableElements { elements in
      for start in stride(from: 0, to: elements.count, by: origin.count) {
        for column in origin.indices {
          elements[start + column] -= origin[column]
          reach = max(reach, elements[start + column].magnitude)
        }
      }
    }
    let exponent = reach > 0 ? min(max(Int(reach.exponent), -1022), 1022) : 0
    let scale = Double(sign: .plus, exponent: -exponent, significand: 1)
    scaled.withUnsafeMutableElements { elements in
      for index in elements.indices { elements[index] *= scale }
    }
    self.scale = scale
    self.matrix = scaled
  }

  /// What a difference of coordinates adds to a distance.
  var terms: CoordinateTerms { metric == .manhattan ? .magnitudes : .squares }

  /// The distance of two rows, given the sum over their scaled coordinates.
  ///
  /// Between rows of length 1, the squared distance is twice one less the cosine.
  @inline(__always)
  func distance(fromSum sum: Double) -> Double {
    switch metric {
    case .euclidean: sum.squareRoot() / scale
    case .manhattan: sum / scale
    case .cosine: sum / scale / scale / 2
    }
  }

  /// The sum over scaled coordinates that a distance comes of, or its root for Euclidean distances.
  func sum(fromDistance distance: Double) -> Double {
    metric == .cosine ? distance * 2 * scale * scale : distance * scale
  }

  private static func directions(of matrix: Matrix) throws(ClusteringError) -> Matrix {
    var rows = matrix
    for row in 0..<matrix.rowCount {
      let largest = matrix.row(row).reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else {
        throw ClusteringError(
          .invalidDistances,
          "row \(row) (counted from 0) holds only zeros, which have no angle to other rows; leave "
            + "it out, or take the euclidean or manhattan metric")
      }
      // Divided by its largest element first, a row cannot overflow or vanish when squared.
      let square = matrix.row(row).reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
      let length = square.squareRoot()
      for column in 0..<matrix.columnCount {
        rows[row, column] = matrix[row, column] / largest / length
      }
    }
    return rows
  }
}
