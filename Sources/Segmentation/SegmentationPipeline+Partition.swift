extension SegmentationPipeline {
  /// A partition, and how its number of segments was chosen.
  struct Partition {
    let segments: FeaturePartition
    let candidates: [SegmentCountCandidate]
    let comparedContactCount: Int
    let silhouette: Silhouette?
  }

  /// Finds a partition of rows into each of some numbers of segments, up to the number of distinct
  /// rows; at least one.
  typealias Search = (_ counts: ClosedRange<Int>, _ matrix: Matrix, _ weights: [Double]?) throws ->
    [FeaturePartition]

  /// The partition into the wanted number of segments, or into the best of the numbers to compare.
  func partition(
    of matrix: Matrix, by method: SegmentationMethod, blocks: [LevelBlock], weights: [Double]?
  ) throws -> Partition {
    switch method {
    case .automatic, .kMeans:
      return try partition(
        of: matrix, weights: weights,
        comparedOn: { comparisonSample(of: matrix, weights: weights) }, by: kMeansSegments)
    case .kPrototypes:
      return try partition(
        of: matrix, weights: weights,
        comparedOn: { comparisonSample(of: matrix, weights: weights) },
        by: { counts, matrix, weights in
          try partitions(into: counts) {
            try kPrototypesSegments($0, in: matrix, blocks: blocks, weights: weights)
          }
        })
    case .kMedoids:
      return try partition(
        of: matrix, weights: weights,
        comparedOn: { comparisonSample(of: matrix, weights: weights) },
        by: { counts, matrix, weights in
          try partitions(into: counts) {
            try kMedoidsSegments($0, in: matrix, weights: weights)
          }
        })
    case .hierarchical:
      report("clustering", "the tree of \(PlainNumber.text(matrix.rowCount)) contacts")
      let tree = try SegmentTree(
        of: matrix, weights: weights, linkage: linkage, budget: treeBudget, seed: seed,
        parallelism: parallelism)
      // The cuts of one tree cost nothing: they are compared on all contacts.
      return try partition(
        of: matrix, weights: weights, comparedOn: { (matrix, weights) },
        by: { counts, _, _ in try partitions(into: counts) { try tree.cut(into: $0) } })
    }
  }

  private func partition(
    of matrix: Matrix, weights: [Double]?,
    comparedOn sampling: () -> (matrix: Matrix, weights: [Double]?), by search: Search
  ) throws -> Partition {
    let counts = segmentCount.candidates
    guard counts.count > 1 else {
      let segments = try search(counts, matrix, weights)[0]
      let silhouette = try self.silhouette(of: segments, in: matrix, weights: weights)
      return Partition(
        segments: segments, candidates: [candidate(segments, silhouette)],
        comparedContactCount: matrix.rowCount, silhouette: silhouette)
    }
    let sample = sampling()
    let compared = try search(counts, sample.matrix, sample.weights).map {
      ($0, try silhouette(of: $0, in: sample.matrix, weights: sample.weights))
    }
    var best: (segments: FeaturePartition, silhouette: Silhouette)?
    for case (let segments, let silhouette?) in compared
    where silhouette.mean > best?.silhouette.mean ?? -.infinity {
      best = (segments, silhouette)
    }
    guard let best else {
      throw SegmentationError(
        .tooFewContacts,
        "The contacts are too few or too much alike to compare \(counts.lowerBound) to "
          + "\(counts.upperBound) segments; name one number of segments.")
    }
    let isWhole = sample.matrix.rowCount == matrix.rowCount
    let count = best.segments.centers.rowCount
    let segments = isWhole ? best.segments : try search(count...count, matrix, weights)[0]
    return Partition(
      segments: segments, candidates: compared.map(candidate),
      comparedContactCount: sample.matrix.rowCount,
      silhouette: isWhole
        ? best.silhouette : try silhouette(of: segments, in: matrix, weights: weights))
  }

  /// A partition for each number of segments, one after the other, up to the number of distinct rows.
  private func partitions(
    into counts: ClosedRange<Int>, by search: (_ count: Int) throws -> FeaturePartition
  ) throws -> [FeaturePartition] {
    var partitions: [FeaturePartition] = []
    for count in counts {
      do {
        partitions.append(try search(count))
      } catch let error as ClusteringError where error.code == .tooManyClusters {
        if partitions.isEmpty { throw error }
        return partitions
      }
    }
    return partitions
  }

  /// How the contacts lie to the centers, and the distance that is usual in each segment.
  func scores(
    of segments: FeaturePartition, in matrix: Matrix
  ) throws -> (ContactScores, usualDistances: [Double]) {
    let nearest = try NearestTwo(
      of: matrix, among: segments.centers, keeping: segments.assignments,
      parallelism: parallelism)
    var distances = [[Double]](repeating: [], count: segments.centers.rowCount)
    for (label, distance) in zip(nearest.assignments.labels, nearest.distances) {
      distances[Int(label)].append(distance)
    }
    let usual = distances.map { distances in
      distances.isEmpty ? 0 : distances.sorted()[(distances.count * 99 + 99) / 100 - 1]
    }
    return (ContactScores(nearest, usualDistances: usual, warnings: []), usual)
  }

  private func silhouette(
    of segments: FeaturePartition, in matrix: Matrix, weights: [Double]?
  ) throws -> Silhouette? {
    let weights = weights.map(Self.contactCounts)
    let contactCount = weights?.reduce(0, +) ?? Double(matrix.rowCount)
    let count = segments.centers.rowCount
    guard count > 1, Double(count) < contactCount else { return nil }
    report("assessing", "\(count) segments")
    return try Silhouette(
      of: segments.assignments, in: matrix, weights: weights, seed: seed, parallelism: parallelism)
  }

  /// How many contacts each row stands for when separation is measured: whole weights as they are,
  /// others so that they add up to Kish's effective sample size, (Σw)² / Σw².
  private static func contactCounts(_ weights: [Double]) -> [Double] {
    guard weights.contains(where: { $0 != $0.rounded() }) else { return weights }
    let factor = weights.reduce(0, +) / weights.reduce(0) { $0 + $1 * $1 }
    return weights.map { $0 * factor }
  }

  private func candidate(
    _ segments: FeaturePartition, _ silhouette: Silhouette?
  ) -> SegmentCountCandidate {
    SegmentCountCandidate(
      segmentCount: segments.centers.rowCount, silhouette: silhouette?.mean,
      withinSumOfSquares: segments.withinSumOfSquares)
  }

  private func comparisonSample(
    of matrix: Matrix, weights: [Double]?
  ) -> (matrix: Matrix, weights: [Double]?) {
    guard matrix.rowCount > 2 * comparisonSampleSize else { return (matrix, weights) }
    // Restarts take the first substreams.
    var random = RandomSource(seed: seed).substream(1 << 20)
    let counting = matrix.rowIndices(weighing: weights)
    let size = min(comparisonSampleSize, counting.count)
    let rows = random.sampleIndices(size, below: counting.count).map { counting[$0] }.sorted()
    return (matrix.selectingRows(rows), weights.map { weights in rows.map { weights[$0] } })
  }
}

extension Matrix {
  /// The rows that count.
  fileprivate func rowIndices(weighing weights: [Double]?) -> [Int] {
    guard let weights else { return Array(0..<rowCount) }
    return weights.indices.filter { weights[$0] > 0 }
  }
}
