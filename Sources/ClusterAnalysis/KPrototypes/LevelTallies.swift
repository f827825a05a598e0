import DenseAlgebra

/// For each cluster the level of highest weight in a column, of equally heavy ones the lowest.
struct LevelTallies: Sendable {
  /// For each cluster its mode, where it has observed rows.
  private(set) var modes: [UInt32]
  private(set) var modeWeights: [Double]
  /// For each cluster, the weight of its rows that are not missing.
  private(set) var totals: [Double]
  private let levelCount: Int
  /// clusters x levels: the weight of the rows; empty when that would be large.
  private var table: [Double] = []

  /// For how many clusters at once a table of levels is not much larger than the rows.
  static func clustersAtOnce(_ column: CategoryColumn, clusterCount: Int) -> Int {
    max(1, min(clusterCount, max(4 * column.count, 4096) / max(1, column.levelCount)))
  }

  /// Begins with rows that have no label; there must be room for a table.
  init(of column: CategoryColumn, clusterCount: Int) {
    modes = [UInt32](repeating: Prototypes.noMode, count: clusterCount)
    modeWeights = [Double](repeating: 0, count: clusterCount)
    totals = modeWeights
    levelCount = column.levelCount
    table = [Double](repeating: 0, count: clusterCount * levelCount)
  }

  /// Counts the levels of all rows.
  ///
  /// - Complexity: O(rows), times the number of turns that clusters take with a table for some.
  init(of column: CategoryColumn, labels: [Int32], weights: [Double]?, clusterCount: Int) {
    modes = [UInt32](repeating: Prototypes.noMode, count: clusterCount)
    modeWeights = [Double](repeating: 0, count: clusterCount)
    totals = modeWeights
    levelCount = column.levelCount
    let clustersAtOnce = Self.clustersAtOnce(column, clusterCount: clusterCount)
    for first in stride(from: 0, to: clusterCount, by: clustersAtOnce) {
      let clusters = first..<min(clusterCount, first + clustersAtOnce)
      table = [Double](repeating: 0, count: clusters.count * levelCount)
      switch column.codes {
      case .narrow(let codes): count(codes, labels, weights, of: clusters)
      case .medium(let codes): count(codes, labels, weights, of: clusters)
      case .wide(let codes): count(codes, labels, weights, of: clusters)
      }
      findModes(of: clusters)
    }
    if clustersAtOnce < clusterCount { table = [] }
  }

  private mutating func count<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: [Code], _ labels: [Int32], _ weights: [Double]?, of clusters: Range<Int>
  ) {
    let levelCount = levelCount
    table.withUnsafeMutableBufferPointer { table in
      labels.withUnsafeBufferPointer { labels in
        for (row, code) in codes.enumerated() where code != .max {
          let cluster = Int(labels[row]) &- clusters.lowerBound
          guard cluster >= 0, cluster < clusters.count else { continue }
          table[cluster &* levelCount &+ Int(code)] += weights?[row] ?? 1
        }
      }
    }
  }

  private mutating func findModes(of clusters: Range<Int>) {
    for cluster in clusters {
      let start = (cluster - clusters.lowerBound) * levelCount
      let levels = table[start..<start + levelCount]
      totals[cluster] = levels.reduce(0, +)
      guard let mode = heaviestLevel(levels) else { continue }
      modes[cluster] = UInt32(mode)
      modeWeights[cluster] = table[start + mode]
    }
  }

  /// Moves the rows that changed, each of which counts once; there must be a table.
  ///
  /// - Complexity: O(changed rows + clusters × levels).
  mutating func apply(_ moves: [RowMoves], of column: CategoryColumn, labels: [Int32]) {
    switch column.codes {
    case .narrow(let codes): move(moves, codes, labels)
    case .medium(let codes): move(moves, codes, labels)
    case .wide(let codes): move(moves, codes, labels)
    }
    findModes(of: modes.indices)
  }

  private mutating func move<Code: FixedWidthInteger & UnsignedInteger>(
    _ moves: [RowMoves], _ codes: [Code], _ labels: [Int32]
  ) {
    let levelCount = levelCount
    table.withUnsafeMutableBufferPointer { table in
      codes.withUnsafeBufferPointer { codes in
        labels.withUnsafeBufferPointer { labels in
          for moves in moves {
            for (offset, former) in zip(moves.rows, moves.formerLabels) {
              let row = moves.firstRow &+ Int(offset)
              let code = codes[row]
              guard code != .max else { continue }
              if former >= 0 { table[Int(former) &* levelCount &+ Int(code)] -= 1 }
              table[Int(labels[row]) &* levelCount &+ Int(code)] += 1
            }
          }
        }
      }
    }
  }

  /// The weight of the rows in each cluster that have the level a prototype has.
  ///
  /// - Parameter mode: The level of each cluster's prototype; there must be a table.
  /// - Returns: A weight for each cluster.
  func agreement(with mode: (_ cluster: Int) -> UInt32) -> [Double] {
    totals.indices.map { cluster in
      let level = mode(cluster)
      return level < levelCount ? table[cluster * levelCount + Int(level)] : 0
    }
  }
}
