public import DenseAlgebra

extension Matrix {
  /// A matrix of normal random numbers.
  public static func random(_ rowCount: Int, _ columnCount: Int, seed: UInt64 = 1) -> Matrix {
    var source = RandomSource(seed: seed)
    return Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in source.normal() })
  }

  /// The largest absolute difference to another matrix; infinite when shapes differ or a difference
  /// is not a number.
  public func largestDifference(to other: Matrix) -> Double {
    guard rowCount == other.rowCount, columnCount == other.columnCount else { return .infinity }
    return elements.largestDifference(to: other.elements)
  }

  /// The product, by three plain loops.
  public func slowProduct(with other: Matrix) -> Matrix {
    var product = Matrix(rowCount: rowCount, columnCount: other.columnCount)
    for row in 0..<rowCount {
      for column in 0..<other.columnCount {
        for inner in 0..<columnCount {
          product[row, column] += self[row, inner] * other[inner, column]
        }
      }
    }
    return product
  }

  /// The elements as bits, to be compared exactly.
  public var bitPatterns: [UInt64] { elements.map(\.bitPattern) }
}

extension [Double] {
  /// The largest absolute difference to other numbers; infinite when counts differ or a difference is
  /// not a number.
  public func largestDifference(to other: [Double]) -> Double {
    guard count == other.count else { return .infinity }
    return zip(self, other).reduce(0) { largest, pair in
      let difference = abs(pair.0 - pair.1)
      return difference.isNaN ? .infinity : Swift.max(largest, difference)
    }
  }
}
