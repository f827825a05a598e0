import DenseAlgebra

extension HierarchicalClustering {
  /// Builds the tree of mixed rows, which may have gaps, by Gower's dissimilarity.
  ///
  /// It is for single, complete, average, weighted and Genie linkage. Equal rows are counted as one, exactly.
  ///
  /// - Parameters:
  ///   - rows: At least one row and one column.
  ///   - dissimilarity: How two rows are compared; ``metric`` is not used. `nil` compares the
  ///     categories as nominal and gives each column the same weight.
  ///   - weights: As for rows of a matrix.
  /// - Returns: The tree, with the rows as leaves.
  /// - Throws: ``ClusteringError`` when settings, rows or weights cannot be used, and for two rows
  ///   that share no column with a value.
  /// - Complexity: O(rows² × columns) time and O(rows²) memory.
  public func fitted(
    to rows: MixedMatrix, by dissimilarity: GowerDissimilarity? = nil, weights: [Double]? = nil
  ) throws(ClusteringError) -> Dendrogram {
    try checkMixedRows(rows, weights: weights)
    // Made of all rows: ranges, and so dissimilarities, are those of all.
    let dissimilarity =
      if let dissimilarity { dissimilarity } else { try GowerDissimilarity(for: rows) }
    try dissimilarity.checkColumns(of: rows)
    let distinct = DistinctRows(of: rows.asNumbers, weights: weights)
    try checkMemory(rowCount: distinct.firstRows.count)
    let distances = try DistanceMatrix(
      of: rows, among: distinct.firstRows, by: dissimilarity, parallelism: parallelism)
    for merge in distinct.merges {
      // Equal rows that have nothing to be compared by are not at distance 0 but at none.
      try dissimilarity.checkDefined(Int(merge.left), Int(merge.right), of: rows)
    }
    let merges = try correctingSizes(
      in: distinct.merges
        + merges(of: distances, weights: distinct.weights).map {
          $0.renamed { distinct.firstRows[$0] }
        },
      rowCount: rows.rowCount, weights: weights)
    return Dendrogram(leafCount: rows.rowCount, merges: merges, leafWeights: weights)
  }

  /// Checks settings, shape and weights for mixed rows.
  func checkMixedRows(_ rows: MixedMatrix, weights: [Double]?) throws(ClusteringError) {
    guard !linkage.isGeometric else {
      throw ClusteringError(
        .invalidSetting,
        "\(linkage.rawValue) linkage measures from centroids, which rows with categories or gaps do "
          + "not have; take average, complete, weighted or single linkage")
    }
    try checkThreshold()
    _ = try checkWeights(weights, rowCount: rows.rowCount)
    try InputChecks.checkShape(rowCount: rows.rowCount, columnCount: rows.columnCount)
    try checkCount(rows.rowCount)
  }
}

extension MixedMatrix {
  /// The rows in numbers that are equal where rows are: a gap is a value of its own.
  var asNumbers: Matrix {
    let width = numbers.columnCount
    let gaps = hasGaps ? width : 0
    let options = sets.reduce(0) { $0 + $1.optionCount }
    var matrix = Matrix(
      rowCount: rowCount, columnCount: width + gaps + categories.count + options)
    for row in 0..<rowCount {
      for column in 0..<width {
        matrix[row, column] = numbers[row, column]
        if gaps > 0, number(row, column) == nil { matrix[row, width + column] = 1 }
      }
      for column in categories.indices {
        matrix[row, width + gaps + column] = code(row, column).map(Double.init) ?? -1
      }
      var place = width + gaps + categories.count
      for column in sets {
        for option in 0..<column.optionCount {
          matrix[row, place] = column.isMissing(row) ? -1 : column.contains(option, row) ? 1 : 0
          place += 1
        }
      }
    }
    return matrix
  }
}
