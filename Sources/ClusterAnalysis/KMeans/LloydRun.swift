import DenseAlgebra

/// One of Lloyd's searches under way: where its centers are, and which rows are theirs.
struct LloydRun<Labels> {
  let plan: KMeans.Plan
  /// The cluster of each row, for this search alone.
  let labels: Labels
  /// Where the search has come.
  var result: LloydResult
  /// The sums of the rows of each cluster.
  var sums: RunningSums
  /// The iterations before the search was begun again.
  private var earlierIterationCount = 0

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - plan: What is searched for.
  ///   - start: The first centers.
  ///   - restart: Which of the starts this is.
  ///   - labels: No row has one yet.
  ///   - origin: What sums of rows are taken around.
  init(
    _ plan: KMeans.Plan, from start: Matrix, restart: Int, labels: Labels, around origin: [Double]
  ) {
    self.plan = plan
    self.labels = labels
    result = LloydResult(centers: start, restart: restart)
    sums = RunningSums(clusterCount: plan.clusterCount, around: origin)
  }

  /// Whether the search has ended, by itself or at the iteration limit.
  var isOver: Bool { result.isConverged || result.iterationCount >= plan.iterationLimit }

  /// All iterations so far.
  var iterationCount: Int { earlierIterationCount + result.iterationCount }

  /// Begins again from other centers, with no row labelled.
  mutating func begin(from centers: Matrix, after iterationCount: Int) {
    earlierIterationCount = iterationCount
    result = LloydResult(centers: centers, restart: result.restart)
    sums.removeAll()
  }
}

/// What a search has reached.
struct LloydResult: Sendable {
  var centers: Matrix
  /// For each cluster, the weight of its rows when they were last labelled.
  var masses: [Double] = []
  var iterationCount = 0
  var isConverged = false
  /// Whether the labels are those of the nearest centers.
  var areLabelsCurrent = false
  let restart: Int
}
