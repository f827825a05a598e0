extension Sample {
  /// The quantiles at ascending `probabilities`, exact, of a sample that is not empty.
  ///
  /// Without weights, and with whole-number weights, which stand for repeated contacts: linear
  /// interpolation between order statistics (type 7 of Hyndman & Fan 1996,
  /// doi:10.2307/2684934, as in NumPy and R). With other weights the averaged inverse of the
  /// distribution function (type 2), which does not change when all weights are multiplied.
  ///
  /// - Complexity: O(values) on average without weights, O(values · log values) with weights.
  func quantiles(_ probabilities: [Double]) -> [Double] {
    guard let weights else { return unweightedQuantiles(probabilities) }
    let order = values.indices.sorted { values[$0] < values[$1] }
    var cumulative = 0.0
    let cumulativeWeights = order.map { index -> Double in
      cumulative += weights[index]
      return cumulative
    }
    let isRepeated = cumulative < 0x1p53 && weights.allSatisfy { $0 == $0.rounded() }
    /// The value where the running weight first exceeds `position`, or first reaches it.
    func value(at position: Double, reached: Bool) -> Double {
      var low = 0
      var high = order.count - 1
      while low < high {
        let middle = (low + high) / 2
        let passes =
          reached ? cumulativeWeights[middle] >= position : cumulativeWeights[middle] > position
        if passes { high = middle } else { low = middle + 1 }
      }
      return values[order[low]]
    }
    return probabilities.map { probability in
      if isRepeated {
        let position = (cumulative - 1) * probability
        let below = position.rounded(.down)
        return interpolated(
          value(at: below, reached: false), value(at: below + 1, reached: false), position - below)
      }
      let position = cumulative * probability
      return interpolated(
        value(at: position, reached: true), value(at: position, reached: false), 0.5)
    }
  }

  private func unweightedQuantiles(_ probabilities: [Double]) -> [Double] {
    var scratch = values
    return scratch.withUnsafeMutableBufferPointer { buffer in
      var sortedEnd = 0
      return probabilities.map { probability in
        let position = Double(buffer.count - 1) * probability
        let below = Int(position.rounded(.down))
        let lower = Selection.select(below, in: buffer, from: min(sortedEnd, below))
        let above = min(below + 1, buffer.count - 1)
        let upper = Selection.select(above, in: buffer, from: min(below + 1, above))
        sortedEnd = above
        return interpolated(lower, upper, position - Double(below))
      }
    }
  }

  /// A point between two order statistics, never outside them and never infinite.
  private func interpolated(_ lower: Double, _ upper: Double, _ fraction: Double) -> Double {
    let distance = upper - lower
    guard distance.isFinite else { return lower * (1 - fraction) + upper * fraction }
    return fraction < 0.5 ? lower + distance * fraction : upper - distance * (1 - fraction)
  }
}
