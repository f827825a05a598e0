internal import ContactTables
internal import ParallelBlocks

/// Finds columns that say the same as an earlier one.
///
/// Quantities are compared as they become features, limited and transformed, so that one huge value
/// shared by two columns does not make them alike. Levels are compared up to their names.
struct DuplicateColumns: Sendable {
  let rules: FeatureRecipe.Rules
  let rows: FittingRows

  /// Two columns are compared where both have a value, which must be nearly everywhere.
  private static let commonShare = 0.95

  /// For each plan the earlier column, itself not a duplicate, that it repeats; nil for none.
  ///
  /// Pairs are first compared on a probe of the contacts, spread evenly; only those that it does not
  /// tell apart are compared in full.
  ///
  /// - Complexity: O(columns²), and O(contacts) for each pair that is alike on the probe.
  func originals(of plans: [ColumnPlan], parallelism: Parallelism) -> [Int?] {
    let probeCount = plans.count <= 200 ? 2_048 : 256
    let probes = parallelism.mapBlocks(count: plans.count, blockSize: 1) { index, _ in
      probe(plans[index], count: probeCount)
    }
    let matches = parallelism.mapBlocks(count: plans.count, blockSize: 1) { later, _ in
      (0..<later).filter { earlier in
        guard case .used(_, let first) = plans[earlier], case .used(_, let second) = plans[later]
        else { return false }
        return isSame(first, second, probes: (probes[earlier], probes[later]))
      }
    }
    var originals = [Int?](repeating: nil, count: plans.count)
    for later in plans.indices {
      originals[later] = matches[later].first { originals[$0] == nil }
    }
    return originals
  }

  private func isSame(
    _ first: ColumnContents, _ second: ColumnContents, probes: (Probe, Probe)
  ) -> Bool {
    switch (first, second) {
    case (.quantity, .quantity):
      guard probes.0.mayCorrelate(with: probes.1),
        let correlation = correlation(features(first, nil), features(second, nil))
      else { return false }
      return abs(correlation) >= rules.duplicateCorrelation
    case (.levels(let first, let firstCount), .levels(let second, let secondCount)):
      return isRenaming(first, firstCount, second, secondCount)
    case (.sets(let first), .sets(let second)):
      return isRenaming(first, second)
    default:
      return false
    }
  }

  private func probe(_ plan: ColumnPlan, count: Int) -> Probe {
    guard case .used(_, let contents) = plan else { return Probe(values: []) }
    return Probe(values: features(contents, max(1, rows.rowCount / count)))
  }

  /// The values of a quantity as they become features, NaN where missing; every `step`-th.
  private func features(_ contents: ColumnContents, _ step: Int?) -> [Double] {
    guard case .quantity(let readings, let transform, let limits) = contents else { return [] }
    var values: [Double] = []
    values.reserveCapacity(rows.rowCount / (step ?? 1) + 1)
    let starts = stride(from: 0, to: rows.rowCount, by: step ?? rows.rowCount)
    for start in starts {
      let end = step == nil ? rows.rowCount : start + 1
      readings.forEach(in: start..<end) { row, value in
        let counts = rows.weights.map { $0[row] > 0 } ?? true
        values.append(
          value.isNaN || !counts ? .nan : transform.applied(to: limits.applied(to: value)))
      }
    }
    return values
  }

  /// Pearson's correlation over the contacts that have both values.
  ///
  /// - Returns: nil when too few have both, or one does not vary among them.
  private func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    var pairs: (first: [Double], second: [Double]) = ([], [])
    var counts = (first: 0, second: 0)
    for (x, y) in zip(first, second) {
      if !x.isNaN { counts.first += 1 }
      if !y.isNaN { counts.second += 1 }
      guard !x.isNaN, !y.isNaN else { continue }
      pairs.first.append(x)
      pairs.second.append(y)
    }
    guard
      Double(pairs.first.count) >= Self.commonShare * Double(max(counts.first, counts.second))
    else { return 0 }
    let scales = (
      StandardScaler.scale(of: Sample(values: pairs.first)),
      StandardScaler.scale(of: Sample(values: pairs.second))
    )
    var products = 0.0
    var squares = (0.0, 0.0)
    for (x, y) in zip(pairs.first, pairs.second) {
      let (x, y) = (scales.0.applied(to: x), scales.1.applied(to: y))
      products += x * y
      squares.0 += x * x
      squares.1 += y * y
    }
    guard squares.0 > 0, squares.1 > 0 else { return nil }
    return products / (squares.0.squareRoot() * squares.1.squareRoot())
  }
}

// MARK: Levels
extension DuplicateColumns {
  /// Whether one column of levels becomes the other when its levels are renamed.
  private func isRenaming(
    _ first: CategoryCodes, _ firstCount: Int, _ second: CategoryCodes, _ secondCount: Int
  ) -> Bool {
    guard first.count == second.count else { return false }
    var renaming = Renaming(firstCount: firstCount, secondCount: secondCount)
    for row in 0..<first.count {
      switch (first[row], second[row]) {
      case (nil, nil): continue
      case (let old?, let new?):
        guard renaming.accepts(old, new) else { return false }
      default: return false
      }
    }
    return true
  }

  private func isRenaming(_ first: MultiSelectValues, _ second: MultiSelectValues) -> Bool {
    guard first.offsets == second.offsets else { return false }
    var renaming = Renaming(firstCount: first.levels.count, secondCount: second.levels.count)
    return zip(first.members, second.members).allSatisfy { renaming.accepts(Int($0), Int($1)) }
  }
}

/// A few values of a column, standardised, to see quickly that two columns differ.
private struct Probe: Sendable {
  /// NaN where missing.
  let values: [Double]

  init(values: [Double]) {
    let scale = StandardScaler.scale(of: Sample(values: values.filter { !$0.isNaN }))
    self.values = values.map { $0.isNaN ? $0 : scale.applied(to: $0) }
  }

  /// Whether the correlation is high, either way, or cannot be told from so few values.
  func mayCorrelate(with other: Probe) -> Bool {
    var count = 0.0
    var sums = (x: 0.0, y: 0.0)
    var products = (xx: 0.0, yy: 0.0, xy: 0.0)
    for (x, y) in zip(values, other.values) where !x.isNaN && !y.isNaN {
      count += 1
      sums.x += x
      sums.y += y
      products.xx += x * x
      products.yy += y * y
      products.xy += x * y
    }
    let variances = (
      count * products.xx - sums.x * sums.x, count * products.yy - sums.y * sums.y
    )
    guard count >= 3, variances.0 > 0, variances.1 > 0 else { return true }
    let correlation =
      (count * products.xy - sums.x * sums.y)
      / (variances.0.squareRoot() * variances.1.squareRoot())
    return abs(correlation) > 0.95
  }
}

/// A one-to-one relation of levels that is found while reading.
private struct Renaming {
  private var forward: [Int]
  private var backward: [Int]

  init(firstCount: Int, secondCount: Int) {
    forward = [Int](repeating: -1, count: firstCount)
    backward = [Int](repeating: -1, count: secondCount)
  }

  mutating func accepts(_ old: Int, _ new: Int) -> Bool {
    if forward[old] < 0 && backward[new] < 0 {
      forward[old] = new
      backward[new] = old
    }
    return forward[old] == new && backward[new] == old
  }
}
