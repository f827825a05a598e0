public import DenseAlgebra

extension SphericalKMeans {
  /// A partition of rows by their directions.
  public struct Model: ClusterModel, Hashable {
    /// What was clustered.
    public typealias Input = Matrix

    /// The concept vector of each cluster, of length one, one a row; clusters x columns.
    public let centers: Matrix
    /// The cluster of each row: that of the center at the smallest angle.
    public let assignments: Assignments
    /// For each cluster, the sum of its rows' weights: their number when rows have no weights.
    public let clusterWeights: [Double]
    /// For each cluster, the weighted sum of 1 less the cosine between its rows and its center.
    public let dissimilarities: [Double]
    /// The number of iterations from the start that gave this result.
    public let iterationCount: Int
    /// Whether the search ended by itself, and not at the iteration limit.
    public let isConverged: Bool
    /// Which of the restarts gave this result, counted from 0.
    public let restart: Int

    /// The number of clusters.
    public var clusterCount: Int { centers.rowCount }
    /// The weighted sum over the rows of 1 less the cosine to their centers: what the method makes
    /// small.
    ///
    /// - Complexity: O(clusters).
    public var totalDissimilarity: Double { dissimilarities.reduce(0, +) }

    /// Places new rows in the clusters of the centers at the smallest angle.
    ///
    /// - Throws: ``ClusteringError`` when the rows have another number of columns than the centers, one
    ///   is all zeros, or holds a NaN, an infinity, or a value too large to be squared.
    /// - Complexity: O(rows × columns × clusters).
    public func assignments(for matrix: Matrix) throws(ClusteringError) -> Assignments {
      guard matrix.rowCount > 0, matrix.columnCount == centers.columnCount else {
        return try NearestTwo(of: matrix, among: centers).assignments
      }
      try InputChecks.checkElements(of: matrix, totalWeight: 1)
      return try NearestTwo(of: matrix.withRowsOfLengthOne(), among: centers).assignments
    }
  }
}

extension SphericalKMeans.Model {
  private enum CodingKeys: String, CodingKey {
    case centers, assignments, clusterWeights, dissimilarities, iterationCount, isConverged, restart
  }

  /// Reads a model; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    centers = try container.decode(Matrix.self, forKey: .centers)
    assignments = try container.decode(Assignments.self, forKey: .assignments)
    clusterWeights = try container.decode([Double].self, forKey: .clusterWeights)
    dissimilarities = try container.decode([Double].self, forKey: .dissimilarities)
    iterationCount = try container.decode(Int.self, forKey: .iterationCount)
    isConverged = try container.decode(Bool.self, forKey: .isConverged)
    restart = try container.decode(Int.self, forKey: .restart)
    if let flaw {
      throw DecodingError.dataCorruptedError(
        forKey: flaw.key, in: container, debugDescription: flaw.description)
    }
  }

  /// What is wrong with a model that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    let count = centers.rowCount
    func isSum(_ value: Double) -> Bool { value.isFinite && value >= 0 }
    let areLong = (0..<count).allSatisfy { center in
      abs(centers.row(center).reduce(0) { $0 + $1 * $1 } - 1) < 1e-9
    }
    return if count == 0 || centers.columnCount == 0 || !areLong {
      (.centers, "the centers are not vectors of length one")
    } else if assignments.clusterCount != count {
      (.assignments, "the assignments are not to the \(count) clusters that have centers")
    } else if clusterWeights.count != count
      || !clusterWeights.allSatisfy({ $0 > 0 && isSum($0) })
    {
      (.clusterWeights, "there must be \(count) positive numbers, one for each center")
    } else if dissimilarities.count != count || !dissimilarities.allSatisfy(isSum) {
      (.dissimilarities, "there must be \(count) numbers from 0, one for each center")
    } else if iterationCount < 1 || restart < 0 {
      (.iterationCount, "there must be at least 1 iteration, and a restart from 0")
    } else {
      nil
    }
  }
}
