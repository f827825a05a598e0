import DenseAlgebra
import ParallelBlocks

/// Small clusters that stand for their mixed rows in a tree.
struct MixedMicroClusters: Sendable {
  /// The micro-cluster of each row.
  let assignments: Assignments
  /// The prototype of each; a gap where none of its rows has a value.
  let prototypes: MixedMatrix
  /// The weight of its rows.
  let weights: [Double]

  /// Condenses rows by k-prototypes: from the prototypes that it finds in a sample, some rounds among
  /// all.
  ///
  /// Numbers are brought to 0...1, so that a difference as wide as the range weighs as much as another
  /// level, as Gower has it.
  ///
  /// - Parameters:
  ///   - rows: The rows, each with something that counts.
  ///   - dissimilarity: How rows are compared in the tree.
  ///   - weights: A positive weight for each row; `nil` counts each once.
  ///   - clusterCount: How many there are to be; there are fewer when a sample of 16 times as many
  ///     rows has fewer different ones.
  ///   - seed: What the sample and the first prototypes follow from.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Throws: ``ClusteringError`` for a row in which nothing counts, or when the task was cancelled.
  /// - Complexity: O(rows × columns × `clusterCount`).
  init(
    of rows: MixedMatrix, by dissimilarity: GowerDissimilarity, weights: [Double]?,
    clusterCount: Int, seed: UInt64, parallelism: Parallelism
  ) throws(ClusteringError) {
    for row in 0..<rows.rowCount { try dissimilarity.checkDefined(row, row, of: rows) }
    let frame = NumberFrame(of: rows, ranges: dissimilarity.numberRanges)
    let framed = frame.framed(rows)
    let numbers = MicroClusters.sample(
      MicroClusters.sampleCount(of: rows.rowCount, clusterCount: clusterCount),
      of: rows.rowCount, seed: seed)
    let sample = numbers.map { framed.selectingRows($0) } ?? framed
    let sampleWeights = numbers.map { numbers in weights.map { w in numbers.map { w[$0] } } }
    var search = KPrototypes(
      clusterCount: clusterCount, initialization: .plusPlus(trials: 1), restarts: 1,
      iterationLimit: MicroClusters.sampleIterationLimit, gamma: .given(1),
      numberWeights: dissimilarity.numberWeights, categoryWeights: dissimilarity.categoryWeights,
      setWeights: dissimilarity.setWeights,
      orderedCategories: dissimilarity.kinds.indices.filter { dissimilarity.kinds[$0] == .ordered },
      missingValues: .rescaled, seed: seed, parallelism: parallelism)
    search.clusterCount = try search.distinctRowCount(of: sample, limit: clusterCount)
    let model: KPrototypes.Model
    do throws(ClusteringError) {
      let first = try search.fitted(to: sample, weights: sampleWeights ?? weights)
      search.initialization = .prototypes(first.prototypes)
      search.iterationLimit = MicroClusters.iterationLimit
      model = try search.fitted(to: framed, weights: weights)
    } catch  where error.code == .tooManyClusters {
      throw ClusteringError(
        .notEnoughMemory,
        "the rows have so many gaps that they cannot be told apart well enough to be condensed into "
          + "\(search.clusterCount) micro-clusters; fill gaps in, leave out rows with many, or set a "
          + "budget that allows the tree of all rows")
    }
    assignments = model.assignments
    prototypes = frame.original(model.prototypes).leavingOut(
      columnsNotObservedIn: rows, assignments: model.assignments)
    self.weights = model.clusterWeights
  }
}

/// Where the numbers of rows lie, column by column.
private struct NumberFrame {
  private let lowest: [Double]
  private let ranges: [Double]

  init(of rows: MixedMatrix, ranges: [Double]) {
    self.ranges = ranges
    lowest = ranges.indices.map { column in
      (0..<rows.rowCount).lazy.compactMap { rows.number($0, column) }.min() ?? 0
    }
  }

  /// The same rows with numbers from 0 to 1; all 0 in a column in which they are equal.
  func framed(_ rows: MixedMatrix) -> MixedMatrix {
    replacingNumbers(of: rows) { ranges[$1] > 0 ? ($0 - lowest[$1]) / ranges[$1] : 0 }
  }

  func original(_ rows: MixedMatrix) -> MixedMatrix {
    replacingNumbers(of: rows) { lowest[$1] + $0 * ranges[$1] }
  }

  private func replacingNumbers(
    of rows: MixedMatrix, _ transform: (_ number: Double, _ column: Int) -> Double
  ) -> MixedMatrix {
    let width = ranges.count
    let elements = rows.numbers.elements.enumerated().map { transform($1, $0 % width) }
    return MixedMatrix(
      numbers: Matrix(rowCount: rows.rowCount, columnCount: width, elements: elements),
      numberGaps: rows.numberGaps, categories: rows.categories, sets: rows.sets)
  }
}

extension MixedMatrix {
  /// The same prototypes, with gaps in the numbers that no row of their cluster has, and in the
  /// ordered categories too.
  fileprivate func leavingOut(
    columnsNotObservedIn rows: MixedMatrix, assignments: Assignments
  ) -> MixedMatrix {
    guard rows.hasGaps else { return self }
    let (width, depth) = (numbers.columnCount, categories.count)
    var hasNumber = [Bool](repeating: false, count: rowCount * width)
    var hasLevel = [Bool](repeating: false, count: rowCount * depth)
    for (row, label) in assignments.labels.enumerated() {
      for column in 0..<width where rows.number(row, column) != nil {
        hasNumber[Int(label) * width + column] = true
      }
      for column in 0..<depth where rows.code(row, column) != nil {
        hasLevel[Int(label) * depth + column] = true
      }
    }
    return MixedMatrix(
      numbers: numbers, numberGaps: hasNumber.map { !$0 },
      categories: categories.enumerated().map { column, levels in
        CategoryColumn(
          checked: (0..<rowCount).map { hasLevel[$0 * depth + column] ? levels[$0] : nil },
          levelCount: levels.levelCount)
      }, sets: sets)
  }
}
