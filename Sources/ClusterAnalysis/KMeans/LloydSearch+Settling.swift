import DenseAlgebra

extension LloydSearch where Passes: RowPasses {
  /// Brings the clusters into their final order, none of them empty, and labels the rows with them.
  ///
  /// Rows equally near to two centers go to the lower number, so new numbers may move them, and with
  /// them the order. Each round with such a move makes a larger cluster larger, and each round that
  /// fills an empty cluster makes the cost smaller, so that the rounds come to an end.
  ///
  /// - Parameters:
  ///   - result: Where the best search ended; its centers are brought into order.
  ///   - labels: They become those of the centers: fresh ones, or those that the search ended with.
  /// - Returns: What the partition costs.
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func settle(
    _ result: inout LloydResult, labels: Passes.Labels
  ) throws(ClusteringError) -> PartitionMeasure {
    // The order of the last pass is nearly always the final one.
    var order = result.masses.indices.sorted {
      (-result.masses[$0], $0) < (-result.masses[$1], $1)
    }
    while true {
      result.centers = result.centers.selectingRows(order)
      passes.renumber(labels, by: order)
      passes.label(labels, with: result.centers)
      let measure = measure(result.centers, labels: labels)
      if let empty = measure.counts.firstIndex(of: 0) {
        let farthest = passes.farthestRows(from: result.centers, labels: labels, limit: 1)
        guard let row = farthest.first?.elements else {
          throw ClusteringError(
            .valueOutOfRange,
            "some rows differ by so little that squared distances vanish; scale the columns up, or "
              + "ask for fewer than \(result.centers.rowCount) clusters")
        }
        for column in row.indices { result.centers[empty, column] = row[column] }
        order = Array(order.indices)
        continue
      }
      order = measure.order(
        firstRows: passes.firstRows(of: labels, clusterCount: result.centers.rowCount))
      if order.elementsEqual(order.indices) { return measure }
    }
  }

  /// What a labelling costs.
  func measure(_ centers: Matrix, labels: Passes.Labels) -> PartitionMeasure {
    PartitionMeasure(
      merging: passes.measures(of: labels, centers: centers), clusterCount: centers.rowCount)
  }
}
