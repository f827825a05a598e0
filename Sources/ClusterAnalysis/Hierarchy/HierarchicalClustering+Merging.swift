import DenseAlgebra

extension ScaledRows {
  /// Some of the rows; the same ones when all are asked for.
  func selectingRows(_ rows: [Int]) -> ScaledRows {
    rows.count == matrix.rowCount
      ? self : ScaledRows(matrix: matrix.selectingRows(rows), metric: metric, scale: scale)
  }

  private init(matrix: Matrix, metric: Metric, scale: Double) {
    self.matrix = matrix
    self.metric = metric
    self.scale = scale
  }
}

extension HierarchicalClustering {
  /// The merges of different rows, in the order in which they happen.
  func merges(of rows: ScaledRows, weights: [Double]) throws(ClusteringError) -> [RowMerge] {
    switch linkage {
    case .ward:
      var chain = WardChain(points: rows.matrix, weights: weights, parallelism: parallelism)
      return try chain.merges(scale: rows.scale).sortedByHeight()
    case .single, .genie:
      return try spanningTree(of: rows).sortedByHeight()
    case .centroid, .median:
      var generic = GenericLinkage(
        CentroidClusters(points: rows.matrix, weights: weights, isMedian: linkage == .median))
      return try generic.merges { rows.distance(fromSum: $0) }
    case .complete, .average, .weighted:
      try checkMemory(rowCount: rows.matrix.rowCount)
      return rows.matrix.rowCount > Self.doubleRowLimit
        ? try matrixMerges(of: rows, weights: weights, as: Float.self)
        : try matrixMerges(of: rows, weights: weights, as: Double.self)
    }
  }

  /// The edges of the minimum spanning tree, by the method that is fastest for the shape (measured:
  /// decision 0033).
  private func spanningTree(of rows: ScaledRows) throws(ClusteringError) -> [RowMerge] {
    let (matrix, terms) = (rows.matrix, rows.terms)
    let height = { rows.distance(fromSum: $0) }
    let isLarge = matrix.rowCount >= 5000
    if matrix.rowCount >= Self.boxedRowCount(columnCount: matrix.columnCount),
      !(isLarge && matrix.columnCount <= 2)
    {
      var boxed = BoxedTree(rows: matrix, terms: terms, parallelism: parallelism)
      if let merges = try boxed.merges(height: height) { return merges }
    }
    if isLarge, matrix.columnCount <= 6 {
      var forest = ForestGrowth(rows: matrix, terms: terms, parallelism: parallelism)
      return try forest.merges(height: height)
    }
    var tree = SpanningTree(rows: matrix, terms: terms, parallelism: parallelism)
    return try tree.merges(height: height)
  }

  /// From how many rows on boxes are faster than looking at all rows each time.
  private static func boxedRowCount(columnCount: Int) -> Int {
    switch columnCount {
    case ...2: 2000
    case ...10: 5000
    default: 8000
    }
  }

  private func matrixMerges<Scalar: MatrixScalar>(
    of rows: ScaledRows, weights: [Double], as _: Scalar.Type
  ) throws(ClusteringError) -> [RowMerge] {
    let distances = MergedDistances<Scalar>(of: rows, parallelism: parallelism)
    var chain = MatrixChain(distances, linkage: linkage, weights: weights)
    // Unit rows are scaled too, and their distances are squares.
    let scale = metric == .cosine ? rows.scale * rows.scale : rows.scale
    return try chain.merges { $0 / scale }.sortedByHeight()
  }

  /// The merges of rows with given distances, in the order in which they happen.
  func merges(
    of distances: DistanceMatrix, weights: [Double]?
  ) throws(ClusteringError) -> [RowMerge] {
    let largest = distances.condensed.max() ?? 0
    let scale = largest > 0 ? largest : 1
    let weights = weights ?? [Double](repeating: 1, count: distances.rowCount)
    if linkage == .genie { return try DistanceTree(of: distances).edges }
    guard linkage.canInvert else {
      try checkMemory(rowCount: distances.rowCount)
      return distances.rowCount > Self.doubleRowLimit && hasRoom(forSharesOf: weights)
        ? try matrixMerges(of: distances, scale: scale, weights: weights, as: Float.self)
        : try matrixMerges(of: distances, scale: scale, weights: weights, as: Double.self)
    }
    var generic = GenericLinkage(
      CentroidDistances(
        distances: distances, scale: scale, weights: weights, isMedian: linkage == .median))
    return try generic.merges { $0.squareRoot() * scale }
  }

  /// Whether Float can hold squared heights of the lightest rows beside those of the heaviest, which are
  /// as far apart as the weights with Ward's linkage.
  private func hasRoom(forSharesOf weights: [Double]) -> Bool {
    linkage != .ward || (weights.max() ?? 1) <= 0x1p40 * (weights.min() ?? 1)
  }

  private func matrixMerges<Scalar: MatrixScalar>(
    of distances: DistanceMatrix, scale: Double, weights: [Double], as _: Scalar.Type
  ) throws(ClusteringError) -> [RowMerge] {
    let isWard = linkage == .ward
    // Squared heights grow with the weights, whose unit must not matter; a power of four changes no digit.
    let exponent = (weights.max() ?? 1).exponent / 2
    let weights = weights.map { $0 * Double(sign: .plus, exponent: -2 * exponent, significand: 1) }
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    // The height of two rows of Ward's linkage, squared; it is their squared distance when each
    // counts once.
    func growth(_ distance: Double, _ row: Int, _ other: Int) -> Double {
      let (lighter, heavier) = (
        min(weights[row], weights[other]), max(weights[row], weights[other])
      )
      return 2 * (lighter / (lighter + heavier)) * heavier * (distance * distance)
    }
    let square = MergedDistances<Scalar>(distances) { distance, row, other in
      isWard ? growth(distance / scale, row, other) : distance / scale
    }
    var chain = MatrixChain(square, linkage: linkage, weights: weights)
    return try chain.merges { (isWard ? max(0, $0).squareRoot() * unit : $0) * scale }
      .sortedByHeight()
  }
}
