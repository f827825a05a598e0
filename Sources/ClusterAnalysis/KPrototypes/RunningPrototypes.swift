import DenseAlgebra
import ParallelBlocks

/// The means and modes of clusters, kept up to date by the rows that move.
///
/// Rows that move are taken out of the sums and level counts of one cluster and added to those of
/// another. Numbers are summed again at fixed intervals, so that roundings cannot pile up. Where rows do
/// not all count the same, numbers have gaps, or tables of levels would be larger than the rows, all is
/// summed again each time.
struct RunningPrototypes {
  private let engine: MixedEngine
  private let columns: MixedColumns
  private let clusterCount: Int
  private let chunks: RowChunks
  /// Whether moves are followed, so that ``label(by:)`` can be used.
  let isFollowing: Bool
  private var numbers: NumberSums
  private var levels: [LevelTallies]
  /// How often rows have moved since all were summed.
  private var changeCount = 0
  /// For each cluster, how many rows that count it has.
  private(set) var rowCounts: [Int]
  /// The label of each row that all this stands for; padded to whole tiles.
  private(set) var labels: [Int32]
  /// How far each row is from changing its label, and the prototypes that this is about; `nil` while
  /// that is not kept.
  private var gaps: (rows: [Float], panel: PrototypePanel)?
  private var movedCount = Int.max

  private static let changeLimit = 32

  /// Begins with rows that have no label.
  init(of engine: MixedEngine, columns: MixedColumns, clusterCount: Int) {
    self.engine = engine
    self.columns = columns
    self.clusterCount = clusterCount
    chunks = RowChunks(
      rowCount: engine.rows.rowCount, columnCount: engine.rows.columnCount,
      clusterCount: clusterCount, parallelism: engine.parallelism)
    let isFollowing =
      engine.costWeights == nil && engine.rows.numberGaps.isEmpty
      && engine.rows.categories.allSatisfy {
        LevelTallies.clustersAtOnce($0, clusterCount: clusterCount) == clusterCount
      }
    self.isFollowing = isFollowing
    numbers = NumberSums(clusterCount: clusterCount, origin: columns.means)
    levels =
      isFollowing
      ? engine.rows.categories.map { LevelTallies(of: $0, clusterCount: clusterCount) } : []
    rowCounts = [Int](repeating: 0, count: clusterCount)
    labels = engine.emptyLabelling.labels
  }

  // MARK: Following

  /// Labels each row with its nearest prototype, of equally near ones the lowest, and brings sums and
  /// counts in line.
  ///
  /// - Returns: How many rows have another label than before.
  /// - Complexity: O(rows × prototypes × columns), less what need not be looked at.
  mutating func label(by prototypes: Prototypes) -> Int {
    let panel = engine.metric.panel(prototypes)
    startGaps(panel)
    // Taken out, so that they are changed where they are and not copied.
    var (labels, kept) = (labels, gaps)
    (self.labels, gaps) = ([], nil)
    let parts = labels.withUnsafeMutableBufferPointer { labels in
      let labels = DisjointWrites(labels)
      guard let formerPanel = kept?.panel else { return follow(panel, labels, nil) }
      return kept?.rows.withUnsafeMutableBufferPointer { rows in
        follow(panel, labels, engine.gaps(DisjointWrites(rows), to: panel, from: formerPanel))
      } ?? []
    }
    self.labels = labels
    gaps = kept.map { ($0.rows, panel) }
    movedCount = parts.reduce(0) { $0 + $1.moves.rows.count }
    if movedCount > 0 { merge(parts) }
    return movedCount
  }

  /// Begins to keep gaps when few rows move: they cost a little for each row that is looked at.
  private mutating func startGaps(_ panel: PrototypePanel) {
    guard gaps == nil, panel.isMetric, clusterCount > 1, movedCount < labels.count / 8
    else { return }
    gaps = ([Float](repeating: -1, count: labels.count), panel)
  }

  /// What a pass changes in a chunk.
  private struct Part: Sendable {
    var moves: RowMoves
    var sums: ClusterSums
    /// For each cluster, how many rows it has more than before.
    var rowCounts: [Int]
  }

  private func follow(
    _ panel: PrototypePanel, _ labels: DisjointWrites<Int32>, _ gaps: PrototypeGaps?
  ) -> [Part] {
    let pieceRows = 64 * MixedTiles.tileRows
    let empty = (sums: numbers.unchanged, counts: [Int](repeating: 0, count: clusterCount))
    return engine.rows.withOriginalNumbers { original in
      chunks.map { chunk in
        var part = Part(
          moves: RowMoves(firstRow: chunk.lowerBound), sums: empty.sums, rowCounts: empty.counts)
        var changes = RowChanges(tileCount: min(64, (chunk.count + 63) / 64))
        for first in stride(from: chunk.lowerBound, to: chunk.upperBound, by: pieceRows) {
          let piece = first..<min(first + pieceRows, chunk.upperBound)
          let own = labels.slice(piece)
          engine.follow(panel, rows: piece, labels: own, gaps: gaps, changes: &changes)
          guard changes.count > 0 else { continue }
          part.moves.append(changes, from: first - chunk.lowerBound)
          if let original {
            part.sums.apply(changes, in: piece, of: original, labels: UnsafeBufferPointer(own))
          }
          for (row, former) in zip(changes.rows, changes.formerLabels) {
            if former >= 0 { part.rowCounts[Int(former)] -= 1 }
            part.rowCounts[Int(own[Int(row)])] += 1
          }
        }
        return part
      }
    }
  }

  private mutating func merge(_ parts: [Part]) {
    for part in parts where !part.moves.rows.isEmpty {
      for cluster in rowCounts.indices { rowCounts[cluster] += part.rowCounts[cluster] }
      numbers.merge(part.sums)
    }
    changeCount += 1
    if changeCount == Self.changeLimit {
      changeCount = 0
      numbers.sumAll(of: engine, labels: labels, chunks)
    }
    let (moves, tables) = (parts.map(\.moves), levels)
    levels = engine.parallelism.mapBlocks(count: tables.count, blockSize: 1) {
      [engine, labels] column, _ in
      var table = tables[column]
      table.apply(moves, of: engine.rows.categories[column], labels: labels)
      return table
    }
  }

  /// What the labels cost that the rows were given by these prototypes.
  ///
  /// - Complexity: O(clusters × columns).
  func cost(of prototypes: Prototypes) -> Double {
    let metric = engine.metric
    var cost = numbers.cost(
      of: prototypes.centers, squares: columns.squares, weights: metric.numberWeights,
      sizes: rowCounts)
    let depth = levels.count
    for (column, levels) in levels.enumerated() {
      let agreement = levels.agreement { prototypes.modes[$0 * depth + column] }
      for cluster in rowCounts.indices {
        let isNothing = metric.dissimilarity == .matching
        let match = isNothing ? 0 : 1 - prototypes.modeShares[cluster * depth + column]
        cost +=
          metric.categoryWeights[column]
          * (levels.totals[cluster] - agreement[cluster] * (1 - match))
      }
    }
    return cost
  }

  // MARK: Given labels

  /// Brings sums and counts in line with labels that were given in another way.
  ///
  /// - Returns: How many rows have another label than before.
  /// - Complexity: O(rows × columns).
  mutating func take(_ newLabels: [Int32]) -> Int {
    let former = labels
    labels = newLabels
    gaps = nil
    let rowCount = engine.rows.rowCount
    movedCount = former.withUnsafeBufferPointer { former in
      newLabels.withUnsafeBufferPointer { labels in
        (0..<rowCount).reduce(0) { $0 + (former[$1] != labels[$1] ? 1 : 0) }
      }
    }
    if movedCount > 0 { sumAgain() }
    return movedCount
  }

  /// Takes away what rows that moved have left in the sums by rounding.
  ///
  /// - Returns: Whether there may have been any.
  mutating func clearRoundings() -> Bool {
    guard changeCount > 0 else { return false }
    changeCount = 0
    numbers.sumAll(of: engine, labels: labels, chunks)
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

  // MARK: Prototypes

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
