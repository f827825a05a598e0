import DenseAlgebra
import ParallelBlocks

extension LloydSearch {
  /// Brings the clusters into their final order, none of them empty, and labels the rows with them.
  ///
  /// Rows equally near to two centers go to the lower number, so new numbers may move them, and with
  /// them the order. Each round with such a move makes a larger cluster larger, and each round that
  /// fills an empty cluster makes the cost smaller, so that the rounds come to an end.
  ///
  /// - Parameters:
  ///   - result: Where the best search ended; its centers are brought into order.
  ///   - labels: Room for a label a row.
  /// - Returns: What the partition costs.
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func settle(
    _ result: inout LloydRun.Result, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> PartitionMeasure {
    // The order of the last pass is nearly always the final one.
    result.centers = result.centers.selectingRows(
      result.masses.indices.sorted { (-result.masses[$0], $0) < (-result.masses[$1], $1) })
    while true {
      label(to: result.centers, labels: labels)
      let measure = measure(result.centers, labels: labels)
      if let empty = measure.counts.firstIndex(of: 0) {
        let farthest = farthestRows(from: result.centers, labels: labels, limit: 1)
        guard let row = farthest.first?.elements else {
          throw ClusteringError(
            .valueOutOfRange,
            "some rows differ by so little that squared distances vanish; scale the columns up, or "
              + "ask for fewer than \(result.centers.rowCount) clusters")
        }
        for column in row.indices { result.centers[empty, column] = row[column] }
        continue
      }
      let order = measure.order(labels: UnsafeBufferPointer(labels), rows: rows)
      if order.elementsEqual(order.indices) { return measure }
      result.centers = result.centers.selectingRows(order)
    }
  }

  /// What a labelling costs.
  func measure(
    _ centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) -> PartitionMeasure {
    PartitionMeasure(
      of: rows, centers: centers, labels: UnsafeBufferPointer(labels), chunks: chunks)
  }
}
