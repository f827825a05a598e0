import CSegmentationKernels

/// Prototypes as the mixed kernels read them: a center and a mode for each.
public struct PrototypePanel: Sendable {
  /// The number of prototypes.
  public let count: Int
  /// prototypes x number columns, in the units of the tiles.
  let centers: [Double]
  /// category columns x prototypes.
  let modes: [UInt32]
  /// category columns x prototypes: what a row with the mode adds to its distance; empty for nothing.
  let matches: [Double]
  /// For each category column, what a row with another level adds to its distance.
  let mismatches: [Double]

  /// Whether dissimilarities are squares of distances, so that gaps can be kept.
  public var isMetric: Bool { matches.isEmpty }

  /// Puts prototypes together; a mode that no code is equal to is matched by none.
  ///
  /// - Parameters:
  ///   - count: The number of prototypes.
  ///   - centers: prototypes x number columns.
  ///   - modes: category columns x prototypes.
  ///   - matches: For each mode what a row that has it adds; empty when that is nothing.
  ///   - mismatches: For each category column, what a row with another level adds.
  public init(
    count: Int, centers: [Double], modes: [UInt32], matches: [Double], mismatches: [Double]
  ) {
    precondition(
      modes.count == count * mismatches.count
        && (matches.isEmpty || matches.count == modes.count),
      "\(modes.count) modes and \(matches.count) matches for \(count) prototypes")
    self.count = count
    self.centers = centers
    self.modes = modes
    self.matches = matches
    self.mismatches = mismatches
  }
}

extension PrototypePanel {
  /// Calls `body` with the prototypes, packed for rows in a frame, valid until it returns.
  func withPrototypes(
    in frame: PackingFrame, _ body: (UnsafePointer<cseg_prototypes>) -> Void
  ) {
    let packed = CenterPanel(
      Matrix(rowCount: count, columnCount: centers.count / count, elements: centers), in: frame)
    let unit = frame.scale
    func halved(_ values: [Double]) -> [Float] { values.map { Float($0 * unit * unit / 2) } }
    let (halfMatches, halfMismatches) = (halved(matches), halved(mismatches))
    packed.withUnsafeCenters { packed in
      with(modes, halfMatches, halfMismatches) { modes, halfMatches, halfMismatches in
        with(centers, matches, mismatches) { centers, matches, mismatches in
          var prototypes = cseg_prototypes(
            count: Int64(count), centers: centers, modes: modes, matches: matches,
            mismatches: mismatches, packed: packed.pointee, halfMatches: halfMatches,
            halfMismatches: halfMismatches, halfReach: halfReach(unit: unit))
          body(&prototypes)
        }
      }
    }
  }

  /// An upper bound of half of what all categories together add, in squares of a unit.
  private func halfReach(unit: Double) -> Float {
    var reach = 0.0
    for (column, mismatch) in mismatches.enumerated() {
      let own = matches.isEmpty ? [] : matches[column * count..<(column + 1) * count]
      reach += max(mismatch, own.max() ?? 0)
    }
    return Float(reach * unit * unit / 2 * (1 + 0x1p-20))
  }

  /// Calls `body` with pointers to three arrays; nil for one without elements.
  private func with<First, Second, Third>(
    _ first: [First], _ second: [Second], _ third: [Third],
    _ body: (UnsafePointer<First>?, UnsafePointer<Second>?, UnsafePointer<Third>?) -> Void
  ) {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        third.withUnsafeBufferPointer { third in
          body(
            first.isEmpty ? nil : first.baseAddress, second.isEmpty ? nil : second.baseAddress,
            third.isEmpty ? nil : third.baseAddress)
        }
      }
    }
  }
}
