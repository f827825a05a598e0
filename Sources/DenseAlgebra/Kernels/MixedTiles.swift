import CSegmentationKernels
public import ParallelBlocks

/// Rows of numbers and categories, packed in tiles of 64 for the mixed kernels.
///
/// All arithmetic is in Double and in one order: every instruction set and number of threads gives
/// the same bits.
public struct MixedTiles: Sendable {
  /// Rows in a tile.
  public static let tileRows = Int(CSEG_MIXED_TILE)
  /// Tiles that a thread takes at a time.
  private static let blockTiles = 16

  /// The number of rows.
  public let rowCount: Int
  private let tileCount: Int
  let numberCount: Int
  private let numbers: [Double]
  private let presence: [Double]
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
    let (rows, width, tile) = (matrix.rowCount, matrix.columnCount, Self.tileRows)
    let tileCount = (rows + tile - 1) / tile
    rowCount = rows
    self.tileCount = tileCount
    numberCount = width
    original = matrix
    self.scales = scales

    func packed(_ value: @Sendable (_ position: Int, _ column: Int) -> Double) -> [Double] {
      [Double](unsafeUninitializedCapacity: tileCount * tile * width) { target, count in
        let target = DisjointWrites(target)
        parallelism.forEachBlock(count: tileCount, blockSize: Self.blockTiles) { _, tiles in
          for column in 0..<width {
            for row in tiles.lowerBound * tile..<tiles.upperBound * tile {
              let place = (row / tile * width + column) * tile + row % tile
              target.initialize(
                at: place, to: row < rows ? value(row * width + column, column) : 0)
            }
          }
        }
        count = tileCount * tile * width
      }
    }
    numbers = matrix.withUnsafeElements { elements in
      let elements = SharedReads(elements)
      return packed { elements.elements[$0] * scales[$1] }
    }
    presence = gaps.isEmpty ? [] : packed { position, _ in gaps[position] ? 0 : 1 }

    var offset = 0
    let places = columns.map { column -> (offset: Int, width: Int, hasGaps: Bool) in
      defer { offset += tileCount * tile * column.width }
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
          withRows { packed in
            panel.withPrototypes { prototypes in
              cseg_nearest_prototypes(
                instructionSet.code, packed, Int64(tiles.lowerBound), Int64(tiles.count),
                prototypes, labels.slice(rows).baseAddress, distances.slice(rows).baseAddress)
            }
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

  /// Calls `body` with the rows, valid until it returns.
  func withRows(_ body: (UnsafePointer<cseg_mixed_rows>) -> Void) {
    codes.withUnsafeBytes { codes in
      let columns = categories.map { column in
        cseg_codes(
          codes: codes.baseAddress.map { $0 + column.offset }, width: Int32(column.width),
          hasGaps: column.hasGaps ? 1 : 0)
      }
      columns.withUnsafeBufferPointer { columns in
        withNumbers { numbers, presence, original, scales in
          var rows = cseg_mixed_rows(
            numbers: numbers.baseAddress,
            presence: presence.isEmpty ? nil : presence.baseAddress,
            original: original.baseAddress, scales: scales.baseAddress,
            categories: columns.baseAddress, numberCount: Int64(numberCount),
            categoryCount: Int64(columns.count))
          body(&rows)
        }
      }
    }
  }

  private func withNumbers(
    _ body: (
      _ numbers: UnsafeBufferPointer<Double>, _ presence: UnsafeBufferPointer<Double>,
      _ original: UnsafeBufferPointer<Double>, _ scales: UnsafeBufferPointer<Double>
    ) -> Void
  ) {
    numbers.withUnsafeBufferPointer { numbers in
      presence.withUnsafeBufferPointer { presence in
        scales.withUnsafeBufferPointer { scales in
          original.withUnsafeElements { body(numbers, presence, $0, scales) }
        }
      }
    }
  }
}

extension PrototypePanel {
  /// Calls `body` with the prototypes, valid until it returns.
  func withPrototypes(_ body: (UnsafePointer<cseg_prototypes>) -> Void) {
    centers.withUnsafeBufferPointer { centers in
      modes.withUnsafeBufferPointer { modes in
        matches.withUnsafeBufferPointer { matches in
          mismatches.withUnsafeBufferPointer { mismatches in
            var prototypes = cseg_prototypes(
              centers: centers.baseAddress, modes: modes.baseAddress,
              matches: matches.isEmpty ? nil : matches.baseAddress,
              mismatches: mismatches.baseAddress,
              count: Int64(count))
            body(&prototypes)
          }
        }
      }
    }
  }
}
