extension MedoidSearch {
  /// Brings the clusters in their final order: from the largest to the smallest by the sum of weights,
  /// of equal ones first the one with the earlier row.
  ///
  /// Rows equally near to two medoids go to the lower number, so new numbers may move them, and with
  /// them the order. Each such move makes a larger cluster larger, so that the rounds come to an end.
  mutating func settle() throws(ClusteringError) {
    while true {
      let sizes = clusterWeights
      var firstRows = [Int](repeating: .max, count: medoids.count)
      for row in labels.indices.reversed() where (weights?[row] ?? 1) > 0 {
        firstRows[Int(labels[row])] = row
      }
      let order = medoids.indices.sorted {
        (-sizes[$0], firstRows[$0]) < (-sizes[$1], firstRows[$1])
      }
      if order.elementsEqual(medoids.indices) { return }
      try renumber(order)
    }
  }

  /// For each cluster, the sum of its rows' weights.
  private var clusterWeights: [Double] {
    var sizes = [Double](repeating: 0, count: medoids.count)
    for row in labels.indices { sizes[Int(labels[row])] += weights?[row] ?? 1 }
    return sizes
  }

  /// What was found.
  func partition(restart: Int) -> KMedoids.Partition {
    var deviations = [Double](repeating: 0, count: medoids.count)
    for row in labels.indices {
      deviations[Int(labels[row])] += (weights?[row] ?? 1) * nearest[row]
    }
    return KMedoids.Partition(
      medoids: medoids,
      assignments: Assignments(labels: labels, clusterCount: medoids.count),
      clusterWeights: clusterWeights, deviations: deviations, swapCount: swapCount,
      isConverged: isConverged, restart: restart)
  }
}
