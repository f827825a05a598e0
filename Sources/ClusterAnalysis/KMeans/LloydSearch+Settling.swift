import DenseAlgebra
import ParallelBlocks

extension LloydSearch {
  /// Brings the clusters into their final order, none of them empty, and labels the rows with them.
  ///
  /// Rows equally near to two centers go to the lower number, so new numbers may move them, and with
  /// them the order. Each round with such a move makes a larger cluster larger, and each round that
  /// fills an empty cluster makes the cost smaller, so that the rounds come to an end.
  ///
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func settle(
    _ centers: inout Matrix, labels: UnsafeMutableBufferPointer<Int32>
  ) throws(ClusteringError) -> PartitionMeasure {
    while true {
      _ = engine.assign(to: centers, labels: DisjointWrites(labels))
      let measure = measure(centers, labels: labels)
      if let empty = measure.weights.firstIndex(of: 0) {
        guard measure.farthest.squaredDistance > 0 else {
          throw ClusteringError(
            .valueOutOfRange,
            "some rows differ by so little that squared distances vanish; scale the columns up, or "
              + "ask for fewer than \(plan.clusterCount) clusters")
        }
        let row = rows.row(measure.farthest.row)
        for column in row.indices { centers[empty, column] = row[column] }
      } else if measure.order.elementsEqual(measure.withinSums.indices) {
        return measure
      } else {
        centers = centers.selectingRows(measure.order)
      }
    }
  }
}
