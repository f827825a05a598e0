/// Rows that may become centers, and how far they are from the centers so far.
struct Candidates: Sendable {
  let count: Int
  private let columnCount: Int
  private let elements: [Double]
  /// For each candidate and each center, the squared distance above which no row of that center can
  /// be nearer to the candidate; candidates x centers.
  private let limits: [Double]

  init(_ rows: [[Double]], among centers: [[Double]]) {
    count = rows.count
    columnCount = rows.first?.count ?? 0
    elements = Array(rows.joined())
    let columnCount = columnCount
    limits = rows.flatMap { row in
      centers.map { center in
        row.withUnsafeBufferPointer { row in
          center.withUnsafeBufferPointer { center in
            guard let row = row.baseAddress, let center = center.baseAddress else { return 0 }
            // Half the distance, squared, and a little less for rounding.
            return squaredDistance(row, center, count: columnCount) * (0.25 - 1e-9)
          }
        }
      }
    }
  }

  /// The same for a hot loop.
  struct Pointers {
    let elements: UnsafePointer<Double>
    let limits: UnsafePointer<Double>?
    let centerCount: Int
    let columnCount: Int

    /// The squared distance of a row to its nearest center when a candidate is one.
    ///
    /// - Parameters:
    ///   - row: The row's elements.
    ///   - candidate: Which candidate.
    ///   - nearest: The squared distance to the nearest center so far.
    ///   - owner: That center.
    /// - Returns: At most `nearest`.
    @inline(__always)
    func distance(
      of row: UnsafePointer<Double>, to candidate: Int, nearest: Double, _ owner: Int32
    ) -> Double {
      if let limits, nearest <= limits[candidate &* centerCount &+ Int(owner)] { return nearest }
      return min(
        nearest,
        squaredDistance(row, elements + candidate &* columnCount, count: columnCount))
    }
  }

  func withPointers<R>(_ body: (Pointers) -> R) -> R {
    elements.withUnsafeBufferPointer { elements in
      limits.withUnsafeBufferPointer { limits in
        guard let elements = elements.baseAddress else {
          preconditionFailure("there are no candidates")
        }
        return body(
          Pointers(
            elements: elements, limits: limits.isEmpty ? nil : limits.baseAddress,
            centerCount: limits.count / count, columnCount: columnCount))
      }
    }
  }
}
