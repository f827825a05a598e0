import DenseAlgebra

extension PrototypeSearch {
  /// What the clusters of a labelling weigh and cost.
  struct Measure: Sendable {
    var weights: [Double]
    var costs: [Double]
    /// The clusters from the largest to the smallest, of equal ones first the one with the earlier row.
    var order: [Int]
  }

  /// Brings the clusters into their final order, none of them empty, and labels the rows with them.
  ///
  /// Rows equally near to two prototypes go to the lower number, so new numbers may move them, and with
  /// them the order. Each round with such a move makes a larger cluster larger, and each round that
  /// fills an empty cluster makes the cost smaller, so that the rounds come to an end.
  ///
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func settle(
    _ prototypes: inout Prototypes, _ labelling: inout MixedEngine.Labelling
  ) throws(ClusteringError) -> Measure {
    while true {
      engine.assign(to: prototypes, &labelling)
      let measure = measure(labelling, count: prototypes.count)
      if let empty = measure.weights.firstIndex(of: 0) {
        guard let row = farthestRow(labelling) else {
          throw ClusteringError(
            .tooManyClusters,
            "some rows agree in all that is observed, or differ by next to nothing, so that "
              + "\(prototypes.count) clusters cannot be told apart; ask for fewer")
        }
        prototypes.replace(empty, by: engine.prototype(row, filling: columns))
      } else if measure.order.elementsEqual(measure.weights.indices) {
        return measure
      } else {
        prototypes = prototypes.selecting(measure.order)
      }
    }
  }

  private func measure(_ labelling: MixedEngine.Labelling, count: Int) -> Measure {
    var weights = [Double](repeating: 0, count: count)
    var costs = weights
    var firstRows = [Int](repeating: .max, count: count)
    for row in 0..<engine.rows.rowCount where engine.weight(of: row) > 0 {
      let cluster = Int(labelling.labels[row])
      weights[cluster] += engine.weight(of: row)
      costs[cluster] += engine.costWeight(of: row) * labelling.distances[row]
      if firstRows[cluster] == .max { firstRows[cluster] = row }
    }
    let order = weights.indices.sorted {
      (-weights[$0], firstRows[$0]) < (-weights[$1], firstRows[$1])
    }
    return Measure(weights: weights, costs: costs, order: order)
  }

  /// The first of the rows farthest from their prototypes, of those that count and do not lie on them.
  private func farthestRow(_ labelling: MixedEngine.Labelling) -> Int? {
    var farthest: Int?
    for row in 0..<engine.rows.rowCount where engine.weight(of: row) > 0 {
      if labelling.distances[row] > (farthest.map { labelling.distances[$0] } ?? 0) {
        farthest = row
      }
    }
    return farthest
  }
}
