import ClusterAnalysis
import DenseAlgebra

/// k-prototypes as it stands in textbooks, slow and obviously right.
struct DirectPrototypes {
  /// The rows as they came.
  let given: MixedMatrix
  /// The rows that are compared, with gaps filled where they are filled once.
  let rows: MixedMatrix
  let weights: [Double]
  let gamma: Double
  let numberWeights: [Double]
  let categoryWeights: [Double]
  let isFrequencyWeighted: Bool
  /// How much each row counts beside its weight, for its gaps.
  let factors: [Double]
  /// The mean of each number column and the mode of each category column.
  let means: [Double]
  let commonest: [Int?]
  var centers: [[Double]] = []
  var modes: [[Int?]] = []
  var shares: [[Double]] = []
  var labels: [Int] = []
  /// Whether a cluster had no row that counts at any time, which the textbook leaves so.
  var ranEmpty = false

  init(_ rows: MixedMatrix, by method: KPrototypes, weights: [Double]?, gamma: Double) {
    given = rows
    self.gamma = gamma
    let numberWeights = method.numberWeights ?? rows.numbers.row(0).map { _ in 1 }
    let categoryWeights = method.categoryWeights ?? rows.categories.map { _ in 1 }
    (self.numberWeights, self.categoryWeights) = (numberWeights, categoryWeights)
    isFrequencyWeighted = method.dissimilarity == .frequencyWeighted
    let all = numberWeights.reduce(0, +) + categoryWeights.reduce(0) { $0 + gamma * $1 }
    factors = (0..<rows.rowCount).map { row in
      guard method.missingValues == .rescaled else { return 1 }
      var observed = 0.0
      for (column, weight) in numberWeights.enumerated() where rows.number(row, column) != nil {
        observed += weight
      }
      for (column, weight) in categoryWeights.enumerated() where rows.code(row, column) != nil {
        observed += gamma * weight
      }
      return all / observed
    }
    let counts = weights ?? factors.map { _ in 1 }
    self.weights = counts
    let filling = DirectFilling(of: rows, weights: counts)
    means = filling.means
    commonest = filling.modes
    self.rows = method.missingValues == .filledByColumn ? filling.filled(rows) : rows
    if case .prototypes(let start) = method.initialization {
      centers = (0..<start.rowCount).map { Array(start.numbers.row($0)) }
      modes = (0..<start.rowCount).map { row in start.categories.map { $0[row] } }
      shares = modes.map { $0.map { _ in 1 } }
    } else {
      start(from: DirectSeeding(direct: self).rows(for: method))
    }
    run(isOnline: method.updates == .online)
  }

  /// Takes some rows for prototypes, with gaps filled.
  mutating func start(from chosen: [Int]) {
    centers = chosen.map { row in means.indices.map { rows.number(row, $0) ?? means[$0] } }
    modes = chosen.map { row in commonest.indices.map { rows.code(row, $0) ?? commonest[$0] } }
    shares = modes.map { $0.map { _ in 1 } }
  }

  func distance(_ row: Int, _ cluster: Int) -> Double {
    var sum = 0.0
    for (column, weight) in numberWeights.enumerated() {
      guard let value = rows.number(row, column) else { continue }
      sum += weight * (value - centers[cluster][column]) * (value - centers[cluster][column])
    }
    for (column, weight) in categoryWeights.enumerated() {
      guard let code = rows.code(row, column) else { continue }
      let isMode = code == modes[cluster][column]
      let match = isFrequencyWeighted ? 1 - shares[cluster][column] : 0
      sum += gamma * weight * (isMode ? match : 1)
    }
    return sum
  }

  func nearest(_ row: Int) -> Int {
    let distances = centers.indices.map { distance(row, $0) }
    return distances.firstIndex(of: distances.min() ?? 0) ?? 0
  }

  var cost: Double {
    labels.indices.reduce(0) { $0 + weights[$1] * factors[$1] * distance($1, labels[$1]) }
  }

  private mutating func run(isOnline: Bool) {
    labels = (0..<rows.rowCount).map(nearest)
    for cluster in centers.indices { update(cluster) }
    for _ in 0..<200 {
      let former = labels
      if isOnline {
        for row in labels.indices {
          let (own, next) = (labels[row], nearest(row))
          let isLast = labels.indices.filter { labels[$0] == own && weights[$0] > 0 }.count < 2
          if own == next || (isLast && weights[row] > 0) { continue }
          labels[row] = next
          update(own)
          update(next)
        }
      } else {
        labels = labels.indices.map(nearest)
        for cluster in centers.indices { update(cluster) }
      }
      if labels == former { return }
    }
  }

  private mutating func update(_ cluster: Int) {
    let members = labels.indices.filter { labels[$0] == cluster }
    if !members.contains(where: { weights[$0] > 0 }) { ranEmpty = true }
    func weight(_ row: Int) -> Double { weights[row] * factors[row] }
    for column in numberWeights.indices {
      let known = members.filter { rows.number($0, column) != nil }
      let total = known.reduce(0) { $0 + weight($1) }
      guard total > 0 else { continue }
      centers[cluster][column] =
        known.reduce(0) { $0 + weight($1) * (rows.number($1, column) ?? 0) } / total
    }
    for column in categoryWeights.indices {
      var levels = [Double](repeating: 0, count: rows.categories[column].levelCount)
      for row in members {
        if let code = rows.code(row, column) { levels[code] += weight(row) }
      }
      guard let highest = levels.max(), highest > 0 else { continue }
      // Sums that differ by rounding are equal.
      modes[cluster][column] = levels.firstIndex { $0 >= highest * (1 - 1e-12) }
      shares[cluster][column] = highest / levels.reduce(0, +)
    }
  }
}
