public import DenseAlgebra
public import ParallelBlocks

extension GowerDissimilarity {
  /// The dissimilarities of all pairs of rows; rows x rows.
  ///
  /// The diagonal is 0, also for a row in which all is missing; NaN where two rows share no column.
  ///
  /// - Parameters:
  ///   - rows: Rows of the same columns as those that this was made for.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: A symmetric matrix.
  /// - Throws: ``ClusteringError`` when the rows have other columns.
  /// - Complexity: O(rows² × columns) time and O(rows²) space.
  public func matrix(
    of rows: MixedMatrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> Matrix {
    try checkColumns(of: rows)
    let count = rows.rowCount
    let tiles = tiles(of: rows)
    let elements = [Double](unsafeUninitializedCapacity: count * count) { buffer, initialized in
      let elements = DisjointWrites(buffer)
      parallelism.forEachBlock(count: count, blockSize: 16) { _, block in
        Self.forEachRow(of: block, tiles, from: { _ in 0 }) { row, _, dissimilarities in
          let target = elements.slice(row * count..<(row + 1) * count)
          _ = target.initialize(from: dissimilarities)
          target[row] = 0
        }
      }
      initialized = count * count
    }
    return Matrix(rowCount: count, columnCount: count, elements: elements)
  }

  /// The dissimilarities of all pairs of rows, each once: row 0 to rows 1, 2, …, then row 1 to rows 2,
  /// 3, …, as SciPy and R's `dist` order them.
  ///
  /// - Parameters:
  ///   - rows: Rows of the same columns as those that this was made for.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: rows × (rows − 1) / 2 numbers; NaN where two rows share no column.
  /// - Throws: ``ClusteringError`` when the rows have other columns.
  /// - Complexity: O(rows² × columns) time and O(rows²) space.
  public func condensed(
    of rows: MixedMatrix, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> [Double] {
    try checkColumns(of: rows)
    let count = rows.rowCount
    let tiles = tiles(of: rows)
    let pairCount = count * (count - 1) / 2
    return [Double](unsafeUninitializedCapacity: pairCount) { buffer, initialized in
      let pairs = DisjointWrites(buffer)
      parallelism.forEachBlock(count: count, blockSize: 16) { _, block in
        Self.forEachRow(
          of: block, tiles, from: { ($0 + 1) / GowerTiles.tileRows * GowerTiles.tileRows }
        ) { row, first, dissimilarities in
          let start = row * (2 * count - row - 1) / 2
          _ = pairs.slice(start..<start + count - row - 1)
            .initialize(from: dissimilarities.dropFirst(row + 1 - first))
        }
      }
      initialized = pairCount
    }
  }

  /// Calls `body` with rows, the first of the others, and the dissimilarities to them.
  private static func forEachRow(
    of block: Range<Int>, _ tiles: GowerTiles, from first: (_ row: Int) -> Int,
    _ body: (_ row: Int, _ first: Int, _ dissimilarities: UnsafeMutableBufferPointer<Double>) ->
      Void
  ) {
    let count = tiles.rowCount
    let scratch = ScratchMemory<Double>(count: count + GowerTiles.tileRows)
    guard let own = scratch.elements.baseAddress else { return }
    for row in block {
      let first = min(first(row), count)
      if first < count { tiles.write(from: row, to: first..<count, into: own) }
      body(row, first, UnsafeMutableBufferPointer(start: own, count: count - first))
    }
  }

  /// Makes sure that rows have the columns that this was made for.
  func checkColumns(of rows: MixedMatrix) throws(ClusteringError) {
    guard rows.numbers.columnCount == numberWeights.count,
      rows.categories.count == categoryWeights.count, rows.sets.count == setWeights.count
    else {
      throw ClusteringError(
        .shapeMismatch,
        "the rows have \(rows.numbers.columnCount) number, \(rows.categories.count) category and "
          + "\(rows.sets.count) set columns, not the \(numberWeights.count), "
          + "\(categoryWeights.count) and \(setWeights.count) that the dissimilarity was made for")
    }
  }

  /// The rows, packed for the kernel.
  func tiles(of rows: MixedMatrix) -> GowerTiles {
    let categories = rows.categories.enumerated().map { position, column in
      let comparison: GowerTiles.Comparison =
        switch kinds[position] {
        case .nominal: .nominal
        case .ordered: .ordered(factor: codeFactor(position))
        case .asymmetricBinary: .asymmetric
        }
      return GowerTiles.Category(
        codes: column.codes, comparison: comparison, weight: categoryWeights[position])
    }
    return GowerTiles(
      rows.numbers, gaps: rows.numberGaps, numberWeights: numberWeights,
      numberFactors: numberFactors, categories: categories,
      sets: zip(rows.sets, setWeights).map { column, weight in
        GowerTiles.OptionSet(words: column.words, gaps: column.gaps, weight: weight)
      })
  }
}
