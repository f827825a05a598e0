import DenseAlgebra

/// Some rows less the origin, their scores against all centers, and what came of them.
///
/// A tile is scratch memory, used for one group of rows after the other.
struct Tile {
  let rowCapacity: Int
  private let columnCount: Int
  private let centerCount: Int
  /// Rows less the origin; `rowCapacity` x `columnCount`.
  private let shifted: UnsafeMutablePointer<Double>
  /// −2·x·c; centers x `rowCapacity`, so that several rows are compared at once.
  private let products: UnsafeMutablePointer<Double>
  private let nearest: UnsafeMutablePointer<Int64>
  private let lowest: UnsafeMutablePointer<Double>
  private let secondLowest: UnsafeMutablePointer<Double>

  /// Takes memory for tiles of up to `rowCapacity` rows, a multiple of 4.
  init(rowCapacity: Int, columnCount: Int, centerCount: Int) {
    self.rowCapacity = rowCapacity
    self.columnCount = columnCount
    self.centerCount = centerCount
    shifted = .allocate(capacity: rowCapacity * columnCount)
    products = .allocate(capacity: rowCapacity * centerCount)
    nearest = .allocate(capacity: rowCapacity)
    lowest = .allocate(capacity: rowCapacity)
    secondLowest = .allocate(capacity: rowCapacity)
    // Four rows are compared at once, even where the last of them are not there.
    products.initialize(repeating: 0, count: rowCapacity * centerCount)
  }

  func deallocate() {
    shifted.deallocate()
    products.deallocate()
    nearest.deallocate()
    lowest.deallocate()
    secondLowest.deallocate()
  }

  /// Takes rows in.
  func load(_ elements: UnsafePointer<Double>, less origin: [Double], rowCount: Int) {
    for row in 0..<rowCount {
      subtract(
        origin, from: elements + row &* columnCount, into: shifted + row &* columnCount,
        count: columnCount)
    }
  }

  /// Multiplies the rows with the centers.
  func score(against centers: BLASEngine.Centers, rowCount: Int) {
    centers.shifted.withUnsafeBufferPointer { centers in
      guard let centers = centers.baseAddress else { return }
      BLAS.gemm(
        transposingRight: true,
        rowCount: centerCount, columnCount: rowCount, innerCount: columnCount,
        alpha: -2, left: centers, leftStride: columnCount,
        right: UnsafePointer(shifted), rightStride: columnCount,
        result: products, resultStride: rowCapacity)
    }
  }

  /// Finds the lowest and the second lowest score of each row, four rows at once.
  func findLowestScores(squaredNorms: [Double], rowCount: Int) {
    var row = 0
    while row < rowCount {
      var lowest = SIMD4<Double>(repeating: .infinity)
      var second = lowest
      var nearest = SIMD4<Int64>.zero
      var product = UnsafePointer(products + row)
      for center in 0..<centerCount {
        let score = vector(at: product) + squaredNorms[center]
        let isLower = score .< lowest
        let higher = score.replacing(with: lowest, where: isLower)
        second.replace(with: higher, where: higher .< second)
        lowest.replace(with: score, where: isLower)
        nearest.replace(with: SIMD4(repeating: Int64(center)), where: isLower)
        product += rowCapacity
      }
      UnsafeMutableRawPointer(self.lowest + row).storeBytes(of: lowest, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(secondLowest + row).storeBytes(of: second, as: SIMD4<Double>.self)
      UnsafeMutableRawPointer(self.nearest + row).storeBytes(of: nearest, as: SIMD4<Int64>.self)
      row &+= 4
    }
  }

  /// The center of the lowest score of a row.
  func label(of row: Int) -> Int32 { Int32(truncatingIfNeeded: nearest[row]) }

  /// Whether a row's lowest score is so much lower than the second that direct differences agree.
  ///
  /// - Parameters:
  ///   - row: The row of the tile.
  ///   - reach: The largest distance of a center from the origin.
  /// - Returns: `false` when the row has to be looked at directly.
  func isDecided(_ row: Int, reach: Double) -> Bool {
    guard centerCount > 1 else { return true }
    let elements = shifted + row &* columnCount
    var squares = SIMD4<Double>.zero
    var index = 0
    while index &+ 4 <= columnCount {
      let part = vector(at: elements + index)
      squares += part * part
      index &+= 4
    }
    var square = squares.sum()
    while index < columnCount {
      square += elements[index] * elements[index]
      index &+= 1
    }
    // A dot product of d terms, a squared norm and a sum of d squared differences each round by at
    // most (d + 5) units of 2⁻⁵³ relative to the square of what they span, and four such errors meet
    // in a comparison. This is twice that.
    let span = square.squareRoot() + reach
    let margin = 4 * Double(columnCount + 8) * Double.ulpOfOne * span * span
    return secondLowest[row] - lowest[row] > margin
  }
}
