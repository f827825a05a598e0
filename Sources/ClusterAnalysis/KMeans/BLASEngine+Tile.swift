import DenseAlgebra

/// Some rows less the origin, their scores against all centers, and what came of them.
///
/// A tile is the scratch memory of one thread, used for one group of rows after the other.
struct Tile {
  private let rowCapacity: Int
  private let columnCount: Int
  private let centers: ShiftedCenters.Pointers
  /// Rows less the origin; `rowCapacity` x `columnCount`.
  private let shifted: UnsafeMutablePointer<Double>
  /// −2·x·c; centers x `rowCapacity`, so that several rows are compared at once.
  private let products: UnsafeMutablePointer<Double>
  private let nearest: UnsafeMutablePointer<Int64>
  private let lowest: UnsafeMutablePointer<Double>
  private let secondLowest: UnsafeMutablePointer<Double>

  /// Takes memory for tiles of up to `rowCapacity` rows, a multiple of 4.
  init(rowCapacity: Int, columnCount: Int, centers: ShiftedCenters.Pointers) {
    self.rowCapacity = rowCapacity
    self.columnCount = columnCount
    self.centers = centers
    shifted = .allocate(capacity: rowCapacity * columnCount)
    products = .allocate(capacity: rowCapacity * centers.count)
    nearest = .allocate(capacity: rowCapacity)
    lowest = .allocate(capacity: rowCapacity)
    secondLowest = .allocate(capacity: rowCapacity)
    // Four rows are compared at once, even where the last of them are not there.
    products.initialize(repeating: 0, count: rowCapacity * centers.count)
  }

  func deallocate() {
    shifted.deallocate()
    products.deallocate()
    nearest.deallocate()
    lowest.deallocate()
    secondLowest.deallocate()
  }

  /// Takes rows in and multiplies them with the centers.
  func load(_ elements: UnsafePointer<Double>, less origin: UnsafePointer<Double>, rowCount: Int) {
    for row in 0..<rowCount {
      subtract(
        origin, from: elements + row &* columnCount, into: shifted + row &* columnCount,
        count: columnCount)
    }
    BLAS.gemm(
      transposingRight: true,
      rowCount: centers.count, columnCount: rowCount, innerCount: columnCount,
      alpha: -2, left: centers.shifted, leftStride: columnCount,
      right: UnsafePointer(shifted), rightStride: columnCount,
      result: products, resultStride: rowCapacity)
  }

  /// Finds the nearest center of each row.
  ///
  /// - Parameters:
  ///   - elements: The rows as they are.
  ///   - rowCount: The number of rows.
  ///   - reach: A bound on the distance of the rows from the origin.
  func findNearest(among elements: UnsafePointer<Double>, rowCount: Int, reach: Double) {
    findLowestScores(rowCount: rowCount)
    guard centers.count > 1 else { return }
    // A dot product of d terms, a squared norm and a sum of d squared differences each round by at
    // most (d + 5) units of 2⁻⁵³ relative to the square of what they span, and four such errors meet
    // in a comparison. This is twice that.
    let span = reach + centers.reach
    let margin = 4 * Double(columnCount + 8) * Double.ulpOfOne * span * span
    for row in 0..<rowCount where secondLowest[row] - lowest[row] <= margin {
      nearest[row] = Int64(
        nearestCenter(
          to: elements + row &* columnCount, centers: centers.elements,
          centerCount: centers.count, columnCount: columnCount
        ).label)
    }
  }

  /// Finds the lowest and the second lowest score of each row, four rows at once.
  private func findLowestScores(rowCount: Int) {
    var row = 0
    while row < rowCount {
      var lowest = SIMD4<Double>(repeating: .infinity)
      var second = lowest
      var nearest = SIMD4<Int64>.zero
      var product = UnsafePointer(products + row)
      for center in 0..<centers.count {
        let score = vector(at: product) + centers.squaredNorms[center]
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

  /// Writes the labels of the rows and adds the rows to the totals of their clusters.
  ///
  /// - Parameters:
  ///   - range: The numbers of the rows.
  ///   - rows: Where the rows come from.
  ///   - labels: The labels of these rows.
  ///   - totals: What the rows are added to.
  func add(
    _ range: Range<Int>, of rows: some RowSource, labels: UnsafeMutablePointer<Int32>,
    to totals: inout PassTotals
  ) {
    for offset in 0..<range.count {
      let label = Int32(truncatingIfNeeded: nearest[offset])
      let weight = rows.weight(of: range.lowerBound &+ offset)
      if labels[offset] != label {
        labels[offset] = label
        if weight > 0 { totals.movedRowCount &+= 1 }
      }
      totals.weights[Int(label)] += weight
      totals.score += weight * lowest[offset]
    }
    totals.sums.withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress else { return }
      for offset in 0..<range.count {
        addScaled(
          shifted + offset &* columnCount, by: rows.weight(of: range.lowerBound &+ offset),
          to: sums + Int(nearest[offset]) &* columnCount, count: columnCount)
      }
    }
  }
}
