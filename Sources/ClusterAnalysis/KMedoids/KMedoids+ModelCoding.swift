import DenseAlgebra

extension KMedoids.Partition {
  enum CodingKeys: String, CodingKey {
    case medoids, assignments, clusterWeights, deviations, swapCount, isConverged, restart
  }

  /// Reads a partition; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    medoids = try container.decode([Int].self, forKey: .medoids)
    assignments = try container.decode(Assignments.self, forKey: .assignments)
    clusterWeights = try container.decode([Double].self, forKey: .clusterWeights)
    deviations = try container.decode([Double].self, forKey: .deviations)
    swapCount = try container.decode(Int.self, forKey: .swapCount)
    isConverged = try container.decode(Bool.self, forKey: .isConverged)
    restart = try container.decode(Int.self, forKey: .restart)
    if let (key, flaw) = flaw {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: flaw)
    }
  }

  /// What is wrong with a partition that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    let labels = assignments.labels
    func areSums(_ values: [Double]) -> Bool {
      values.count == medoids.count && values.allSatisfy { $0.isFinite && $0 >= 0 }
    }
    return
      if medoids.isEmpty || !medoids.allSatisfy(labels.indices.contains)
      || Set(medoids).count != medoids.count
    {
      (.medoids, "there must be different rows, at least one, among the \(labels.count) assigned")
    } else if assignments.clusterCount != medoids.count || labels.contains(Assignments.unassigned) {
      (.assignments, "each row must be in one of \(medoids.count) clusters, one for each medoid")
    } else if !medoids.enumerated().allSatisfy({ labels[$1] == $0 }) {
      (.assignments, "each medoid must be in its own cluster")
    } else if !areSums(clusterWeights) {
      (.clusterWeights, "there must be \(medoids.count) numbers from 0, one for each medoid")
    } else if !areSums(deviations) {
      (.deviations, "there must be \(medoids.count) numbers from 0, one for each medoid")
    } else if swapCount < 0 {
      (.swapCount, "it must be at least 0")
    } else if restart < 0 {
      (.restart, "it must be at least 0")
    } else {
      nil
    }
  }
}

extension KMedoids.Model {
  enum CodingKeys: String, CodingKey {
    case partition, medoidRows, distance
  }

  /// Reads a model; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    partition = try container.decode(KMedoids.Partition.self, forKey: .partition)
    medoidRows = try container.decode(Matrix.self, forKey: .medoidRows)
    distance = try container.decode(KMedoids.Distance.self, forKey: .distance)
    if let flaw {
      throw DecodingError.dataCorruptedError(
        forKey: .medoidRows, in: container, debugDescription: flaw)
    }
  }

  /// What is wrong with the medoids of a model that was read.
  private var flaw: String? {
    let count = partition.medoids.count
    return if medoidRows.rowCount != count || medoidRows.columnCount < 1 {
      "there must be \(count) rows, one for each medoid, of at least one column"
    } else if (try? InputChecks.checkElements(of: medoidRows, totalWeight: 1)) == nil {
      "the medoids are not a matrix of finite numbers of usable size"
    } else if distance == .cosine, (try? medoidRows.withRowsOfLengthOne()) == nil {
      "a medoid of zeros has no angle to others"
    } else {
      nil
    }
  }
}
