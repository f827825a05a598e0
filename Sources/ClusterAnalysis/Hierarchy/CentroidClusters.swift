import DenseAlgebra

/// Clusters that are represented by a point: their centroid, or the middle of their two parts.
struct CentroidClusters: JoinableClusters {
  private var points: Matrix
  private var masses: [Double]
  private let isMedian: Bool

  /// Starts with each row as a cluster.
  init(points: Matrix, weights: [Double], isMedian: Bool) {
    self.points = points
    masses = weights
    self.isMedian = isMedian
  }

  var count: Int { points.rowCount }

  func squaredDistance(_ cluster: Int, _ other: Int) -> Double {
    points.withUnsafeElements { points in
      guard let start = points.baseAddress else { return 0 }
      return ClusterAnalysis.squaredDistance(
        start + cluster * columnCount, start + other * columnCount, count: columnCount)
    }
  }

  private var columnCount: Int { points.columnCount }

  mutating func join(_ gone: Int, to kept: Int, among clusters: [Int]) {
    let mass = masses[kept] + masses[gone]
    let share = isMedian ? 0.5 : masses[gone] / mass
    for column in 0..<columnCount {
      let coordinate = points[kept, column]
      points[kept, column] = coordinate + share * (points[gone, column] - coordinate)
    }
    masses[kept] = mass
  }
}

/// The same, known by the squared distances of their points only.
///
/// Lance and Williams 1967, https://doi.org/10.1093/comjnl/9.4.373.
struct CentroidDistances: JoinableClusters {
  private var squares: DistanceMatrix
  private var masses: [Double]
  private let isMedian: Bool

  /// Starts with each row as a cluster, with distances divided by `scale`.
  init(distances: DistanceMatrix, scale: Double, weights: [Double], isMedian: Bool) {
    squares = distances.mapped { ($0 / scale) * ($0 / scale) }
    masses = weights
    self.isMedian = isMedian
  }

  var count: Int { squares.rowCount }

  func squaredDistance(_ cluster: Int, _ other: Int) -> Double { squares[cluster, other] }

  mutating func join(_ gone: Int, to kept: Int, among clusters: [Int]) {
    let mass = masses[kept] + masses[gone]
    let share = isMedian ? 0.5 : masses[gone] / mass
    let between = share * (1 - share) * squares[gone, kept]
    for other in clusters where other != kept {
      let square = (1 - share) * squares[kept, other] + share * squares[gone, other] - between
      squares.set(square, kept, other)
    }
    masses[kept] = mass
  }
}
