import DenseAlgebra

extension KMeans.Model {
  enum CodingKeys: String, CodingKey {
    case centers, assignments, clusterWeights, withinSumsOfSquares, totalSumOfSquares
    case iterationCount, isConverged, restart
  }

  /// Reads a model; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    centers = try container.decode(Matrix.self, forKey: .centers)
    assignments = try container.decode(Assignments.self, forKey: .assignments)
    clusterWeights = try container.decode([Double].self, forKey: .clusterWeights)
    withinSumsOfSquares = try container.decode([Double].self, forKey: .withinSumsOfSquares)
    totalSumOfSquares = try container.decode(Double.self, forKey: .totalSumOfSquares)
    iterationCount = try container.decode(Int.self, forKey: .iterationCount)
    isConverged = try container.decode(Bool.self, forKey: .isConverged)
    restart = try container.decode(Int.self, forKey: .restart)
    if let (key, flaw) = flaw {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: flaw)
    }
  }

  /// Writes a model.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(centers, forKey: .centers)
    try container.encode(assignments, forKey: .assignments)
    try container.encode(clusterWeights, forKey: .clusterWeights)
    try container.encode(withinSumsOfSquares, forKey: .withinSumsOfSquares)
    try container.encode(totalSumOfSquares, forKey: .totalSumOfSquares)
    try container.encode(iterationCount, forKey: .iterationCount)
    try container.encode(isConverged, forKey: .isConverged)
    try container.encode(restart, forKey: .restart)
  }

  /// What is wrong with a model that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    let clusterCount = centers.rowCount
    func isSum(_ value: Double) -> Bool { value.isFinite && value >= 0 }
    let tooLarge = (try? InputChecks.checkElements(of: centers, totalWeight: 1)) == nil
    return if tooLarge {
      (.centers, "the centers are not a matrix of finite numbers of usable size")
    } else if assignments.clusterCount != clusterCount {
      (
        .assignments,
        "the assignments are to \(assignments.clusterCount) clusters, but there are "
          + "\(clusterCount) centers"
      )
    } else if clusterWeights.count != clusterCount
      || !clusterWeights.allSatisfy({ $0 > 0 && isSum($0) })
    {
      (.clusterWeights, "there must be \(clusterCount) positive numbers, one for each center")
    } else if withinSumsOfSquares.count != clusterCount
      || !withinSumsOfSquares.allSatisfy(isSum)
    {
      (.withinSumsOfSquares, "there must be \(clusterCount) numbers from 0, one for each center")
    } else if !isSum(totalSumOfSquares) {
      (.totalSumOfSquares, "it must be a number from 0")
    } else if iterationCount < 1 {
      (.iterationCount, "it must be at least 1")
    } else if restart < 0 {
      (.restart, "it must be at least 0")
    } else {
      nil
    }
  }
}
