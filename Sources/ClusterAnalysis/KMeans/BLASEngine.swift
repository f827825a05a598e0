import DenseAlgebra

/// Finds nearest centers with one matrix product a tile of rows.
///
/// With the origin in the middle of the data, a row x and a center c, both less the origin, are
/// compared by the score ‖c‖² − 2·x·c, which is their squared distance up to a term of the row. The
/// product rounds otherwise than direct differences do. So wherever the two lowest scores are closer
/// than both roundings together can account for, the row is looked at again, directly.
struct BLASEngine: AssignmentEngine {
  private let rows: WeightedRows
  private let frame: PackingFrame

  /// Prepares to pass over `rows`.
  ///
  /// - Parameters:
  ///   - rows: What will be passed over.
  ///   - frame: A point in the middle of the data, and a scale in which squares do not vanish.
  init(_ rows: WeightedRows, frame: PackingFrame) {
    self.rows = rows
    self.frame = frame
  }

  /// Centers, as they are and less the origin, with what scoring needs to know of them.
  struct Centers: Sendable {
    let matrix: Matrix
    let shifted: [Double]
    let squaredNorms: [Double]
    /// The largest distance of a center from the origin.
    let reach: Double
  }

  func prepared(_ centers: Matrix) -> Centers {
    let origin = frame.centre
    var shifted = centers.elements
    for index in shifted.indices { shifted[index] -= origin[index % origin.count] }
    let squaredNorms = (0..<centers.rowCount).map { center in
      shifted[center * origin.count..<(center + 1) * origin.count].reduce(0) { $0 + $1 * $1 }
    }
    return Centers(
      matrix: centers, shifted: shifted, squaredNorms: squaredNorms,
      reach: (squaredNorms.max() ?? 0).squareRoot())
  }

  var gapFrame: PackingFrame? { nil }

  func assign(
    _ rows: Range<Int>, to centers: Centers, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: RowGaps?, changes: inout RowChanges
  ) {
    changes.removeAll()
    let columnCount = frame.centre.count
    let tile = Tile(
      rowCapacity: Self.tileRows(
        columnCount: columnCount, clusterCount: centers.squaredNorms.count),
      columnCount: columnCount, centerCount: centers.squaredNorms.count)
    defer { tile.deallocate() }
    self.rows.forEachTile(of: rows, tileRows: tile.rowCapacity) { range, elements in
      tile.load(elements, less: frame.centre, rowCount: range.count)
      tile.score(against: centers, rowCount: range.count)
      tile.findLowestScores(squaredNorms: centers.squaredNorms, rowCount: range.count)
      for offset in 0..<range.count {
        let label =
          tile.isDecided(offset, reach: centers.reach)
          ? tile.label(of: offset)
          : self.rows.original.nearest(
            to: range.lowerBound + offset, among: centers.matrix, scale: frame.scale
          ).label
        let row = range.lowerBound - rows.lowerBound + offset
        let formerLabel = labels[row]
        guard label != formerLabel else { continue }
        labels[row] = label
        changes.append(row, formerLabel: formerLabel)
      }
    }
  }

  /// As many rows, a multiple of 4, as keep a tile and its scores in a megabyte.
  private static func tileRows(columnCount: Int, clusterCount: Int) -> Int {
    min(256, max(16, 131_072 / (columnCount + clusterCount) / 4 * 4))
  }
}
