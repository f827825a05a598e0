/// A column's values in ascending order with their segments: medians, ranks and dominance.
///
/// One sort serves every segment: midranks give each segment's Cliff's delta against the rest, and
/// the positions of its members give its own median and that of the rest.
struct RankedValues {
  /// The observed values of the contacts in segments, ascending.
  let values: [Double]
  /// The segment of each value.
  let labels: [Int32]
  /// The weight of all values before each position, with the total at the end.
  private let cumulative: [Double]?
  /// The positions of each segment's values, segment after segment.
  private let positions: [Int]
  /// Segment `k` has `positions[starts[k]..<starts[k + 1]]`.
  private let starts: [Int]
  /// The weight of the segment's values before each of its positions, laid out as ``positions``
  /// with a total at the end of each segment; nil without weights.
  private let memberCumulative: [[Double]]?

  /// Sorts a column in which NaN is missing.
  init(_ values: [Double], of membership: SegmentMembership) {
    let segmentCount = membership.segmentCount
    var rows: [UInt32] = []
    rows.reserveCapacity(values.count)
    for row in values.indices where membership.labels[row] >= 0 && !values[row].isNaN {
      rows.append(UInt32(row))
    }
    rows = SortedOrder.ascending(rows, by: values)
    self.values = rows.map { values[Int($0)] }
    let labels = rows.map { membership.labels[Int($0)] }
    self.labels = labels

    var starts = [Int](repeating: 0, count: segmentCount + 1)
    for label in labels { starts[Int(label) + 1] += 1 }
    for segment in 0..<segmentCount { starts[segment + 1] += starts[segment] }
    self.starts = starts
    var next = starts
    var positions = [Int](repeating: 0, count: rows.count)
    for (position, label) in labels.enumerated() {
      positions[next[Int(label)]] = position
      next[Int(label)] += 1
    }
    self.positions = positions

    guard let weights = membership.weights else {
      cumulative = nil
      memberCumulative = nil
      return
    }
    let sorted = rows.map { weights[Int($0)] }
    cumulative = Self.runningTotals(sorted)
    memberCumulative = (0..<segmentCount).map { segment in
      Self.runningTotals(positions[starts[segment]..<starts[segment + 1]].map { sorted[$0] })
    }
  }

  /// The totals before each element, and of all.
  private static func runningTotals(_ weights: [Double]) -> [Double] {
    var totals = [0.0]
    totals.reserveCapacity(weights.count + 1)
    var total = 0.0
    for weight in weights {
      total += weight
      totals.append(total)
    }
    return totals
  }

  /// The number of values of a segment.
  func count(of segment: Int) -> Int { starts[segment + 1] - starts[segment] }

  /// The weight of all values.
  var totalWeight: Double { cumulative?.last ?? Double(values.count) }

  /// The weight of a segment's values.
  func weight(of segment: Int) -> Double {
    memberCumulative?[segment].last ?? Double(count(of: segment))
  }

  /// Whether all values are the same, or there are none.
  var isConstant: Bool { values.first == values.last }

  // MARK: Medians

  /// The median of all values.
  var median: Double? { median(total: totalWeight, count: values.count) { before($0) } }

  /// The median of a segment.
  func median(of segment: Int) -> Double? {
    let members = positions[starts[segment]..<starts[segment + 1]]
    let index = medianIndices(total: weight(of: segment), count: members.count) {
      memberCumulative?[segment][$0] ?? Double($0)
    }
    guard let index else { return nil }
    return middle(members[members.startIndex + index.0], members[members.startIndex + index.1])
  }

  /// The median of all values outside a segment.
  ///
  /// - Complexity: O(log² n).
  func medianOutside(_ segment: Int) -> Double? {
    let outsideCount = values.count - count(of: segment)
    let total = totalWeight - weight(of: segment)
    let index = medianIndices(total: total, count: outsideCount) { rank in
      let position = positionOutside(segment, rank)
      let own = position - rank
      return before(position) - (memberCumulative?[segment][own] ?? Double(own))
    }
    guard let index else { return nil }
    return middle(positionOutside(segment, index.0), positionOutside(segment, index.1))
  }

  /// The position of the `rank`-th value that is not in a segment; the number of values when all
  /// outside values are before.
  private func positionOutside(_ segment: Int, _ rank: Int) -> Int {
    guard rank < values.count - count(of: segment) else { return values.count }
    // Member j has j members and so positions[j] − j others before it.
    var low = starts[segment]
    var high = starts[segment + 1]
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] - (middle - starts[segment]) <= rank {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return rank + low - starts[segment]
  }

  /// The weight of all values before a position.
  private func before(_ position: Int) -> Double { cumulative?[position] ?? Double(position) }

  /// The median of `count` values whose positions are `0..<count`.
  private func median(total: Double, count: Int, before: (Int) -> Double) -> Double? {
    medianIndices(total: total, count: count, before: before).map { middle($0.0, $0.1) }
  }

  /// The ranks of the two values between which the median lies.
  ///
  /// They are where half of the weight is reached, and where it is passed. `before` is the weight
  /// before a rank in `0...count`.
  private func medianIndices(
    total: Double, count: Int, before: (Int) -> Double
  ) -> (Int, Int)? {
    guard count > 0 else { return nil }
    func firstRank(where reached: (Double) -> Bool) -> Int {
      var low = 0
      var high = count - 1
      while low < high {
        let middle = (low + high) / 2
        if reached(before(middle + 1)) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    return (firstRank { $0 >= total / 2 }, firstRank { $0 > total / 2 })
  }

  /// The mean of the values at two positions, safe from overflow.
  private func middle(_ first: Int, _ second: Int) -> Double {
    first == second ? values[first] : values[first] / 2 + values[second] / 2
  }

  /// The share of the weight below a value, ties counted half.
  ///
  /// - Complexity: O(log n).
  func rank(of value: Double) -> Double {
    func position(where isPast: (Double) -> Bool) -> Int {
      var low = 0
      var high = values.count
      while low < high {
        let middle = (low + high) / 2
        if isPast(values[middle]) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let below = before(position { $0 >= value })
    let upTo = before(position { $0 > value })
    return (below + upTo) / 2 / totalWeight
  }

  // MARK: Ranks

  /// Cliff's delta of each segment against the rest, and the share of the variance of the ranks
  /// that lies between segments (Kruskal and Wallis's epsilon squared).
  ///
  /// - Complexity: O(n).
  func dominance() -> (deltas: [Double?], epsilonSquared: Double?) {
    let segmentCount = starts.count - 1
    let total = totalWeight
    // Ranks less (total + 1) / 2 sum to 0 over all values; with them nothing large cancels.
    var rankSums = [Double](repeating: 0, count: segmentCount)
    var totalSquares = 0.0
    var start = 0
    while start < values.count {
      var end = start + 1
      while end < values.count && values[end] == values[start] { end += 1 }
      let rank = (before(start) + before(end) - total) / 2
      totalSquares += (before(end) - before(start)) * rank * rank
      for position in start..<end {
        rankSums[Int(labels[position])] += (before(position + 1) - before(position)) * rank
      }
      start = end
    }
    var betweenSquares = 0.0
    let deltas = (0..<segmentCount).map { segment -> Double? in
      let weight = weight(of: segment)
      guard count(of: segment) > 0 else { return nil }
      betweenSquares += rankSums[segment] * rankSums[segment] / weight
      // A rest may weigh too little to be seen beside the segment.
      guard count(of: segment) < values.count, total > weight else { return nil }
      return min(1, max(-1, 2 * rankSums[segment] / (weight * (total - weight))))
    }
    guard totalSquares > 0 else { return (deltas, nil) }
    return (deltas, min(1, betweenSquares / totalSquares))
  }
}
