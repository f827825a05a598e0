import DenseAlgebra
import ParallelBlocks

/// Distances between rows, computed when they are needed.
protocol RowDistances: Sendable {
  /// The number of rows.
  var rowCount: Int { get }

  /// Writes the distance of a row to each of all rows; NaN where it is not defined.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0.
  ///   - distances: At least ``rowCount`` numbers, of which the first so many are set.
  func write(from row: Int, to distances: inout [Double])
}

/// Euclidean distances or, of rows of length 1, cosine distances.
struct SquareDistances: RowDistances {
  let matrix: Matrix
  let isCosine: Bool
  let parallelism: Parallelism
  private let tiles: MixedTiles

  init(_ matrix: Matrix, isCosine: Bool, parallelism: Parallelism) {
    self.matrix = matrix
    self.isCosine = isCosine
    self.parallelism = parallelism
    tiles = MixedTiles(
      matrix, scales: [Double](repeating: 1, count: matrix.columnCount), gaps: [], columns: [])
  }

  var rowCount: Int { matrix.rowCount }

  func write(from row: Int, to distances: inout [Double]) {
    let center = Array(matrix.row(row))
    write(from: center, to: &distances)
  }

  private func write(from center: [Double], to distances: inout [Double]) {
    let padded = tiles.paddedRowCount
    if distances.count < padded {
      distances += [Double](repeating: 0, count: padded - distances.count)
    }
    var labels = [Int32](repeating: 0, count: padded)
    tiles.findNearest(
      in: PrototypePanel(count: 1, centers: center, modes: [], matches: [], mismatches: []),
      labels: &labels, distances: &distances, parallelism: parallelism)
    for place in 0..<rowCount {
      distances[place] = isCosine ? distances[place] / 2 : distances[place].squareRoot()
    }
  }
}

/// Sums of absolute differences.
struct ManhattanDistances: RowDistances {
  let matrix: Matrix

  var rowCount: Int { matrix.rowCount }

  func write(from row: Int, to distances: inout [Double]) {
    let width = matrix.columnCount
    matrix.withUnsafeElements { elements in
      for other in 0..<rowCount {
        var sum = 0.0
        for column in 0..<width {
          sum += abs(elements[other &* width &+ column] - elements[row &* width &+ column])
        }
        distances[other] = sum
      }
    }
  }
}

/// Gower dissimilarities.
struct GowerDistances: RowDistances {
  let rows: MixedMatrix
  let dissimilarity: GowerDissimilarity

  var rowCount: Int { rows.rowCount }

  func write(from row: Int, to distances: inout [Double]) {
    for other in 0..<rowCount {
      distances[other] = row == other ? 0 : dissimilarity.between(row, other, of: rows)
    }
  }
}

/// Dissimilarities that were given.
struct GivenDistances: RowDistances {
  let matrix: Matrix

  var rowCount: Int { matrix.rowCount }

  func write(from row: Int, to distances: inout [Double]) {
    for (other, distance) in matrix.row(row).enumerated() { distances[other] = distance }
  }
}
