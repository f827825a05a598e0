import DenseAlgebra

extension BisectingKMeans.Model {
  private enum CodingKeys: String, CodingKey {
    case centers, assignments, clusterWeights, withinSumsOfSquares, totalSumOfSquares, splits, nodes
  }

  /// Reads a model; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    centers = try container.decode(Matrix.self, forKey: .centers)
    assignments = try container.decode(Assignments.self, forKey: .assignments)
    clusterWeights = try container.decode([Double].self, forKey: .clusterWeights)
    withinSumsOfSquares = try container.decode([Double].self, forKey: .withinSumsOfSquares)
    totalSumOfSquares = try container.decode(Double.self, forKey: .totalSumOfSquares)
    splits = try container.decode([BisectingKMeans.Split].self, forKey: .splits)
    nodes = try container.decode([Int].self, forKey: .nodes)
    if let flaw {
      throw DecodingError.dataCorruptedError(
        forKey: flaw.key, in: container, debugDescription: flaw.description)
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
    try container.encode(splits, forKey: .splits)
    try container.encode(nodes, forKey: .nodes)
  }

  /// What is wrong with a model that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    func isUsable(_ matrix: Matrix) -> Bool {
      (try? InputChecks.checkElements(of: matrix, totalWeight: 1)) != nil
    }
    func isSum(_ value: Double) -> Bool { value.isFinite && value >= 0 }
    let count = centers.rowCount
    return if !isUsable(centers) {
      (.centers, "the centers are not a matrix of finite numbers of usable size")
    } else if assignments.clusterCount != count
      || assignments.labels.contains(Assignments.unassigned)
    {
      (.assignments, "there must be a label below \(count) for each row")
    } else if clusterWeights.count != count
      || !clusterWeights.allSatisfy({ $0 > 0 && isSum($0) })
    {
      (.clusterWeights, "there must be \(count) positive numbers, one for each center")
    } else if withinSumsOfSquares.count != count || !withinSumsOfSquares.allSatisfy(isSum) {
      (.withinSumsOfSquares, "there must be \(count) numbers from 0, one for each center")
    } else if !isSum(totalSumOfSquares) {
      (.totalSumOfSquares, "it must be a number from 0")
    } else if !isTree {
      (.splits, "the splits and nodes are not those of \(count) clusters")
    } else {
      nil
    }
  }

  /// Whether each split divides a cluster that there was, and the clusters are what is left.
  private var isTree: Bool {
    var leaves: Set<Int> = [0]
    for (split, made) in splits.enumerated() {
      guard leaves.remove(made.node) != nil, made.centers.rowCount == 2,
        made.centers.columnCount == centers.columnCount,
        (try? InputChecks.checkElements(of: made.centers, totalWeight: 1)) != nil
      else { return false }
      leaves.formUnion([2 * split + 1, 2 * split + 2])
    }
    return leaves == Set(nodes) && nodes.count == centers.rowCount
  }
}
