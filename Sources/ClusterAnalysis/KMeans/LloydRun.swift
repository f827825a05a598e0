import DenseAlgebra
import ParallelBlocks

/// One of Lloyd's searches under way: where its centers are, and which rows are theirs.
struct LloydRun {
  let plan: KMeans.Plan
  /// Where the search has come.
  var result: Result
  /// The sums of the rows of each cluster.
  var sums: RunningSums
  /// How many rows the last pass has moved.
  var movedRowCount = Int.max
  /// How far each row is from changing its label, once that pays.
  private var gaps: ScratchMemory<Float>?
  /// The centers of the last pass that has brought the gaps up to date.
  private var gapCenters = Matrix(rowCount: 0, columnCount: 0)
  /// The iterations before the search was begun again.
  private var earlierIterationCount = 0
  private let memory: ScratchMemory<Int32>

  /// What a search has reached.
  struct Result: Sendable {
    var centers: Matrix
    /// For each cluster, the weight of its rows when they were last labelled.
    var masses: [Double] = []
    var iterationCount = 0
    var isConverged = false
    /// Whether the labels are those of the nearest centers.
    var areLabelsCurrent = false
    let restart: Int
  }

  /// Takes memory for a search.
  ///
  /// - Parameters:
  ///   - plan: What is searched for.
  ///   - start: The first centers.
  ///   - restart: Which of the starts this is.
  ///   - rowCount: The number of rows.
  ///   - origin: What sums of rows are taken around.
  init(
    _ plan: KMeans.Plan, from start: Matrix, restart: Int, rowCount: Int, around origin: [Double]
  ) {
    self.plan = plan
    result = Result(centers: start, restart: restart)
    sums = RunningSums(clusterCount: plan.clusterCount, around: origin)
    memory = ScratchMemory(count: rowCount)
    memory.elements.initialize(repeating: Assignments.unassigned)
  }

  /// The cluster of each row, for this search alone.
  var labels: UnsafeMutableBufferPointer<Int32> { memory.elements }

  /// Whether the search has ended, by itself or at the iteration limit.
  var isOver: Bool { result.isConverged || result.iterationCount >= plan.iterationLimit }

  /// All iterations so far.
  var iterationCount: Int { earlierIterationCount + result.iterationCount }

  /// Begins again from other centers.
  mutating func begin(from centers: Matrix, after iterationCount: Int) {
    earlierIterationCount = iterationCount
    result = Result(centers: centers, restart: result.restart)
    sums.removeAll()
    labels.update(repeating: Assignments.unassigned)
    movedRowCount = .max
    gaps = nil
  }
}

extension LloydRun {
  /// The gaps of the rows before the next pass, to its centers.
  ///
  /// To keep gaps costs a little for each row that is looked at. It pays when few rows move; then few
  /// are near to moving.
  ///
  /// - Parameter frame: Where packed rows lie.
  /// - Returns: `nil` while many rows move, and where gaps would take too much memory.
  mutating func nextGaps(in frame: PackingFrame) -> RowGaps? {
    let centers = result.centers
    if gaps == nil {
      guard centers.rowCount > 2, movedRowCount < labels.count / 8,
        centers.columnCount >= 10 || labels.count <= 1 << 20
      else { return nil }
      let size = TiledRows.tileRowCount
      let memory = ScratchMemory<Float>(count: (labels.count + size - 1) / size * size)
      memory.elements.initialize(repeating: -1)
      gaps = memory
      gapCenters = centers
    }
    defer { gapCenters = centers }
    return gaps.map {
      RowGaps(DisjointWrites($0.elements), to: centers, from: gapCenters, in: frame)
    }
  }
}
