import DenseAlgebra
import ParallelBlocks

/// Mixed rows that are ready to be compared with prototypes, again and again.
///
/// Rows in which everything that counts is missing are left out; all row numbers are of those kept.
struct MixedEngine: Sendable {
  /// The rows that can be compared.
  let rows: MixedMatrix
  /// For each of them its number in the input.
  let kept: [Int]
  /// The number of rows of the input.
  let inputCount: Int
  /// How often each row counts; `nil` when each counts once.
  let weights: [Double]?
  /// What the dissimilarity of each row is multiplied with in the cost; `nil` when all count once.
  let costWeights: [Double]?
  let metric: MixedMetric
  let parallelism: Parallelism
  private let tiles: MixedTiles

  /// Which prototype is nearest to each row, and how far it is; padded to whole tiles.
  struct Labelling: Sendable {
    var labels: [Int32]
    var distances: [Double]
  }

  /// - Throws: ``ClusteringError`` for gaps that are refused and numbers too large to be squared.
  init(
    _ input: MixedMatrix, weights: [Double]?, metric: MixedMetric,
    missingValues: KPrototypes.MissingValues, fillings: MixedMatrix?, parallelism: Parallelism
  ) throws(ClusteringError) {
    if input.rowCount > 0, input.numbers.columnCount > 0 {
      let largest = max(1, metric.numberWeights.max() ?? 1)
      try InputChecks.checkElements(
        of: input.numbers, totalWeight: largest * (weights?.reduce(0, +) ?? Double(input.rowCount)))
    }
    let gaps = input.rowsWithGaps
    if let first = gaps.first, missingValues == .refused {
      throw ClusteringError(
        .missingValue,
        "something is missing in \(gaps.count) of \(input.rowCount) rows, first in row \(first) "
          + "(counted from 0); fill it in, leave the rows out, or set missingValues to "
          + ".\(KPrototypes.MissingValues.rescaled.rawValue)")
    }
    let everything = metric.numberWeights.reduce(0, +) + metric.categoryWeights.reduce(0, +)
    var factors: [Double] = []
    if !gaps.isEmpty {
      factors = [Double](repeating: 1, count: input.rowCount)
      for row in gaps {
        let observed = metric.observedWeight(of: row, in: input)
        factors[row] = observed > 0 ? everything / observed : 0
      }
    }
    let isComplete = !factors.contains(0)
    let kept = isComplete ? [] : factors.indices.filter { factors[$0] > 0 }
    self.kept = kept
    let selected = isComplete ? input : input.selectingRows(kept)
    rows = fillings.map { selected.filled(from: $0) } ?? selected
    inputCount = input.rowCount
    self.weights = isComplete ? weights : weights.map { weights in kept.map { weights[$0] } }
    if missingValues == .rescaled, !factors.isEmpty {
      costWeights = (isComplete ? Array(factors.indices) : kept).map {
        factors[$0] * (weights?[$0] ?? 1)
      }
    } else {
      costWeights = self.weights
    }
    self.metric = metric
    self.parallelism = parallelism
    tiles = MixedTiles(
      rows.numbers, scales: metric.scales, gaps: rows.numberGaps,
      columns: rows.categories.map(\.codes), parallelism: parallelism)
  }

  /// How often a row counts.
  func weight(of row: Int) -> Double { weights?[row] ?? 1 }

  /// What the dissimilarity of a row is multiplied with in the cost.
  func costWeight(of row: Int) -> Double { costWeights?[row] ?? 1 }

  /// Room for a labelling, in which no row has a label.
  var emptyLabelling: Labelling {
    Labelling(
      labels: [Int32](repeating: Assignments.unassigned, count: tiles.paddedRowCount),
      distances: [Double](repeating: 0, count: tiles.paddedRowCount))
  }

  /// Gives each row the label of its nearest prototype.
  func assign(to prototypes: Prototypes, _ labelling: inout Labelling) {
    tiles.findNearest(
      in: metric.panel(prototypes), labels: &labelling.labels, distances: &labelling.distances,
      parallelism: parallelism)
  }

  /// Gives each of some rows the label of its nearest prototype, and tells which have moved.
  ///
  /// - Parameters:
  ///   - panel: The prototypes.
  ///   - rows: The rows, of which the first begins a tile.
  ///   - labels: Those of these rows. Updated.
  ///   - gaps: How far all rows are from changing their label, when that is kept. Updated.
  ///   - changes: What has changed.
  func follow(
    _ panel: PrototypePanel, rows: Range<Int>, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: PrototypeGaps?, changes: inout RowChanges
  ) {
    tiles.follow(panel, rows: rows, labels: labels, gaps: gaps, changes: &changes)
  }

  /// What passes before have left of the gaps of all rows, after prototypes have moved.
  func gaps(
    _ rows: DisjointWrites<Float>, to panel: PrototypePanel, from former: PrototypePanel
  ) -> PrototypeGaps {
    PrototypeGaps(rows, to: panel, from: former, in: tiles)
  }

  /// The dissimilarity of each row to a prototype; padded to whole tiles.
  func distances(to prototype: Prototypes) -> [Double] {
    var labelling = emptyLabelling
    assign(to: prototype, &labelling)
    return labelling.distances
  }

  /// What a labelling costs.
  func cost(_ labelling: Labelling) -> Double {
    let distances = labelling.distances
    let chunks = RowChunks(rowCount: rows.rowCount, parallelism: parallelism)
    let parts = chunks.map { rows in
      withCostWeights(of: rows) { weights in
        distances.withUnsafeBufferPointer { distances in
          var cost = 0.0
          for (place, row) in rows.enumerated() { cost += (weights?[place] ?? 1) * distances[row] }
          return cost
        }
      }
    }
    return parts.reduce(0, +)
  }

  /// The labels of all rows of the input.
  func assignments(_ labelling: Labelling, clusterCount: Int) -> Assignments {
    var labels = Array(labelling.labels[..<rows.rowCount])
    if rows.rowCount < inputCount {
      labels = [Int32](repeating: Assignments.unassigned, count: inputCount)
      for (place, row) in kept.enumerated() { labels[row] = labelling.labels[place] }
    }
    return Assignments(labels: labels, clusterCount: clusterCount)
  }

  /// What tells a row from another, in the columns that count.
  func key(of row: Int) -> [UInt64] {
    var key: [UInt64] = []
    for (column, weight) in metric.numberWeights.enumerated() where weight > 0 {
      // Adding zero makes minus zero equal to it.
      key.append(rows.number(row, column).map { ($0 + 0).bitPattern } ?? .max)
    }
    for (column, weight) in metric.categoryWeights.enumerated() where weight > 0 {
      key.append(rows.code(row, column).map { UInt64($0) } ?? .max)
    }
    return key
  }

  /// A row as a prototype, with gaps filled by what is given.
  func prototype(_ row: Int, filling columns: MixedColumns) -> Prototypes {
    Prototypes(
      count: 1,
      centers: columns.means.indices.map { rows.number(row, $0) ?? columns.means[$0] },
      modes: zip(rows.categories, columns.modes).map { $0[row].map { UInt32($0) } ?? $1 },
      modeShares: [Double](repeating: 1, count: rows.categories.count))
  }
}

extension MixedMetric {
  /// The weight of the columns in which a row is not missing.
  func observedWeight(of row: Int, in rows: MixedMatrix) -> Double {
    var weight = 0.0
    for column in numberWeights.indices where rows.number(row, column) != nil {
      weight += numberWeights[column]
    }
    for column in categoryWeights.indices where rows.code(row, column) != nil {
      weight += categoryWeights[column]
    }
    return weight
  }
}
