import DenseAlgebra
import ParallelBlocks

extension KMeans {
  /// Whether rows of this shape are passed over where they are, and nothing is kept of them: when
  /// their packed copy does not fit into ``memoryLimit``.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  /// - Returns: Whether they are.
  public func isStreamed(rowCount: Int, columnCount: Int) -> Bool {
    guard let memoryLimit else { return false }
    let packed = 4 * rowCount * columnCount
    return keptSize(rowCount: rowCount, columnCount: columnCount) + packed > memoryLimit
  }

  /// The bytes beside the input that are enough: the smallest ``memoryLimit`` for rows of this shape.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  /// - Returns: What is kept of each row, and the pieces of rows that are worked on.
  public func leastMemory(rowCount: Int, columnCount: Int) -> Int {
    keptSize(rowCount: rowCount, columnCount: columnCount)
  }

  /// Makes sure that what has to be kept of each row fits into ``memoryLimit``.
  ///
  /// - Throws: ``ClusteringError`` that says how much is needed.
  func checkMemory(rowCount: Int, columnCount: Int) throws(ClusteringError) {
    let needed = keptSize(rowCount: rowCount, columnCount: columnCount)
    guard let memoryLimit, memoryLimit < needed else { return }
    throw ClusteringError(
      .invalidSetting,
      "memoryLimit is \(max(0, memoryLimit)) bytes, but \(rowCount) rows of \(columnCount) columns need "
        + "\(needed) bytes beside the input")
  }

  /// How many searches may go on together within ``memoryLimit``; at least 1.
  func searchLimit(for prepared: PreparedRows) -> Int {
    guard let memoryLimit else { return .max }
    let rows = prepared.rows
    let packed = prepared.tiles == nil ? 0 : 4 * rows.rowCount * rows.columnCount
    let kept = keptSize(rowCount: rows.rowCount, columnCount: rows.columnCount)
    // The labels of one search are among what is kept; another has labels and gaps.
    return 1 + max(0, memoryLimit - kept - packed) / (8 * rows.rowCount)
  }

  /// Bytes for what is kept of each row from pass to pass, and for the pieces that are worked on.
  private func keptSize(rowCount: Int, columnCount: Int) -> Int {
    // A label and, to draw a start, a distance, a distance and an owner, or a time and a number. Where
    // rows repeat, two numbers: which of the different ones a row is, and at the end its label.
    let rowSize =
      switch initialization {
      case .centers, .plusPlus: 8
      case .parallel: 12
      case .random: 20
      }
    let pieceSize =
      12 * RowPieces.tileCount(columnCount: columnCount) * TiledRows.tileRowCount * columnCount
    // For each thread a piece, as it was read and as it is packed, and sums of the clusters.
    let sumsSize = 64 * 8 * (clusterCount + 1) * columnCount
    return rowCount * rowSize + parallelism.threadCount * pieceSize + sumsSize
  }
}
