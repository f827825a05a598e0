import DenseAlgebra
import ParallelBlocks

/// The means and modes of clusters, kept up to date by the rows that move.
///
/// Rows that move are taken out of the sums and level counts of one cluster and added to those of
/// another. All rows are summed again when many move, and at fixed intervals, so that roundings cannot
/// pile up; and each time when rows do not all count the same, numbers have gaps, or tables of levels
/// would be larger than the rows.
struct RunningPrototypes {
  private let engine: MixedEngine
  private let columns: MixedColumns
  private let clusterCount: Int
  private let chunks: RowChunks
  private let isFollowing: Bool
  private var numbers: NumberSums
  private var levels: [LevelTallies] = []
  /// How often rows have moved since all were summed.
  private var changeCount = 0
  /// For each cluster, how many rows that count it has.
  private(set) var rowCounts: [Int]
  /// The label of each row that all this stands for; padded to whole tiles.
  private(set) var labels: [Int32]

  private static let changeLimit = 32

  /// Begins with rows that have no label.
  init(of engine: MixedEngine, columns: MixedColumns, clusterCount: Int) {
    self.engine = engine
    self.columns = columns
    self.clusterCount = clusterCount
    chunks = RowChunks(
      rowCount: engine.rows.rowCount, columnCount: engine.rows.columnCount,
      clusterCount: clusterCount, parallelism: engine.parallelism)
    isFollowing =
      engine.costWeights == nil && engine.rows.numberGaps.isEmpty
      && engine.rows.categories.allSatisfy {
        LevelTallies.clustersAtOnce($0, clusterCount: clusterCount) == clusterCount
      }
    numbers = NumberSums(clusterCount: clusterCount, origin: columns.means)
    rowCounts = [Int](repeating: 0, count: clusterCount)
    labels = engine.emptyLabelling.labels
  }

  /// Brings sums and counts in line with new labels.
  ///
  /// - Returns: How many rows have another label than before.
  /// - Complexity: O(rows), and O(columns) for each row that moved.
  mutating func follow(_ newLabels: [Int32]) -> Int {
    let former = labels
    labels = newLabels
    let changes = chunks.map { RowChanges(in: $0, from: former, to: newLabels) }
    let movedCount = changes.reduce(0) { $0 + $1.count }
    guard movedCount > 0 else { return 0 }
    changeCount += 1
    if !isFollowing || changeCount == Self.changeLimit || 4 * movedCount > engine.rows.rowCount {
      sumAgain()
      return movedCount
    }
    for (chunk, changes) in changes.enumerated() {
      let first = chunks.rows(of: chunk).lowerBound
      for (row, former) in zip(changes.rows, changes.formerLabels) {
        rowCounts[Int(former)] -= 1
        rowCounts[Int(newLabels[first + Int(row)])] += 1
      }
    }
    numbers.apply(changes, of: engine, labels: newLabels, chunks)
    let (tables, chunks) = (levels, chunks)
    levels = engine.parallelism.mapBlocks(count: tables.count, blockSize: 1) {
      [engine] column, _ in
      var table = tables[column]
      table.apply(changes, of: engine.rows.categories[column], labels: newLabels, chunks)
      return table
    }
    return movedCount
  }

  /// Takes away what rows that moved have left in the sums by rounding.
  ///
  /// - Returns: Whether there may have been any.
  mutating func clearRoundings() -> Bool {
    guard changeCount > 0 else { return false }
    sumAgain()
    return true
  }

  private mutating func sumAgain() {
    changeCount = 0
    rowCounts = [Int](repeating: 0, count: clusterCount)
    for row in 0..<engine.rows.rowCount where engine.weight(of: row) > 0 {
      rowCounts[Int(labels[row])] += 1
    }
    numbers.sumAll(of: engine, labels: labels, chunks)
    levels = engine.parallelism.mapBlocks(count: engine.rows.categories.count, blockSize: 1) {
      [engine, labels, clusterCount] column, _ in
      LevelTallies(
        of: engine.rows.categories[column], labels: labels, weights: engine.costWeights,
        clusterCount: clusterCount)
    }
  }

  /// The means and modes of the clusters; what a cluster has no observed row for stays as it is.
  func prototypes(after former: Prototypes) -> Prototypes {
    var prototypes = former
    numbers.writeMeans(to: &prototypes.centers)
    let depth = levels.count
    for (column, levels) in levels.enumerated() {
      for cluster in 0..<clusterCount where levels.totals[cluster] > 0 {
        prototypes.modes[cluster * depth + column] = levels.modes[cluster]
        prototypes.modeShares[cluster * depth + column] =
          levels.modeWeights[cluster] / levels.totals[cluster]
      }
    }
    return prototypes
  }
}

extension RowChanges {
  /// The rows of a piece that have another label than before.
  fileprivate init(in piece: Range<Int>, from former: [Int32], to labels: [Int32]) {
    self.init(tileCount: (piece.count + TiledRows.tileRowCount - 1) / TiledRows.tileRowCount)
    former.withUnsafeBufferPointer { former in
      labels.withUnsafeBufferPointer { labels in
        for row in piece where former[row] != labels[row] {
          append(row - piece.lowerBound, formerLabel: former[row])
        }
      }
    }
  }
}
