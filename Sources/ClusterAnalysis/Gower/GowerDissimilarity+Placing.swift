import DenseAlgebra
public import ParallelBlocks

extension GowerDissimilarity {
  /// The nearest of some rows, such as medoids, to each of others, of equally near ones the lowest.
  ///
  /// - Parameters:
  ///   - medoids: At least one row of the columns that this was made for.
  ///   - rows: Rows of the same columns; their categories may have more levels.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: The medoid of each row; none for a row that shares no column with any.
  /// - Throws: ``ClusteringError`` when rows have other columns.
  /// - Complexity: O(rows × medoids × columns).
  public func nearest(
    of medoids: MixedMatrix, to rows: MixedMatrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> Assignments {
    try checkColumns(of: medoids)
    try checkColumns(of: rows)
    guard zip(medoids.sets, rows.sets).allSatisfy({ $0.optionCount == $1.optionCount }) else {
      throw ClusteringError(.shapeMismatch, "a column of sets has another number of options")
    }
    let count = medoids.rowCount
    precondition(count > 0, "there is no medoid")
    let all = medoids.followed(by: rows)
    let distances = GowerDistances(rows: all, dissimilarity: self)
    let labels = parallelism.mapBlocks(count: all.rowCount, blockSize: RowBlock.size) { _, block in
      var nearest = [(label: Int32, distance: Double)](
        repeating: (Assignments.unassigned, .infinity), count: block.count)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: RowBlock.size) { room in
        guard let own = room.baseAddress else { return }
        for medoid in 0..<count {
          distances.write(from: medoid, to: block, into: own)
          for place in nearest.indices where own[place] < nearest[place].distance {
            nearest[place] = (Int32(medoid), own[place])
          }
        }
      }
      return nearest.map(\.label)
    }
    return Assignments(labels: Array(labels.joined().dropFirst(count)), clusterCount: count)
  }

  /// Whether this is for rows of these columns.
  public func isMade(for rows: MixedMatrix) -> Bool { (try? checkColumns(of: rows)) != nil }
}

extension MixedMatrix {
  /// These rows and after them others of the same columns.
  fileprivate func followed(by other: MixedMatrix) -> MixedMatrix {
    func gaps(of rows: MixedMatrix) -> [Bool] {
      rows.numberGaps.isEmpty
        ? [Bool](repeating: false, count: rows.numbers.elements.count) : rows.numberGaps
    }
    return MixedMatrix(
      numbers: Matrix(
        rowCount: rowCount + other.rowCount, columnCount: numbers.columnCount,
        elements: numbers.elements + other.numbers.elements),
      numberGaps: gaps(of: self) + gaps(of: other),
      categories: zip(categories, other.categories).map { own, next in
        CategoryColumn(
          checked: (0..<own.count).map { own[$0] } + (0..<next.count).map { next[$0] },
          levelCount: max(own.levelCount, next.levelCount))
      },
      sets: zip(sets, other.sets).map { own, next in
        SetColumn(
          checked: (0..<own.count).map { own[$0] } + (0..<next.count).map { next[$0] },
          optionCount: own.optionCount)
      })
  }
}
