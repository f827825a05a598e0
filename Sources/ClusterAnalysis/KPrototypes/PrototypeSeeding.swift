import DenseAlgebra
import Foundation

/// Chooses rows to start from.
struct PrototypeSeeding: Sendable {
  let engine: MixedEngine
  let columns: MixedColumns
  let clusterCount: Int

  /// Rows that count are those of positive weight.
  private var rowCount: Int { engine.rows.rowCount }

  private func prototypes(_ rows: [Int]) -> Prototypes {
    var prototypes = Prototypes(count: 0, centers: [], modes: [], modeShares: [])
    for row in rows { prototypes.append(engine.prototype(row, filling: columns)) }
    return prototypes
  }

  /// The first row of all that count that has not been taken.
  private func firstRow(without taken: [Int]) -> Int {
    (0..<rowCount).first { engine.weight(of: $0) > 0 && !taken.contains($0) } ?? 0
  }

  // MARK: Random

  /// Distinct rows, drawn with a probability proportional to their weight.
  ///
  /// Efraimidis and Spirakis 2006, https://doi.org/10.1016/j.ipl.2005.11.003.
  func random(from random: inout RandomSource) -> Prototypes {
    var arrivals: [(time: Double, row: Int)] = []
    for row in 0..<rowCount {
      let time = -log(1 - random.uniform()) / engine.weight(of: row)
      if time.isFinite { arrivals.append((time, row)) }
    }
    arrivals.sort { $0 < $1 }
    var seen: Set<[UInt64]> = []
    var chosen: [Int] = []
    for arrival in arrivals where chosen.count < clusterCount {
      if seen.insert(engine.key(of: arrival.row)).inserted { chosen.append(arrival.row) }
    }
    return prototypes(chosen)
  }

  // MARK: k-prototypes++

  /// Rows far from one another, the best of some trials each.
  func plusPlus(trials: Int, from random: inout RandomSource) -> Prototypes {
    var chosen: [Int] = []
    var nearest = [Double](repeating: 1, count: rowCount)
    while chosen.count < clusterCount {
      var best: (row: Int, potential: Double, nearest: [Double])?
      for _ in 0..<(chosen.isEmpty ? 1 : trials) {
        guard let row = draw(nearest, from: &random) else { break }
        let distances = engine.distances(to: engine.prototype(row, filling: columns))
        let merged =
          chosen.isEmpty
          ? Array(distances[..<rowCount]) : zip(nearest, distances).map { min($0, $1) }
        let potential = merged.indices.reduce(0) { $0 + engine.costWeight(of: $1) * merged[$1] }
        if potential < best?.potential ?? .infinity { best = (row, potential, merged) }
      }
      guard let best else {
        // All rows lie on prototypes: rows with gaps may be told apart and yet agree.
        chosen.append(firstRow(without: chosen))
        continue
      }
      chosen.append(best.row)
      nearest = best.nearest
    }
    return prototypes(chosen)
  }

  /// A row, drawn with a probability proportional to its weight times a number; nil when all are 0.
  private func draw(_ distances: [Double], from random: inout RandomSource) -> Int? {
    var total = 0.0
    for row in 0..<rowCount { total += engine.costWeight(of: row) * distances[row] }
    guard total > 0 else { return nil }
    let target = random.uniform() * total
    var sum = 0.0
    var last: Int?
    for row in 0..<rowCount {
      let part = engine.costWeight(of: row) * distances[row]
      guard part > 0 else { continue }
      sum += part
      last = row
      if sum > target { return row }
    }
    return last
  }

  // MARK: Cao

  /// Dense rows far from one another.
  func cao() -> Prototypes {
    let densities = (0..<rowCount).map(density)
    let toMean = engine.distances(to: meanPrototype)
    var chosen: [Int] = []
    var nearest = [Double](repeating: .infinity, count: rowCount)
    while chosen.count < clusterCount {
      var best: (row: Int, score: Double)?
      for row in 0..<rowCount where engine.weight(of: row) > 0 {
        let score = chosen.isEmpty ? densities[row] : densities[row] * nearest[row]
        let isBetter =
          best.map { best in
            score > best.score
              || chosen.isEmpty && score == best.score && toMean[row] < toMean[best.row]
          } ?? (chosen.isEmpty || score > 0)
        if isBetter { best = (row, score) }
      }
      let row = best?.row ?? firstRow(without: chosen)
      chosen.append(row)
      let distances = engine.distances(to: engine.prototype(row, filling: columns))
      for row in 0..<rowCount { nearest[row] = min(nearest[row], distances[row]) }
    }
    return prototypes(chosen)
  }

  /// How frequent the levels of a row are, summed over the categories that count; 1 without any.
  private func density(of row: Int) -> Double {
    let metric = engine.metric
    guard metric.categoryWeights.contains(where: { $0 > 0 }) else { return 1 }
    let heaviest = metric.categoryWeights.max() ?? 1
    var density = 0.0
    for (column, weight) in metric.categoryWeights.enumerated() {
      guard let code = engine.rows.code(row, column) else { continue }
      density += weight / heaviest * columns.levelWeights[column][code]
    }
    return density
  }

  /// The means, with modes that no row has, so that categories make all rows equally far.
  private var meanPrototype: Prototypes {
    Prototypes(
      count: 1, centers: columns.means,
      modes: [UInt32](repeating: Prototypes.noMode, count: columns.modes.count),
      modeShares: [Double](repeating: 1, count: columns.modes.count))
  }

  // MARK: Huang

  /// The distinct rows nearest to rows that are made up of values drawn column by column.
  func huang(from random: inout RandomSource) -> Prototypes {
    let everyRow = [Double](repeating: 1, count: rowCount)
    var seen: Set<[UInt64]> = []
    var chosen: [Int] = []
    for _ in 0..<clusterCount {
      let filler = draw(everyRow, from: &random) ?? 0
      var madeUp = engine.prototype(filler, filling: columns)
      for column in madeUp.centers.indices {
        if let row = draw(everyRow, from: &random), let value = engine.rows.number(row, column) {
          madeUp.centers[column] = value
        }
      }
      for column in madeUp.modes.indices {
        if let row = draw(everyRow, from: &random), let code = engine.rows.code(row, column) {
          madeUp.modes[column] = UInt32(code)
        }
      }
      let distances = engine.distances(to: madeUp)
      var nearest: Int?
      for row in 0..<rowCount where engine.weight(of: row) > 0 {
        let isNearer = distances[row] < nearest.map { distances[$0] } ?? .infinity
        if isNearer, !seen.contains(engine.key(of: row)) { nearest = row }
      }
      let row = nearest ?? firstRow(without: chosen)
      seen.insert(engine.key(of: row))
      chosen.append(row)
    }
    return prototypes(chosen)
  }
}
