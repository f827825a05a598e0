import DenseAlgebra

/// All that Lloyd's search asks of rows: passes over them, of which little comes back.
///
/// Rows are cut into blocks, and a pass returns for each block, in the order of the rows, sums, counts,
/// costs and how many rows moved. The search merges them in this order, so that no bit depends on who
/// passed over which block. Labels stay with the rows. So the same search runs over rows in memory,
/// over rows of a file larger than memory, which are read again in each pass, and over rows that
/// several machines have parts of.
protocol RowPasses: Sendable {
  /// A label for each row, for one search.
  associatedtype Labels

  /// The number of columns.
  var columnCount: Int { get }

  /// What sums of rows are taken around, one number for each column.
  var origin: [Double] { get }

  /// Labels for a search that begins: no row has one.
  func labels() -> Labels

  /// Takes the labels of all rows away, because a search begins again.
  func clear(_ labels: Labels)

  /// Labels all rows with their nearest centers, for several searches in one pass.
  ///
  /// - Parameter targets: The centers of each search, and the labels of its last pass, which are replaced.
  /// - Returns: For each block, for each search, what changed.
  func assign(_ targets: [(centers: Matrix, labels: Labels)]) -> [[RunningSums.Part]]

  /// Tells that clusters get other numbers: that of number `order[i]` gets the number `i`.
  func renumber(_ labels: Labels, by order: [Int])

  /// Labels all rows with their nearest centers, and nothing else. What is known of the rows from passes
  /// before may be used.
  func label(_ labels: Labels, with centers: Matrix)

  /// The sums of the rows of each cluster.
  ///
  /// - Returns: One for each block.
  func sums(of labels: Labels, clusterCount: Int) -> [ClusterSums]

  /// What a labelling costs.
  ///
  /// - Returns: One for each block.
  func measures(of labels: Labels, centers: Matrix) -> [PartitionMeasure]

  /// The distinct rows that count and lie farthest from the centers of their labels.
  ///
  /// - Parameters:
  ///   - centers: One a row.
  ///   - labels: A center for each row.
  ///   - limit: The largest number of rows.
  /// - Returns: The farthest first, of equally far ones the lowest, of equal rows the first; without
  ///   rows that lie on their centers.
  func farthestRows(from centers: Matrix, labels: Labels, limit: Int) -> [DistantRow]

  /// For each cluster, its first row that counts; of a cluster without one, the largest number.
  func firstRows(of labels: Labels, clusterCount: Int) -> [Int]
}
