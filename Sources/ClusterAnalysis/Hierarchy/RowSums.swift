import DenseAlgebra

/// Sums over the differences of two rows, in Double, and what Float may make of them.
struct RowSums: Sendable {
  let columnCount: Int
  let terms: CoordinateTerms

  /// The sum of two rows; the same bits in either order.
  @inline(__always)
  func sum(_ row: UnsafePointer<Double>, _ other: UnsafePointer<Double>) -> Double {
    guard terms == .magnitudes else { return squaredDistance(row, other, count: columnCount) }
    var sum = 0.0
    for column in 0..<columnCount { sum += (row[column] - other[column]).magnitude }
    return sum
  }

  /// The length of a row in the norm that goes with the sum.
  func norm(of row: UnsafePointer<Double>) -> Double {
    var norm = 0.0
    switch terms {
    case .squares:
      for column in 0..<columnCount { norm += row[column] * row[column] }
      return norm.squareRoot()
    case .magnitudes:
      for column in 0..<columnCount { norm += row[column].magnitude }
      return norm
    }
  }

  /// The distance in that norm of two rows with a sum.
  @inline(__always)
  func distance(fromSum sum: Double) -> Double { terms == .squares ? sum.squareRoot() : sum }

  /// How large a sum may be in Float while it could be at most that of a distance in Double.
  ///
  /// Rounding moves a row x and its neighbour by at most u (2 |x| + distance), u = 2⁻²⁴, in the
  /// norm that goes with the sum; adding up adds a relative error of at most (columns + 8) u.
  ///
  /// - Parameters:
  ///   - distance: The distance.
  ///   - norm: That of one of the two rows.
  /// - Returns: The greatest such sum, rounded up.
  @inline(__always)
  func limit(forDistance distance: Double, norm: Double) -> Float {
    let relative = (Double(columnCount) + 16) * 0x1p-22
    let lost = Double(columnCount) * 0x1p-58
    let reach = distance * (1 + relative) + 2.02 * 0x1p-24 * norm + lost
    return Self.rounded(terms == .squares ? reach * reach : reach)
  }

  /// How large half a squared distance may be in Float, computed as |y|²/2 − x·y + |x|²/2, while the
  /// distance could be at most `distance` in Double.
  ///
  /// With M = |x| + distance, which is at least |y| or, where the norm is that of y, at least |x|,
  /// each product passes at most columns + 3 roundings and each half square as many, so that the
  /// error is at most (columns + 8) u (M²/2 + M² + M²/2); see `error_bound.h`.
  @inline(__always)
  func productLimit(forDistance distance: Double, norm: Double) -> Float {
    let reach = norm + distance
    let error = 1.02 * (Double(columnCount) + 8) * 0x1p-23 * reach * reach
    let lost = Double(columnCount) * 0x1p-120
    return Self.rounded(distance * distance / 2 + error + lost)
  }

  /// The share of half a squared distance by which Float may miss it when it is computed so.
  func productError(forDistance distance: Double, norm: Double) -> Double {
    let reach = norm + distance
    return 1.02 * (Double(columnCount) + 8) * 0x1p-22 * (reach / distance) * (reach / distance)
  }

  @inline(__always)
  private static func rounded(_ limit: Double) -> Float {
    min(Float(limit * (1 + 0x1p-20)), .greatestFiniteMagnitude)
  }
}
