extension SegmentationPipeline {
  /// A partition, and how its number of segments was chosen.
  struct Partition {
    let model: KMeans.Model
    let candidates: [SegmentCountCandidate]
    let comparedContactCount: Int
    let silhouette: Silhouette?
  }

  /// The partition into the wanted number of segments, or into the best of the numbers to compare.
  func partition(of matrix: Matrix, weights: [Double]?) throws -> Partition {
    let counts = segmentCount.candidates
    guard counts.count > 1 else {
      let model = try model(counts.lowerBound, of: matrix, weights: weights)
      let silhouette = try self.silhouette(of: model, in: matrix, weights: weights)
      return Partition(
        model: model, candidates: [candidate(model, silhouette)],
        comparedContactCount: matrix.rowCount, silhouette: silhouette)
    }
    let sample = comparisonSample(of: matrix, weights: weights)
    let compared = try partitions(into: counts, of: sample.matrix, weights: sample.weights)
    var best: (model: KMeans.Model, silhouette: Silhouette)?
    for case (let model, let silhouette?) in compared
    where silhouette.mean > best?.silhouette.mean ?? -.infinity {
      best = (model, silhouette)
    }
    guard let best else {
      throw SegmentationError(
        .tooFewContacts,
        "The contacts are too few or too much alike to compare \(counts.lowerBound) to "
          + "\(counts.upperBound) segments; name one number of segments.")
    }
    let isWhole = sample.matrix.rowCount == matrix.rowCount
    let model =
      isWhole ? best.model : try model(best.model.clusterCount, of: matrix, weights: weights)
    return Partition(
      model: model, candidates: compared.map(candidate),
      comparedContactCount: sample.matrix.rowCount,
      silhouette: isWhole
        ? best.silhouette : try silhouette(of: model, in: matrix, weights: weights))
  }

  /// A partition for each number of segments, up to the number of distinct contacts.
  private func partitions(
    into counts: ClosedRange<Int>, of matrix: Matrix, weights: [Double]?
  ) throws -> [(KMeans.Model, Silhouette?)] {
    var partitions: [(KMeans.Model, Silhouette?)] = []
    for count in counts {
      do {
        let model = try model(count, of: matrix, weights: weights)
        partitions.append((model, try silhouette(of: model, in: matrix, weights: weights)))
      } catch let error as ClusteringError where error.code == .tooManyClusters {
        if partitions.isEmpty { throw error }
        return partitions
      }
    }
    return partitions
  }

  /// How the contacts lie to the centers, and the distance that is usual in each segment.
  func scores(
    of model: KMeans.Model, in matrix: Matrix
  ) throws -> (ContactScores, usualDistances: [Double]) {
    let nearest = try model.nearestTwo(of: matrix, parallelism: parallelism)
    var distances = [[Double]](repeating: [], count: model.clusterCount)
    for (label, distance) in zip(nearest.assignments.labels, nearest.distances) {
      distances[Int(label)].append(distance)
    }
    let usual = distances.map { distances in
      distances.isEmpty ? 0 : distances.sorted()[(distances.count * 99 + 99) / 100 - 1]
    }
    return (ContactScores(nearest, usualDistances: usual, warnings: []), usual)
  }

  private func model(
    _ count: Int, of matrix: Matrix, weights: [Double]?
  ) throws(ClusteringError) -> KMeans.Model {
    var kMeans = KMeans(clusterCount: count, seed: seed, parallelism: parallelism)
    if progress != nil {
      kMeans.progress = { step in
        let counts = segmentCount.candidates
        let doneCounts = counts.contains(count) ? Double(count - counts.lowerBound) : 0
        report(
          "clustering", "\(count) segments, \(step.words)",
          doneShare: (doneCounts + Double(step.restart) / Double(step.restartCount))
            / Double(counts.count))
      }
    }
    return try kMeans.fitted(to: matrix, weights: weights)
  }

  private func silhouette(
    of model: KMeans.Model, in matrix: Matrix, weights: [Double]?
  ) throws -> Silhouette? {
    let weights = weights.map(Self.contactCounts)
    let contactCount = weights?.reduce(0, +) ?? Double(matrix.rowCount)
    guard model.clusterCount > 1, Double(model.clusterCount) < contactCount else { return nil }
    report("assessing", "\(model.clusterCount) segments")
    return try Silhouette(
      of: model.assignments, in: matrix, weights: weights, seed: seed, parallelism: parallelism)
  }

  /// How many contacts each row stands for when separation is measured: whole weights as they are,
  /// others so that they add up to Kish's effective sample size, (Σw)² / Σw².
  private static func contactCounts(_ weights: [Double]) -> [Double] {
    guard weights.contains(where: { $0 != $0.rounded() }) else { return weights }
    let factor = weights.reduce(0, +) / weights.reduce(0) { $0 + $1 * $1 }
    return weights.map { $0 * factor }
  }

  private func candidate(
    _ model: KMeans.Model, _ silhouette: Silhouette?
  ) -> SegmentCountCandidate {
    SegmentCountCandidate(
      segmentCount: model.clusterCount, silhouette: silhouette?.mean,
      withinSumOfSquares: model.withinSumOfSquares)
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
