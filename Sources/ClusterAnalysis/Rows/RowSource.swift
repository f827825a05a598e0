import ParallelBlocks

/// Where the rows come from that a method passes over, again and again, in blocks.
///
/// A source may hold its rows in another form than `Double`, or not in memory at all: whoever passes
/// over it asks for a few rows at a time and brings the memory into which they may be widened.
protocol RowSource: Sendable {
  /// The number of rows.
  var rowCount: Int { get }
  /// The number of columns.
  var columnCount: Int { get }
  /// How often each row counts; `nil` when each counts once.
  var weights: SharedReads<Double>? { get }

  /// The elements of the given rows, row by row, valid until `scratch` is used again.
  ///
  /// - Parameters:
  ///   - rows: The rows, inside `0..<rowCount`.
  ///   - scratch: Room for `rows.count * columnCount` elements; a source that holds its elements as
  ///     `Double` leaves it alone.
  /// - Returns: `rows.count * columnCount` elements.
  func elements(
    of rows: Range<Int>, scratch: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double>
}

extension RowSource {
  /// How often a row counts.
  @inline(__always)
  func weight(of row: Int) -> Double {
    weights?.elements[row] ?? 1
  }

  /// A copy of one row.
  func row(_ row: Int) -> [Double] {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: columnCount) { scratch in
      guard let start = scratch.baseAddress else { return [] }
      let elements = elements(of: row..<row + 1, scratch: start)
      return Array(UnsafeBufferPointer(start: elements, count: columnCount))
    }
  }

  /// Runs `body` for one tile of rows after the other in `rows`.
  ///
  /// - Parameters:
  ///   - rows: The rows to go through.
  ///   - tileRows: How many rows a tile has; the last may have fewer.
  ///   - body: Called with the rows of a tile and their elements.
  @inline(__always)
  func forEachTile(
    of rows: Range<Int>, tileRows: Int = 256,
    _ body: (_ rows: Range<Int>, _ elements: UnsafePointer<Double>) -> Void
  ) {
    let capacity = min(tileRows, rows.count) * columnCount
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: max(1, capacity))
    defer { scratch.deallocate() }
    var start = rows.lowerBound
    while start < rows.upperBound {
      let tile = start..<min(start + tileRows, rows.upperBound)
      body(tile, elements(of: tile, scratch: scratch))
      start = tile.upperBound
    }
  }
}
