import DenseAlgebra
import ParallelBlocks

/// Rows sorted by cluster and packed four to a tile, so that a row is compared with four at once.
///
/// Inside a tile the elements lie column by column. A cluster whose rows do not fill its last tile
/// has rows of weight 0 there.
struct SilhouetteTiles: Sendable {
  private let columnCount: Int
  /// Tiles x columns x 4.
  private let elements: [Double]
  /// Tiles x 4.
  private let weights: [Double]
  /// The tiles of each cluster.
  private let tiles: [Range<Int>]
  /// The number of rows of each cluster.
  private let sizes: [Int]
  /// The sum of weights of each cluster.
  private let clusterWeights: [Double]
  /// For each row, its cluster and its place in the cluster.
  private let places: [(cluster: Int, place: Int)]

  /// Packs the rows of some clusters, none of which is empty.
  init(clusters: [[Int]], of matrix: Matrix, weights: [Double]?) {
    columnCount = matrix.columnCount
    sizes = clusters.map(\.count)
    var tiles: [Range<Int>] = []
    var packed: [Double] = []
    var packedWeights: [Double] = []
    for rows in clusters {
      let firstTile = packedWeights.count / 4
      for start in stride(from: 0, to: rows.count, by: 4) {
        let lanes = (0..<4).map { start + $0 < rows.count ? rows[start + $0] : nil }
        for column in 0..<matrix.columnCount {
          for row in lanes { packed.append(row.map { matrix[$0, column] } ?? 0) }
        }
        for row in lanes { packedWeights.append(row.map { weights?[$0] ?? 1 } ?? 0) }
      }
      tiles.append(firstTile..<packedWeights.count / 4)
    }
    self.tiles = tiles
    elements = packed
    self.weights = packedWeights
    clusterWeights = tiles.map { tiles in
      packedWeights[4 * tiles.lowerBound..<4 * tiles.upperBound].reduce(0, +)
    }
    places = clusters.enumerated().flatMap { cluster, rows in
      rows.indices.map { (cluster, $0) }
    }
  }

  /// The width of each row, cluster by cluster.
  func widths(parallelism: Parallelism) -> [[Double]] {
    let widths = parallelism.mapBlocks(count: places.count, blockSize: 32) { _, range in
      elements.withUnsafeBufferPointer { elements in
        weights.withUnsafeBufferPointer { weights in
          guard let elements = elements.baseAddress, let weights = weights.baseAddress else {
            return [Double]()
          }
          return range.map { width(of: places[$0], elements, weights) }
        }
      }
    }.joined()
    var rest = widths[...]
    return sizes.map { size in
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
  }

  private func width(
    of row: (cluster: Int, place: Int), _ elements: UnsafePointer<Double>,
    _ weights: UnsafePointer<Double>
  ) -> Double {
    // The row itself, at distance 0, is not one of the others.
    let others = clusterWeights[row.cluster] - 1
    guard others > 0 else { return 0 }
    let tile = tiles[row.cluster].lowerBound + row.place / 4
    let start = elements + tile * columnCount * 4 + row.place % 4
    let own = distanceSum(from: start, to: tiles[row.cluster], elements, weights) / others
    var next = Double.infinity
    for cluster in tiles.indices where cluster != row.cluster {
      let sum = distanceSum(from: start, to: tiles[cluster], elements, weights)
      next = min(next, sum / clusterWeights[cluster])
    }
    let larger = max(own, next)
    return larger > 0 ? (next - own) / larger : 0
  }

  /// The weighted sum of distances from a row, whose columns lie 4 apart, to all rows of some tiles.
  @inline(__always)
  private func distanceSum(
    from row: UnsafePointer<Double>, to tiles: Range<Int>, _ elements: UnsafePointer<Double>,
    _ weights: UnsafePointer<Double>
  ) -> Double {
    var sums = SIMD4<Double>.zero
    for tile in tiles {
      var squares = SIMD4<Double>.zero
      let start = elements + tile &* columnCount &* 4
      for column in 0..<columnCount {
        let difference = vector(at: start + column &* 4) - row[column &* 4]
        squares += difference * difference
      }
      sums += squares.squareRoot() * vector(at: weights + tile &* 4)
    }
    return sums.sum()
  }
}
