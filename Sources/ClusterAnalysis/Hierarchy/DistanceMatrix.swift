public import DenseAlgebra
public import ParallelBlocks

/// The distances between each two of some rows.
///
/// Each is held once, as `Double`, row by row above the diagonal (scipy's condensed form).
public struct DistanceMatrix: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The `rowCount × (rowCount − 1) / 2` distances.
  public private(set) var condensed: [Double]

  /// The distance between two rows.
  public subscript(row: Int, other: Int) -> Double {
    row == other ? 0 : condensed[index(row, other)]
  }

  init(zerosFor rowCount: Int) {
    self.init(
      checked: [Double](repeating: 0, count: rowCount * (rowCount - 1) / 2), rowCount: rowCount)
  }

  /// Takes condensed distances that need no check.
  init(checked condensed: [Double], rowCount: Int) {
    self.rowCount = rowCount
    self.condensed = condensed
  }

  /// The matrix of what `transform` makes of each distance.
  func mapped(_ transform: (Double) -> Double) -> DistanceMatrix {
    var mapped = self
    for index in condensed.indices { mapped.condensed[index] = transform(condensed[index]) }
    return mapped
  }

  mutating func set(_ distance: Double, _ row: Int, _ other: Int) {
    condensed[index(row, other)] = distance
  }

  /// The two rows whose distance stands at a place of ``condensed``.
  func rows(at place: Int) -> (row: Int, other: Int) {
    var (row, start) = (0, 0)
    while start + rowCount - row - 1 <= place {
      start += rowCount - row - 1
      row += 1
    }
    return (row, row + 1 + place - start)
  }

  private func index(_ row: Int, _ other: Int) -> Int {
    let (first, second) = row < other ? (row, other) : (other, row)
    precondition(first >= 0 && second < rowCount, "no rows \(row) and \(other) of \(rowCount)")
    return first * (2 * rowCount - first - 1) / 2 + second - first - 1
  }
}

extension DistanceMatrix {
  /// Takes distances in condensed form: those of row 0 to all rows after it, then of row 1, and so on.
  ///
  /// - Throws: ``ClusteringError`` for a number of distances that no number of rows has, and for a
  ///   distance that is negative, NaN or infinite.
  /// - Complexity: O(distances).
  public init(condensed: [Double]) throws(ClusteringError) {
    let rowCount = Int((1 + (1 + 8 * Double(condensed.count)).squareRoot()) / 2)
    guard rowCount * (rowCount - 1) / 2 == condensed.count else {
      throw ClusteringError(
        .shapeMismatch,
        "\(condensed.count) distances are not those between each two rows; 2 rows have 1, 3 have "
          + "3, 4 have 6, n have n(n−1)/2")
    }
    self.rowCount = rowCount
    self.condensed = condensed
    for row in 0..<rowCount {
      for other in row + 1..<max(row + 1, rowCount) {
        try Self.check(self[row, other], row, other)
      }
    }
  }

  /// Takes a square matrix of distances.
  ///
  /// - Throws: ``ClusteringError`` for a matrix that is not square or not symmetric (to 10⁻⁹ of the
  ///   larger of two), whose diagonal is not 0, or that holds a negative, NaN or infinite distance.
  /// - Complexity: O(rows²).
  public init(square matrix: Matrix) throws(ClusteringError) {
    guard matrix.rowCount == matrix.columnCount, matrix.rowCount > 0 else {
      throw ClusteringError(
        .shapeMismatch,
        "a matrix of \(matrix.rowCount) x \(matrix.columnCount) does not hold the distances "
          + "between each two rows; it must be square, with at least one row")
    }
    self.init(zerosFor: matrix.rowCount)
    for row in 0..<rowCount {
      guard matrix[row, row] == 0 else {
        throw ClusteringError(
          .invalidDistances,
          "the distance of row \(row) (counted from 0) to itself is not 0; is the matrix one of "
            + "similarities?")
      }
      for other in row + 1..<max(row + 1, rowCount) {
        let (distance, mirrored) = (matrix[row, other], matrix[other, row])
        try Self.check(distance, row, other)
        try Self.check(mirrored, other, row)
        guard abs(distance - mirrored) <= 1e-9 * max(distance, mirrored) else {
          throw ClusteringError(
            .invalidDistances,
            "the matrix is not symmetric: rows \(row) and \(other) (counted from 0) have two "
              + "different distances")
        }
        set(distance, row, other)
      }
    }
  }

  private static func check(_ distance: Double, _ row: Int, _ other: Int) throws(ClusteringError) {
    guard distance.isFinite, distance >= 0 else {
      throw ClusteringError(
        distance.isFinite ? .invalidDistances : .nonFiniteValue,
        "the distance between rows \(row) and \(other) (counted from 0) is "
          + "\(distance.isFinite ? "negative" : "NaN or infinite"); distances are finite and at "
          + "least 0")
    }
  }
}

extension DistanceMatrix {
  /// Measures the distances between the rows of a matrix.
  ///
  /// - Throws: ``ClusteringError`` for an empty matrix, a NaN, an infinity, a value too large to be
  ///   squared, and for `cosine` a row of zeros.
  /// - Complexity: O(rows² × columns) time, O(rows²) memory.
  public init(
    of matrix: Matrix, metric: Metric = .euclidean, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) {
    try InputChecks.checkElements(of: matrix, totalWeight: 1)
    let rows = try ScaledRows(matrix, metric: metric, parallelism: parallelism)
    let rowCount = matrix.rowCount
    self.init(zerosFor: rowCount)
    condensed.withUnsafeMutableBufferPointer { condensed in
      let target = DisjointWrites(condensed)
      PointDistances(rows.matrix, terms: rows.terms).forEachRow(parallelism: parallelism) {
        row, sums in
        let start = row * (2 * rowCount - row - 1) / 2
        let slice = target.slice(start..<start + rowCount - row - 1)
        for index in slice.indices {
          slice[index] = rows.distance(fromSum: sums[row + 1 + index])
        }
      }
    }
  }

  /// The correlation with the distances of another matrix of the same size; `nil` when either does
  /// not vary.
  func correlation(with other: DistanceMatrix) -> Double? {
    let count = Double(condensed.count)
    guard count > 0 else { return nil }
    let scale = (condensed.max() ?? 0, other.condensed.max() ?? 0)
    guard scale.0 > 0, scale.1 > 0 else { return nil }
    let mean = condensed.reduce(0) { $0 + $1 / scale.0 } / count
    let otherMean = other.condensed.reduce(0) { $0 + $1 / scale.1 } / count
    var (squares, otherSquares, products) = (0.0, 0.0, 0.0)
    for (distance, otherDistance) in zip(condensed, other.condensed) {
      let difference = distance / scale.0 - mean
      let otherDifference = otherDistance / scale.1 - otherMean
      squares += difference * difference
      otherSquares += otherDifference * otherDifference
      products += difference * otherDifference
    }
    // Equal distances differ from their mean by its rounding at most.
    let noise = count * 1e-28
    guard squares > noise, otherSquares > noise else { return nil }
    return products / (squares * otherSquares).squareRoot()
  }
}

extension ClusteringError.Code {
  /// A matrix does not hold distances: it is not symmetric, or a distance is negative.
  public static let invalidDistances = ClusteringError.Code(rawValue: "invalidDistances")
  /// A method needs more memory than the machine has.
  public static let notEnoughMemory = ClusteringError.Code(rawValue: "notEnoughMemory")
}
