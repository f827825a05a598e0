extension SegmentationPipeline {
  /// Segments around prototypes, with one level in each category.
  ///
  /// Levels make ties, which are decided as they will be for new contacts: among the prototypes as
  /// places in the features. A prototype all of whose contacts are as near to another one may so be
  /// left without any, and is no segment.
  func kPrototypesSegments(
    _ count: Int, in matrix: Matrix, blocks: [LevelBlock], weights: [Double]?
  ) throws -> FeaturePartition {
    let features = try MixedFeatures(matrix, blocks: blocks)
    let model = try KPrototypes(
      clusterCount: count, gamma: .given(1), categoryWeights: features.categoryWeights,
      // In a table with weights, a level that only contacts of weight 0 have is in no feature.
      missingValues: .rescaled, seed: seed, parallelism: parallelism,
      progress: searchProgress(count)
    ).fitted(to: features.matrix, weights: weights)
    let centers = features.centers(of: model.prototypes)
    let nearest = try NearestTwo(of: matrix, among: centers, parallelism: parallelism)
    let sizes = nearest.assignments.weights(counting: weights)
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted {
      (-sizes[$0], $0) < (-sizes[$1], $1)
    }
    let assignments = nearest.assignments.renumbered(order)
    return FeaturePartition(
      assignments: assignments, centers: centers.selectingRows(order),
      withinSumOfSquares: try assignments.withinSumOfSquares(of: matrix, weights: weights),
      iterationCount: model.iterationCount, isConverged: model.isConverged, engine: "mixed",
      dendrogram: nil)
  }
}

extension Assignments {
  /// The sum of weights in each cluster.
  fileprivate func weights(counting weights: [Double]?) -> [Double] {
    var sums = [Double](repeating: 0, count: clusterCount)
    for (row, label) in labels.enumerated() { sums[Int(label)] += weights?[row] ?? 1 }
    return sums
  }

  /// The clusters of `order`, of which `order[i]` is called i; contacts that do not count and were in
  /// another one are in the first.
  fileprivate func renumbered(_ order: [Int]) -> Assignments {
    var number = [Int32](repeating: 0, count: clusterCount)
    for (new, old) in order.enumerated() { number[old] = Int32(new) }
    return Assignments(labels: labels.map { number[Int($0)] }, clusterCount: order.count)
  }
}
