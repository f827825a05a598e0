import DenseAlgebra

/// Centers, as they are and less the origin, with what scoring needs to know of them.
struct ShiftedCenters: Sendable {
  private let centers: Matrix
  private let shifted: [Double]
  private let squaredNorms: [Double]
  private let reach: Double

  init(_ centers: Matrix, origin: [Double]) {
    self.centers = centers
    var shifted = centers.elements
    for index in shifted.indices { shifted[index] -= origin[index % origin.count] }
    let squaredNorms = (0..<centers.rowCount).map { center in
      shifted[center * origin.count..<(center + 1) * origin.count].reduce(0) { $0 + $1 * $1 }
    }
    self.shifted = shifted
    self.squaredNorms = squaredNorms
    reach = (squaredNorms.max() ?? 0).squareRoot()
  }

  /// The same for a hot loop.
  struct Pointers {
    let count: Int
    let columnCount: Int
    /// In the coordinates of the data.
    let elements: UnsafePointer<Double>
    /// Less the origin.
    let shifted: UnsafePointer<Double>
    let squaredNorms: UnsafePointer<Double>
    /// The largest distance of a center from the origin.
    let reach: Double
  }

  func withPointers<R>(_ body: (Pointers) -> R) -> R {
    centers.withUnsafeElements { elements in
      shifted.withUnsafeBufferPointer { shifted in
        squaredNorms.withUnsafeBufferPointer { squaredNorms in
          guard let elements = elements.baseAddress, let shifted = shifted.baseAddress,
            let squaredNorms = squaredNorms.baseAddress
          else { preconditionFailure("there are no centers") }
          return body(
            Pointers(
              count: centers.rowCount, columnCount: centers.columnCount, elements: elements,
              shifted: shifted, squaredNorms: squaredNorms, reach: reach))
        }
      }
    }
  }
}
