import DenseAlgebra
import ParallelBlocks

/// Finds nearest centers with one matrix product a tile of rows.
///
/// With the origin in the middle of the data, a row x and a center c, both less the origin, are
/// compared by the score ‖c‖² − 2·x·c, which is their squared distance up to a term of the row. The
/// product rounds otherwise than direct differences do. So wherever the two lowest scores are closer
/// than both roundings together can account for, the row is looked at again, directly.
struct BLASEngine<Rows: RowSource>: AssignmentEngine {
  private let rows: Rows
  private let origin: [Double]
  private let chunks: RowChunks
  private let tileRows: Int
  /// For each tile of each chunk, a bound on the distance of its rows from the origin.
  private let reaches: [[Double]]

  /// Prepares to pass over `rows`.
  ///
  /// - Parameters:
  ///   - rows: What will be passed over.
  ///   - origin: A point in the middle of the data.
  ///   - clusterCount: How many centers there will be.
  ///   - chunks: How the rows are shared by the threads.
  /// - Complexity: O(rows × columns).
  init(_ rows: Rows, origin: [Double], clusterCount: Int, chunks: RowChunks) {
    self.rows = rows
    self.origin = origin
    self.chunks = chunks
    let tileRows = Self.tileRows(columnCount: rows.columnCount, clusterCount: clusterCount)
    self.tileRows = tileRows
    reaches = chunks.map { chunk in
      var reaches: [Double] = []
      origin.withUnsafeBufferPointer { origin in
        guard let origin = origin.baseAddress else { return }
        rows.forEachTile(of: chunk, tileRows: tileRows) { tile, elements in
          var farthest = 0.0
          for offset in 0..<tile.count {
            let element = elements + offset * rows.columnCount
            farthest = max(
              farthest, squaredDistance(element, origin, count: rows.columnCount))
          }
          reaches.append(farthest.squareRoot())
        }
      }
      return reaches
    }
  }

  /// As many rows, a multiple of 4, as keep a tile and its scores in a megabyte.
  private static func tileRows(columnCount: Int, clusterCount: Int) -> Int {
    min(256, max(16, 131_072 / (columnCount + clusterCount) / 4 * 4))
  }

  func assign(to centers: Matrix, labels: DisjointWrites<Int32>) -> PassTotals {
    let shifted = ShiftedCenters(centers, origin: origin)
    let parts = chunks.map { chunk in
      shifted.withPointers { centers in
        assign(chunk, to: centers, labels: labels.slice(chunk))
      }
    }
    var totals = PassTotals(clusterCount: centers.rowCount, columnCount: centers.columnCount)
    for part in parts { totals.merge(part) }
    return totals
  }

  private func assign(
    _ chunk: Range<Int>, to centers: ShiftedCenters.Pointers,
    labels: UnsafeMutableBufferPointer<Int32>
  ) -> PassTotals {
    var totals = PassTotals(clusterCount: centers.count, columnCount: rows.columnCount)
    guard let labels = labels.baseAddress else { return totals }
    let tile = Tile(rowCapacity: tileRows, columnCount: rows.columnCount, centers: centers)
    defer { tile.deallocate() }
    let reaches = reaches[chunk.lowerBound / chunks.chunkRows]
    var tileNumber = 0
    rows.forEachTile(of: chunk, tileRows: tileRows) { range, elements in
      origin.withUnsafeBufferPointer { origin in
        guard let origin = origin.baseAddress else { return }
        tile.load(elements, less: origin, rowCount: range.count)
      }
      tile.findNearest(among: elements, rowCount: range.count, reach: reaches[tileNumber])
      tile.add(range, of: rows, labels: labels + (range.lowerBound - chunk.lowerBound), to: &totals)
      tileNumber += 1
    }
    return totals
  }
}
