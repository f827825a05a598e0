/// One pass over the rows in which each row that moves takes its means and modes along at once.
///
/// Huang 1998, https://doi.org/10.1023/A:1009769707641, section 3.2.
struct OnlineUpdate {
  private let engine: MixedEngine
  private var prototypes: Prototypes
  private let origin: [Double]
  private let scales: [Double]
  private(set) var labels: [Int32]
  /// For each cluster, how many rows that count it has.
  private var sizes: [Int]
  /// clusters x number columns: the weighted sum of differences to the origin, and the weight.
  private var sums: [Double]
  private var totals: [Double]
  /// For each category column, clusters x levels: the weight of each level.
  private var levelWeights: [[Double]]
  /// clusters x category columns: the weight of what is observed.
  private var levelTotals: [Double]

  /// Starts from labels and the prototypes that belong to them.
  init(of engine: MixedEngine, prototypes: Prototypes, labels: [Int32], columns: MixedColumns) {
    self.engine = engine
    self.prototypes = prototypes
    self.labels = labels
    origin = columns.means
    scales = engine.metric.scales
    let count = prototypes.count
    sizes = [Int](repeating: 0, count: count)
    sums = [Double](repeating: 0, count: prototypes.centers.count)
    totals = sums
    levelWeights = engine.rows.categories.map {
      [Double](repeating: 0, count: count * $0.levelCount)
    }
    levelTotals = [Double](repeating: 0, count: prototypes.modes.count)
    for row in 0..<engine.rows.rowCount { add(row, to: Int(labels[row]), sign: 1) }
  }

  /// Goes through the rows once, in order.
  ///
  /// - Complexity: O(rows × prototypes × columns), and O(levels) for a mode that loses a row.
  mutating func run() {
    for row in 0..<engine.rows.rowCount {
      let own = Int(labels[row])
      let nearest = nearestPrototype(to: row)
      let counts = engine.weight(of: row) > 0
      guard nearest != own, !counts || sizes[own] > 1 else { continue }
      labels[row] = Int32(nearest)
      guard counts else { continue }
      add(row, to: own, sign: -1)
      add(row, to: nearest, sign: 1)
      follow(row, in: own)
      follow(row, in: nearest)
    }
  }

  /// The nearest prototype, in the same arithmetic as that of the kernels.
  private func nearestPrototype(to row: Int) -> Int {
    let (width, depth) = (scales.count, levelWeights.count)
    let metric = engine.metric
    var nearest = (prototype: 0, distance: Double.infinity)
    for prototype in 0..<prototypes.count {
      var distance = 0.0
      for column in 0..<width {
        guard let value = engine.rows.number(row, column) else { continue }
        let center = prototypes.centers[prototype * width + column]
        let difference = value * scales[column] - center * scales[column]
        distance += difference * difference
      }
      // Differences that add the same are counted first, as in the kernels.
      var (count, weight) = (0.0, 0.0)
      for column in 0..<depth {
        if metric.categoryWeights[column] != weight {
          distance += weight * count
          (count, weight) = (0, metric.categoryWeights[column])
        }
        guard let code = engine.rows.code(row, column) else { continue }
        let place = prototype * depth + column
        if UInt32(code) != prototypes.modes[place] {
          count += 1
        } else if metric.dissimilarity == .frequencyWeighted {
          distance += weight * (1 - prototypes.modeShares[place])
        }
      }
      distance += weight * count
      if distance < nearest.distance { nearest = (prototype, distance) }
    }
    return nearest.prototype
  }

  private mutating func add(_ row: Int, to cluster: Int, sign: Double) {
    guard engine.weight(of: row) > 0 else { return }
    let weight = sign * engine.costWeight(of: row)
    sizes[cluster] += Int(sign)
    for column in origin.indices {
      guard let value = engine.rows.number(row, column) else { continue }
      sums[cluster * origin.count + column] += weight * (value - origin[column])
      totals[cluster * origin.count + column] += weight
    }
    for column in levelWeights.indices {
      guard let code = engine.rows.code(row, column) else { continue }
      let levelCount = engine.rows.categories[column].levelCount
      levelWeights[column][cluster * levelCount + code] += weight
      levelTotals[cluster * levelWeights.count + column] += weight
    }
  }

  /// Brings a prototype in line with its cluster, where a row has come or gone.
  private mutating func follow(_ row: Int, in cluster: Int) {
    for column in origin.indices where engine.rows.number(row, column) != nil {
      let place = cluster * origin.count + column
      // What is left of a sum after all has been taken away is rounding.
      guard totals[place] > 1e-12 else { continue }
      prototypes.centers[place] = origin[column] + sums[place] / totals[place]
    }
    for column in levelWeights.indices where engine.rows.code(row, column) != nil {
      let levelCount = engine.rows.categories[column].levelCount
      let weights = levelWeights[column][cluster * levelCount..<(cluster + 1) * levelCount]
      let place = cluster * levelWeights.count + column
      guard levelTotals[place] > 1e-12, let mode = heaviestLevel(weights) else { continue }
      prototypes.modes[place] = UInt32(mode)
      prototypes.modeShares[place] = min(
        1, weights[weights.startIndex + mode] / levelTotals[place])
    }
  }
}
