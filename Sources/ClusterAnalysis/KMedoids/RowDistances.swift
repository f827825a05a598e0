import DenseAlgebra

/// Distances between rows, computed when they are needed.
protocol RowDistances: Sendable {
  /// The number of rows.
  var rowCount: Int { get }

  /// Writes the distances from a row to some rows; NaN where one is not defined.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0.
  ///   - rows: At most ``RowBlock/size`` others; the first is a multiple of it.
  ///   - distances: Room for ``RowBlock/size`` numbers.
  func write(from row: Int, to rows: Range<Int>, into distances: UnsafeMutablePointer<Double>)

  /// The distance between two rows, with the bits that `write` gives it.
  func distance(_ row: Int, _ other: Int) -> Double

  /// The distances between the given rows.
  func selecting(_ rows: [Int]) -> Self

  /// What tells at little cost which swaps are not worth a look, when there is such a thing.
  var screen: MedoidTiles? { get }
}

extension RowDistances {
  var screen: MedoidTiles? { nil }
}

/// Rows that are looked at together: their distances to one row stay in the first cache.
enum RowBlock {
  static let size = 1024

  /// The rows of a block.
  static func rows(_ block: Int, of rowCount: Int) -> Range<Int> {
    block * size..<min(rowCount, (block + 1) * size)
  }

  /// The number of blocks.
  static func count(of rowCount: Int) -> Int { (rowCount + size - 1) / size }
}

/// Distances between rows of numbers.
struct PointRowDistances: RowDistances {
  /// The rows; for the cosine of length 1.
  let matrix: Matrix
  let distance: KMedoids.Distance
  private let points: PointDistances

  /// Packs rows.
  ///
  /// - Throws: ``ClusteringError`` when a row of zeros has no angle to others.
  init(_ matrix: Matrix, distance: KMedoids.Distance) throws(ClusteringError) {
    self.init(
      scaled: distance == .cosine ? try matrix.withRowsOfLengthOne() : matrix, distance: distance)
  }

  private init(scaled matrix: Matrix, distance: KMedoids.Distance) {
    self.matrix = matrix
    self.distance = distance
    points = PointDistances(matrix, terms: distance == .manhattan ? .magnitudes : .squares)
  }

  var rowCount: Int { matrix.rowCount }

  func write(from row: Int, to rows: Range<Int>, into distances: UnsafeMutablePointer<Double>) {
    points.write(from: row, to: rows, into: distances, takingRoots: distance == .euclidean)
    // Between rows of length 1, the squared distance is twice one less the cosine.
    if distance == .cosine { for place in 0..<rows.count { distances[place] /= 2 } }
  }

  func distance(_ row: Int, _ other: Int) -> Double {
    let sum = points.sum(row, other)
    return switch distance {
    case .euclidean: sum.squareRoot()
    case .manhattan: sum
    case .cosine: sum / 2
    }
  }

  func selecting(_ rows: [Int]) -> PointRowDistances {
    PointRowDistances(scaled: matrix.selectingRows(rows), distance: distance)
  }

  var screen: MedoidTiles? {
    let form: MedoidTiles.Distance =
      switch distance {
      case .euclidean: .rootOfSquares
      case .manhattan: .sumOfMagnitudes
      case .cosine: .halfSumOfSquares
      }
    return MedoidTiles(matrix, distance: form)
  }
}

/// Gower dissimilarities.
struct GowerDistances: RowDistances {
  let rows: MixedMatrix
  let dissimilarity: GowerDissimilarity
  private let tiles: GowerTiles

  init(rows: MixedMatrix, dissimilarity: GowerDissimilarity) {
    self.rows = rows
    self.dissimilarity = dissimilarity
    tiles = dissimilarity.tiles(of: rows)
  }

  var rowCount: Int { rows.rowCount }

  func write(from row: Int, to others: Range<Int>, into distances: UnsafeMutablePointer<Double>) {
    tiles.write(from: row, to: others, into: distances)
    // Also for a row in which all is missing.
    if others.contains(row) { distances[row - others.lowerBound] = 0 }
  }

  func distance(_ row: Int, _ other: Int) -> Double {
    row == other ? 0 : dissimilarity.between(row, other, of: rows)
  }

  func selecting(_ selected: [Int]) -> GowerDistances {
    GowerDistances(rows: rows.selectingRows(selected), dissimilarity: dissimilarity)
  }
}

/// Dissimilarities that were given.
struct GivenDistances: RowDistances {
  let matrix: Matrix

  init(matrix: Matrix) { self.matrix = matrix }

  init(_ distances: DistanceMatrix) {
    let count = distances.rowCount
    var matrix = Matrix(rowCount: count, columnCount: count)
    matrix.withUnsafeMutableElements { elements in
      for row in 0..<count {
        for other in row + 1..<count {
          let distance = distances[row, other]
          elements[row &* count &+ other] = distance
          elements[other &* count &+ row] = distance
        }
      }
    }
    self.matrix = matrix
  }

  var rowCount: Int { matrix.rowCount }

  func write(from row: Int, to rows: Range<Int>, into distances: UnsafeMutablePointer<Double>) {
    matrix.withUnsafeElements { elements in
      for (place, other) in rows.enumerated() {
        distances[place] = elements[row &* matrix.rowCount &+ other]
      }
    }
  }

  func distance(_ row: Int, _ other: Int) -> Double { matrix[row, other] }

  func selecting(_ rows: [Int]) -> GivenDistances {
    var selected = Matrix(rowCount: rows.count, columnCount: rows.count)
    for (row, source) in rows.enumerated() {
      for (column, other) in rows.enumerated() { selected[row, column] = matrix[source, other] }
    }
    return GivenDistances(matrix: selected)
  }
}
