import DenseAlgebra
import ParallelBlocks

/// The different rows, each as often as it comes, and which of them each row is.
///
/// Answers of a survey and binned columns repeat: a search on the different rows, weighted, finds
/// what one on all rows finds, in a fraction of the time. Docs/Decisions/0030 says when.
struct CollapsedRows {
  /// For each row, which of the different ones it is; these are numbered in the order in which rows
  /// that count bring them.
  let owners: [Int32]
  /// For each different row, the sum of the weights of the rows that are equal to it.
  private let weights: [Double]
  private let table: DistinctTable

  /// Collapses rows when enough of them are equal, which depends on the rows and weights alone.
  ///
  /// It fails when the rows are to be taken as they are: there are too many different ones, too few
  /// that count, or some with elements that cannot be used.
  ///
  /// - Parameters:
  ///   - rows: What may repeat.
  ///   - smallest: How many different rows must count, at least.
  /// - Complexity: O(√rows × columns) when few rows are equal, otherwise O(rows × columns).
  init?(of rows: WeightedRows, atLeast smallest: Int) {
    let limit = Self.limit(rowCount: rows.rowCount, columnCount: rows.columnCount)
    guard limit >= smallest, Self.repetitionsAreFrequent(in: rows) else { return nil }
    var table = DistinctTable(columnCount: rows.columnCount, capacity: limit)
    var owners = [Int32](repeating: -1, count: rows.rowCount)
    var weights: [Double] = []
    weights.reserveCapacity(limit)
    let isWithinLimit = owners.withUnsafeMutableBufferPointer { owners in
      guard Self.number(rows, areCounted: true, &table, owners, &weights) else { return false }
      // Rows that do not count need a label as well.
      return rows.weights == nil || weights.count < smallest
        || Self.number(rows, areCounted: false, &table, owners, &weights)
    }
    guard isWithinLimit, weights.count(where: { $0 > 0 }) >= smallest,
      InputChecks.areUsable(
        table.elements, columnCount: rows.columnCount, totalWeight: weights.reduce(0, +))
    else { return nil }
    self.owners = owners
    self.weights = weights
    self.table = table
  }

  /// The memory that this takes.
  var byteCount: Int {
    4 * owners.count + weights.count * (8 * table.columnCount + 40)
  }

  /// Calls `body` with the different rows, which are valid until it returns.
  func withRows<R>(
    _ body: (_ rows: WeightedRows, _ weights: [Double]) throws(ClusteringError) -> R
  ) throws(ClusteringError) -> R {
    defer { withExtendedLifetime(table) {} }
    return try WeightedRows.with(
      OriginalRows(doubles: table.elements, columnCount: table.columnCount), weights: weights
    ) { (rows) throws(ClusteringError) in try body(rows, weights) }
  }

  /// The largest number of different rows with which collapsing pays.
  ///
  /// A search then takes less than a tenth of the time. And what is kept of the different rows, 8 bytes
  /// a value, 4 packed, and 48 beside them, is at most 4 bytes for each row: where the rows as they are
  /// fit into a limit to memory, these do.
  static func limit(rowCount: Int, columnCount: Int) -> Int { rowCount / (3 * columnCount + 12) }

  /// Whether rows drawn at random are so often equal that there may be few different ones.
  ///
  /// Of m rows drawn from n, of which d differ, about m² / 2d come again, or more where some are more
  /// frequent than others: with m = 2 √n and as many different rows as the limit allows, 26 and more.
  /// They are drawn and not evenly spaced, because files are sorted.
  private static func repetitionsAreFrequent(in rows: WeightedRows) -> Bool {
    let count = min(2048, Int(2 * Double(rows.rowCount).squareRoot()))
    var random = RandomSource(seed: 0)
    var table = RowTable(of: rows.original, capacity: count)
    var equalCount = 0
    for drawCount in 1...max(1, count) {
      let row = random.index(below: rows.rowCount)
      if table.firstRow(equalTo: row) != row { equalCount += 1 }
      // With a row of a file the system reads the pages around it.
      if drawCount.isMultiple(of: 16) { rows.original.release(0..<rows.rowCount) }
    }
    rows.original.release(0..<rows.rowCount)
    return equalCount >= 8
  }

  /// Numbers the rows that count, or those that do not.
  ///
  /// - Returns: Whether there was room for all different ones.
  private static func number(
    _ rows: WeightedRows, areCounted: Bool, _ table: inout DistinctTable,
    _ owners: UnsafeMutableBufferPointer<Int32>, _ weights: inout [Double]
  ) -> Bool {
    for start in stride(from: 0, to: rows.rowCount, by: 4096) {
      let block = start..<min(start + 4096, rows.rowCount)
      var hasRoom = true
      rows.forEachTile(of: block) { tile, values in
        for (offset, row) in tile.enumerated() where hasRoom {
          let weight = rows.weight(of: row)
          guard (weight > 0) == areCounted else { continue }
          guard let number = table.number(of: values + offset &* rows.columnCount) else {
            hasRoom = false
            return
          }
          if number == weights.count { weights.append(0) }
          weights[number] += weight
          owners[row] = Int32(truncatingIfNeeded: number)
        }
      }
      rows.original.release(block)
      guard hasRoom else { return false }
    }
    return true
  }
}
