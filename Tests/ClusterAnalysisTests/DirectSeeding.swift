import ClusterAnalysis
import DenseAlgebra
import Foundation

/// The starts of k-prototypes as they stand in the papers, slow and obviously right.
///
/// Chance comes from the same generator in the same order, so that a start can be compared row by row.
struct DirectSeeding {
  let direct: DirectPrototypes
  private var rows: MixedMatrix { direct.rows }
  private var counting: [Int] { (0..<rows.rowCount).filter { direct.weights[$0] > 0 } }

  /// The rows that a method starts from.
  func rows(for method: KPrototypes) -> [Int] {
    var random = RandomSource(seed: method.seed).substream(0)
    switch method.initialization {
    case .random: return randomRows(method.clusterCount, from: &random)
    case .huang: return huangRows(method.clusterCount, from: &random)
    case .cao: return caoRows(method.clusterCount)
    case .plusPlus(let trials):
      return plusPlusRows(
        method.clusterCount, trials: trials ?? 2 + Int(log(Double(method.clusterCount))),
        from: &random)
    case .prototypes: preconditionFailure("the start is given")
    }
  }

  /// Everything in a row that can tell it from another.
  private func values(_ row: Int) -> [Double?] {
    rows.numbers.row(0).indices.map { rows.number(row, $0) }
      + rows.categories.map { $0[row].map(Double.init) }
  }

  private func distances(to row: Int) -> [Double] {
    var one = direct
    one.start(from: [row])
    return (0..<rows.rowCount).map { one.distance($0, 0) }
  }

  private func randomRows(_ count: Int, from random: inout RandomSource) -> [Int] {
    let times = (0..<rows.rowCount).map { -log(1 - random.uniform()) / direct.weights[$0] }
    var chosen: [Int] = []
    for row in counting.sorted(by: { (times[$0], $0) < (times[$1], $1) })
    where !chosen.contains(where: { values($0) == values(row) }) {
      chosen.append(row)
    }
    return Array(chosen.prefix(count))
  }

  /// The first row at which the running sum of parts passes a random part of the whole.
  private func draw(_ parts: [Double], from random: inout RandomSource) -> Int {
    let target = random.uniform() * parts.reduce(0, +)
    var sum = 0.0
    return parts.firstIndex {
      sum += $0
      return $0 > 0 && sum > target
    } ?? parts.lastIndex { $0 > 0 } ?? 0
  }

  private func plusPlusRows(
    _ count: Int, trials: Int, from random: inout RandomSource
  ) -> [Int] {
    let costWeights = zip(direct.weights, direct.factors).map { $0 * $1 }
    var chosen = [draw(costWeights, from: &random)]
    func nearest(_ chosen: [Int]) -> [Double] {
      let all = chosen.map { distances(to: $0) }
      return (0..<rows.rowCount).map { row in costWeights[row] * (all.map { $0[row] }.min() ?? 0) }
    }
    while chosen.count < count {
      let parts = nearest(chosen)
      let candidates = (0..<trials).map { _ in draw(parts, from: &random) }
      let costs = candidates.map { nearest(chosen + [$0]).reduce(0, +) }
      chosen.append(candidates[costs.firstIndex(of: costs.min() ?? 0) ?? 0])
    }
    return chosen
  }

  private func caoRows(_ count: Int) -> [Int] {
    let weights = direct.categoryWeights
    let densities = (0..<rows.rowCount).map { row -> Double in
      guard weights.contains(where: { $0 > 0 }) else { return 1 }
      var density = 0.0
      for (column, weight) in weights.enumerated() {
        guard let code = direct.given.code(row, column) ?? rows.code(row, column) else { continue }
        density +=
          weight
          * (0..<rows.rowCount).filter { direct.given.code($0, column) == code }
          .reduce(0) { $0 + direct.weights[$1] }
      }
      return density
    }
    var mean = direct
    mean.start(from: [])
    mean.centers = [direct.means]
    mean.modes = [weights.map { _ in -1 }]
    mean.shares = [weights.map { _ in 1 }]
    let highest = counting.map { densities[$0] }.max() ?? 0
    var chosen = counting.filter { densities[$0] >= highest * (1 - 1e-12) }
    chosen = [
      chosen.min { (mean.distance($0, 0), $0) < (mean.distance($1, 0), $1) } ?? 0
    ]
    while chosen.count < count {
      let all = chosen.map { distances(to: $0) }
      let scores = counting.map { row in densities[row] * (all.map { $0[row] }.min() ?? 0) }
      chosen.append(counting[scores.firstIndex(of: scores.max() ?? 0) ?? 0])
    }
    return chosen
  }

  private func huangRows(_ count: Int, from random: inout RandomSource) -> [Int] {
    func anyRow() -> Int { draw(direct.weights.indices.map { costWeight($0) }, from: &random) }
    func costWeight(_ row: Int) -> Double { direct.weights[row] * direct.factors[row] }
    var chosen: [Int] = []
    for _ in 0..<count {
      var madeUp = direct
      madeUp.start(from: [anyRow()])
      for column in rows.numbers.row(0).indices {
        if let value = rows.number(anyRow(), column) { madeUp.centers[0][column] = value }
      }
      for column in rows.categories.indices {
        if let code = rows.code(anyRow(), column) { madeUp.modes[0][column] = code }
      }
      let order = counting.sorted {
        (madeUp.distance($0, 0), $0) < (madeUp.distance($1, 0), $1)
      }
      chosen.append(
        order.first { row in !chosen.contains { values($0) == values(row) } } ?? order[0])
    }
    return chosen
  }
}
