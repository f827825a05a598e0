public import DenseAlgebra
public import ParallelBlocks

extension Dendrogram {
  /// How faithfully the tree keeps the distances between rows: their correlation with the heights at
  /// which each two rows first are in one cluster.
  ///
  /// It is what ``copheneticCorrelation(with:)`` says of the rows' distances, without holding them.
  /// Each two rows count once, whatever their weights. The result has the same bits for any number
  /// of threads.
  ///
  /// Sokal and Rohlf 1962, https://doi.org/10.2307/1217208.
  ///
  /// - Parameters:
  ///   - matrix: The rows that were clustered.
  ///   - metric: How far two rows are from each other.
  ///   - parallelism: How many threads may work.
  /// - Returns: From −1 to 1; `nil` when the distances, or the heights, are all the same.
  /// - Throws: ``ClusteringError`` when there is not one row for each leaf, and when the rows cannot be
  ///   measured.
  /// - Complexity: O(leaves² × columns) time and O(leaves × columns) memory.
  public func copheneticCorrelation(
    ofRows matrix: Matrix, metric: Metric = .euclidean, parallelism: Parallelism = .automatic
  ) throws(ClusteringError) -> Double? {
    guard matrix.rowCount == leafCount else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(matrix.rowCount) rows, but the tree has \(leafCount) leaves")
    }
    try InputChecks.checkElements(of: matrix, totalWeight: 1)
    let rows = try ScaledRows(
      matrix.selectingRows(leafOrder), metric: metric, parallelism: parallelism)
    return CopheneticPairs(of: self, heightFactor: rows.sum(fromDistance: 1))
      .correlation(with: rows, parallelism: parallelism)
  }
}

/// The heights at which each two leaves first are in one cluster, read from the tree when asked for.
private struct CopheneticPairs {
  /// What a leaf meets on its way to the root: clusters to its right in the tree's order.
  private struct Step {
    let parent: Int32
    /// The leaves of the cluster that is met, by their places; empty when it lies to the left.
    let leaves: Range<Int32>
    /// The height of the merge, less the mean over all pairs.
    let height: Double
  }

  private let leafOrder: [Int]
  /// For each cluster but the last.
  private let steps: [Step]
  private let mean: Double
  private let sumOfSquares: Double
  private let isConstant: Bool

  /// - Parameters:
  ///   - tree: The tree.
  ///   - heightFactor: What makes distances between rows of heights.
  init(of tree: Dendrogram, heightFactor: Double) {
    let merges = tree.merges
    let counts = merges.map { Double(tree.size(of: $0.left)) * Double(tree.size(of: $0.right)) }
    let pairCount = counts.reduce(0, +)
    let sum = zip(merges, counts).reduce(0) { $0 + $1.1 * $1.0.height * heightFactor }
    let mean = pairCount > 0 ? sum / pairCount : 0
    let spans = tree.spans
    var steps = [Step](
      repeating: Step(parent: -1, leaves: 0..<0, height: 0),
      count: tree.leafCount + merges.count)
    var sumOfSquares = 0.0
    for (index, merge) in merges.enumerated() {
      let parent = Int32(tree.leafCount + index)
      let height = merge.height * heightFactor - mean
      sumOfSquares += counts[index] * height * height
      let start = Int32(spans[merge.right])
      let right = start..<start + Int32(tree.size(of: merge.right))
      steps[merge.left] = Step(parent: parent, leaves: right, height: height)
      steps[merge.right] = Step(parent: parent, leaves: 0..<0, height: height)
    }
    leafOrder = tree.leafOrder
    self.steps = steps
    self.mean = mean
    self.sumOfSquares = sumOfSquares
    // Equal heights differ from their mean by its rounding at most.
    isConstant = sumOfSquares <= pairCount * mean * mean * 1e-28
  }

  /// The sums over the pairs of a leaf with those to its right.
  private struct Sums {
    var distances = 0.0
    var squares = 0.0
    var products = 0.0
  }

  /// The correlation with the distances of rows in the tree's order; nil when either is constant.
  func correlation(with rows: ScaledRows, parallelism: Parallelism) -> Double? {
    guard !isConstant else { return nil }
    let count = rows.matrix.rowCount
    var ofLeaves = [Sums](repeating: Sums(), count: count)
    ofLeaves.withUnsafeMutableBufferPointer { ofLeaves in
      let target = DisjointWrites(ofLeaves)
      PointDistances(rows.matrix, terms: rows.terms).forEachRow(
        takingRoots: rows.metric == .euclidean, parallelism: parallelism
      ) { place, distances in
        target.initialize(at: place, to: sums(of: place, distances))
      }
    }
    // One after another in the leaves' order, so that threads do not change a bit.
    var all = Sums()
    for leaf in ofLeaves {
      all.distances += leaf.distances
      all.squares += leaf.squares
      all.products += leaf.products
    }
    let pairCount = Double(count) * Double(count - 1) / 2
    // Both were taken less the mean of the heights, which the distances may not have.
    let squares = all.squares - all.distances * (all.distances / pairCount)
    guard squares > (all.squares + pairCount * mean * mean) * 1e-28 else { return nil }
    return all.products / (squares.squareRoot() * sumOfSquares.squareRoot())
  }

  private func sums(of place: Int, _ distances: UnsafeBufferPointer<Double>) -> Sums {
    var sums = Sums()
    var step = steps[leafOrder[place]]
    while step.parent >= 0 {
      var (sum, squares) = (0.0, 0.0)
      for other in Int(step.leaves.lowerBound)..<Int(step.leaves.upperBound) {
        let distance = distances[other] - mean
        sum += distance
        squares += distance * distance
      }
      sums.distances += sum
      sums.squares += squares
      sums.products += sum * step.height
      step = steps[Int(step.parent)]
    }
    return sums
  }
}
