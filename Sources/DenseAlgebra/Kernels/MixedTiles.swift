import CSegmentationKernels
public import ParallelBlocks

/// Rows of numbers and categories, packed in tiles of 64 for the mixed kernels.
///
/// The packed numbers are Float, and find the nearest prototype of nearly all rows; close ones are decided
/// in Double from the original numbers, in one order: every instruction set and number of threads gives
/// the same bits.
public struct MixedTiles: Sendable {
  /// Rows in a tile.
  public static let tileRows = Int(CSEG_MIXED_TILE)
  /// Tiles that a thread takes at a time.
  private static let blockTiles = 16
  /// The most rows that are looked at to find where packed numbers lie.
  private static let sampleRowLimit = 512

  /// The number of rows.
  public let rowCount: Int
  private let tileCount: Int
  let numberCount: Int
  /// Where packed numbers lie, after they are multiplied with the scales.
  let frame: PackingFrame
  private let tiles: AlignedFloats
  private let presence: AlignedFloats
  /// The numbers as they came, and what they are multiplied with.
  private let original: Matrix
  private let scales: [Double]
  let categories: [(offset: Int, width: Int, hasGaps: Bool)]
  private let codes: [UInt8]

  /// Packs rows.
  ///
  /// - Parameters:
  ///   - matrix: The numbers.
  ///   - scales: What each column is multiplied with.
  ///   - gaps: For each number, row by row, whether it is missing; empty when none is.
  ///   - columns: The codes, as many in each column as the matrix has rows.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Complexity: O(rows × columns).
  public init(
    _ matrix: Matrix, scales: [Double], gaps: [Bool], columns: [LevelCodes],
    parallelism: Parallelism = .automatic
  ) {
    precondition(scales.count == matrix.columnCount, "\(scales.count) scales")
    let tileCount = (matrix.rowCount + Self.tileRows - 1) / Self.tileRows
    rowCount = matrix.rowCount
    self.tileCount = tileCount
    numberCount = matrix.columnCount
    original = matrix
    self.scales = scales
    frame = Self.frame(of: matrix, scales: scales, gaps: gaps)
    (tiles, presence) = Self.packed(
      matrix, scales: scales, gaps: gaps, in: frame, tileCount: tileCount, parallelism)

    var offset = 0
    let places = columns.map { column -> (offset: Int, width: Int, hasGaps: Bool) in
      defer { offset += tileCount * Self.tileRows * column.width }
      return (offset, column.width, column.hasGaps)
    }
    var codes = [UInt8](repeating: 0, count: offset)
    codes.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for (place, column) in zip(places, columns) { column.copy(to: start + place.offset) }
    }
    categories = places
    self.codes = codes
  }

  /// A frame in the middle of what is observed in evenly spaced rows.
  private static func frame(of matrix: Matrix, scales: [Double], gaps: [Bool]) -> PackingFrame {
    let width = matrix.columnCount
    let sampleCount = min(matrix.rowCount, sampleRowLimit)
    guard width > 0, sampleCount > 0 else {
      return PackingFrame(centre: [Double](repeating: 0, count: width), scale: 1)
    }
    let sample = (0..<sampleCount).flatMap { index in
      let row = index * matrix.rowCount / sampleCount
      return (0..<width).map { column in
        // What is not a number is passed over.
        gaps.isEmpty || !gaps[row * width + column] ? matrix[row, column] * scales[column] : .nan
      }
    }
    return sample.withUnsafeBufferPointer {
      PackingFrame(sampling: OriginalRows(doubles: $0, columnCount: width))
    }
  }

  private static func packed(
    _ matrix: Matrix, scales: [Double], gaps: [Bool], in frame: PackingFrame, tileCount: Int,
    _ parallelism: Parallelism
  ) -> (tiles: AlignedFloats, presence: AlignedFloats) {
    let (rowCount, width) = (matrix.rowCount, matrix.columnCount)
    let count = tileCount * tileRows * width
    var presence = AlignedFloats(count: 0) { _ in }
    func pack(presence: DisjointWrites<Float>?) -> AlignedFloats {
      AlignedFloats(count: count) { tiles in
        let tiles = DisjointWrites(tiles)
        matrix.withUnsafeElements { elements in
          let elements = SharedReads(elements)
          parallelism.forEachBlock(count: tileCount, blockSize: blockTiles) { _, block in
            let floats = block.lowerBound * tileRows * width..<block.upperBound * tileRows * width
            gaps.withUnsafeBytes { gaps in
              cseg_pack_mixed(
                elements.elements.baseAddress, scales, frame.centre, frame.scale,
                presence == nil ? nil : gaps.bindMemory(to: UInt8.self).baseAddress,
                Int64(rowCount), Int64(width), Int64(block.lowerBound), Int64(block.count),
                tiles.slice(floats).baseAddress, presence?.slice(floats).baseAddress)
            }
          }
        }
      }
    }
    if gaps.isEmpty { return (pack(presence: nil), presence) }
    var tiles = presence
    presence = AlignedFloats(count: count) { tiles = pack(presence: DisjointWrites($0)) }
    return (tiles, presence)
  }

  /// The number of rows with the unused ones of the last tile.
  public var paddedRowCount: Int { tileCount * Self.tileRows }

  /// Finds the nearest prototype of each row, of equally near ones the lowest.
  ///
  /// - Parameters:
  ///   - panel: The prototypes; at least one.
  ///   - labels: Room for ``paddedRowCount`` labels.
  ///   - distances: Room for as many dissimilarities to the nearest prototype.
  ///   - instructionSet: Which kernels run; the result does not depend on it.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Complexity: O(rows × prototypes × columns).
  public func findNearest(
    in panel: PrototypePanel, labels: inout [Int32], distances: inout [Double],
    instructionSet: InstructionSet = .best, parallelism: Parallelism
  ) {
    precondition(
      labels.count == paddedRowCount && distances.count == paddedRowCount,
      "room for \(labels.count) labels, not \(paddedRowCount)")
    check(panel)
    labels.withUnsafeMutableBufferPointer { labels in
      distances.withUnsafeMutableBufferPointer { distances in
        let labels = DisjointWrites(labels)
        let distances = DisjointWrites(distances)
        parallelism.forEachBlock(count: tileCount, blockSize: Self.blockTiles) { _, tiles in
          let rows = tiles.lowerBound * Self.tileRows..<tiles.upperBound * Self.tileRows
          with(panel) { packed, prototypes, scratch in
            cseg_nearest_prototypes(
              instructionSet.code, packed, Int64(tiles.lowerBound), Int64(tiles.count),
              prototypes, scratch, labels.slice(rows).baseAddress,
              distances.slice(rows).baseAddress)
          }
        }
      }
    }
  }

  func check(_ panel: PrototypePanel) {
    precondition(
      panel.centers.count == panel.count * numberCount
        && panel.mismatches.count == categories.count, "the prototypes have other columns")
  }

  /// Calls `body` with the rows, prototypes, and memory to work in, valid until it returns.
  func with(
    _ panel: PrototypePanel,
    _ body: (
      UnsafePointer<cseg_mixed_rows>, UnsafePointer<cseg_prototypes>, UnsafeMutableRawPointer?
    ) -> Void
  ) {
    let size = cseg_mixed_scratch_size(Int64(numberCount), Int64(categories.count))
    let scratch = ScratchMemory<UInt8>(count: Int(size))
    withRows { rows in
      panel.withPrototypes(in: frame) { prototypes in
        body(rows, prototypes, UnsafeMutableRawPointer(scratch.elements.baseAddress))
      }
    }
  }

  private func withRows(_ body: (UnsafePointer<cseg_mixed_rows>) -> Void) {
    codes.withUnsafeBytes { codes in
      let columns = categories.map { column in
        cseg_codes(
          codes: codes.baseAddress.map { $0 + column.offset }, width: Int32(column.width),
          hasGaps: column.hasGaps ? 1 : 0)
      }
      columns.withUnsafeBufferPointer { columns in
        withNumbers { rows in
          var rows = rows
          rows.categories = columns.baseAddress
          rows.categoryCount = Int64(columns.count)
          body(&rows)
        }
      }
    }
  }

  private func withNumbers(_ body: (cseg_mixed_rows) -> Void) {
    tiles.withUnsafeFloats { tiles in
      presence.withUnsafeFloats { presence in
        frame.centre.withUnsafeBufferPointer { centre in
          scales.withUnsafeBufferPointer { scales in
            original.withUnsafeElements { original in
              body(
                cseg_mixed_rows(
                  original: original.baseAddress, scales: scales.baseAddress,
                  tiles: tiles.baseAddress, centre: centre.baseAddress,
                  presence: presence.isEmpty ? nil : presence.baseAddress, categories: nil,
                  rowCount: Int64(rowCount), numberCount: Int64(numberCount), categoryCount: 0,
                  unit: frame.scale))
            }
          }
        }
      }
    }
  }
}
