import CSegmentationKernels

/// Centers packed for the kernels, in the frame of the rows that they will be compared with.
public struct CenterPanel: Sendable {
  /// The centers that were packed.
  public let centers: Matrix

  let frame: PackingFrame
  private let coordinates: [Float]
  private let halfSquares: [Float]
  private let largestNorm: Float
  private let smallestNorm: Float

  /// Packs centers.
  ///
  /// - Parameters:
  ///   - centers: At least one, in the rows' original coordinates, with as many columns.
  ///   - frame: Where the rows that will be compared with them are packed.
  /// - Complexity: O(centers × columns).
  public init(_ centers: Matrix, in frame: PackingFrame) {
    precondition(
      centers.rowCount >= 1 && centers.rowCount <= Int32.max
        && centers.columnCount == frame.centre.count,
      "\(centers.rowCount) x \(centers.columnCount) centers for \(frame.centre.count) columns")
    var coordinates = [Float](repeating: 0, count: centers.elements.count)
    var halfSquares = [Float](repeating: 0, count: centers.rowCount)
    let packed = centers.withUnsafeElements { elements in
      frame.withUnsafeFrame { frame in
        coordinates.withUnsafeMutableBufferPointer { coordinates in
          halfSquares.withUnsafeMutableBufferPointer { halfSquares in
            cseg_pack_centers(
              elements.baseAddress, Int64(centers.rowCount), Int64(centers.columnCount), frame,
              coordinates.baseAddress, halfSquares.baseAddress)
          }
        }
      }
    }
    self.centers = centers
    self.coordinates = coordinates
    self.halfSquares = halfSquares
    self.frame = frame
    largestNorm = packed.largestNorm
    smallestNorm = packed.smallestNorm
  }

  /// Packs centers to be compared with rows that are packed.
  ///
  /// - Complexity: O(centers × columns).
  public init(_ centers: Matrix, for rows: TiledRows) {
    self.init(centers, in: rows.frame)
  }

  /// The number of centers.
  public var count: Int { centers.rowCount }

  func withUnsafeCenters<R>(_ body: (UnsafePointer<cseg_centers>) -> R) -> R {
    coordinates.withUnsafeBufferPointer { coordinates in
      halfSquares.withUnsafeBufferPointer { halfSquares in
        var centers = cseg_centers(
          coordinates: coordinates.baseAddress, halfSquares: halfSquares.baseAddress,
          count: Int64(count), largestNorm: largestNorm, smallestNorm: smallestNorm)
        return body(&centers)
      }
    }
  }
}
