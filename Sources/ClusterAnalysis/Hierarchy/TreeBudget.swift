/// What building a tree may cost; rows beyond that are condensed into micro-clusters first.
///
/// ```swift
/// let budget = TreeBudget(bytes: 1_000_000_000, seconds: 60)
/// let condensed = try HierarchicalClustering().fitted(to: matrix, within: budget)
/// let segments = try condensed.cut(into: 6)
/// ```
public struct TreeBudget: Sendable, Hashable, Codable {
  /// The most memory that may be taken beside the rows that are given; `nil` for any.
  public var bytes: Int?
  /// The longest time on one thread; `nil` for any.
  ///
  /// It is compared with an estimate, which depends on the number of rows and columns only: the
  /// result is the same on every machine, and for any number of threads. A machine can be faster or
  /// slower than that.
  public var seconds: Double?

  /// Creates a budget; without limits, nothing is condensed.
  public init(bytes: Int? = nil, seconds: Double? = nil) {
    self.bytes = bytes
    self.seconds = seconds
  }

  /// Whether something may cost so much.
  func allows(_ cost: TreeCost) -> Bool {
    cost.bytes <= Double(bytes ?? .max) && cost.seconds <= seconds ?? .infinity
  }

  func check() throws(ClusteringError) {
    guard bytes ?? 1 > 0, seconds ?? 1 > 0, seconds?.isNaN != true else {
      throw ClusteringError(
        .invalidSetting, "a budget of memory or of time must be above 0, or nil for no limit")
    }
  }
}

/// An estimate of the memory and the time that some work takes.
///
/// The rates follow from the work that the kernels do, and what one thread with wide vectors may do
/// of it in a second.
struct TreeCost: Sendable, Hashable {
  var bytes: Double
  var seconds: Double

  /// The cost of the tree of some rows, of which some are different ones.
  static func tree(
    ofRows rowCount: Int, different: Int, columnCount: Int, linkage: Linkage
  ) -> TreeCost {
    let (rows, columns) = (Double(different), Double(columnCount))
    // The scaled rows, the table of equal ones, and the merges, sorted and numbered.
    let common = Double(rowCount) * (8 * columns + 200) + rows * 8 * columns
    switch linkage {
    case .ward:
      return TreeCost(
        bytes: common + rows * (12 * columns + 32), seconds: rows * rows * (columns + 6) * 6e-11)
    case .single, .genie:
      // Pairs that may belong to the tree: those of a round as found, kept, and by their rows.
      return TreeCost(
        bytes: common + rows * (12 * columns + 1500), seconds: rows * rows * (columns + 6) * 3e-11)
    case .centroid, .median:
      return TreeCost(
        bytes: common + rows * (8 * columns + 32), seconds: rows * rows * (columns + 6) * 2e-9)
    case .complete, .average, .weighted:
      let size = different > HierarchicalClustering.doubleRowLimit ? 4.0 : 8.0
      return TreeCost(
        bytes: common + rows * (rows * size + 8 * columns),
        seconds: rows * rows * (columns + 20) * 1.2e-10)
    }
  }

  /// The cost of condensing rows into micro-clusters and of building the tree of these.
  static func condensing(
    rows rowCount: Int, columnCount: Int, metric: Metric, linkage: Linkage, into clusterCount: Int
  ) -> TreeCost {
    let (rows, columns) = (Double(rowCount), Double(columnCount))
    let clusters = Double(clusterCount)
    let sample = Double(MicroClusters.sampleCount(of: rowCount, clusterCount: clusterCount))
    let lookCount = MicroClusters.lookCount(rowCount: rowCount, clusterCount: clusterCount)
    let tree = tree(
      ofRows: clusterCount, different: clusterCount, columnCount: columnCount, linkage: linkage)
    // The packed rows and those of the sample, and a label and the bounds of each row. Partial sums
    // are kept for at most 64 chunks, each of which has several rows for each cluster.
    let condensing =
      (rows + sample) * (4 * columns + 24) + sample * 8 * columns
      + (metric == .cosine ? rows * 8 * columns : 0)
      + min(64, 1 + rows / clusters / 16) * clusters * (8 * columns + 24)
    return TreeCost(
      bytes: condensing + tree.bytes,
      seconds: lookCount * clusters * (columns + 4) * 1.6e-11 + rows * (columns + 10) * 2e-8
        + tree.seconds)
  }
}
