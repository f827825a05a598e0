import DenseAlgebra
import ParallelBlocks

/// Lloyd's search among rows of length one: label each row with its nearest center, let each center
/// point where the sum of its rows does, and so on until nothing changes.
///
/// Among vectors of length one the nearest is the one at the smallest angle: half the squared distance
/// is 1 less the cosine.
struct ConceptSearch {
  private let rows: WeightedRows
  private let tiles: TiledRows
  private let clusterCount: Int
  private let iterationLimit: Int
  private let threshold: Double
  private let chunks: RowChunks

  /// Packs the rows.
  ///
  /// - Parameters:
  ///   - rows: Rows of length one.
  ///   - clusterCount: At least 1.
  ///   - iterationLimit: At least 1.
  ///   - threshold: The sum of squared distances that centers move by when the search ends.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  init(
    rows: WeightedRows, clusterCount: Int, iterationLimit: Int, threshold: Double,
    parallelism: Parallelism
  ) {
    self.rows = rows
    self.clusterCount = clusterCount
    self.iterationLimit = iterationLimit
    self.threshold = threshold
    chunks = RowChunks(
      rowCount: rows.rowCount, columnCount: rows.columnCount, clusterCount: clusterCount,
      parallelism: parallelism)
    tiles = TiledRows(
      rows.original, frame: PackingFrame(sampling: rows.original), parallelism: parallelism)
  }

  /// Where a search ended.
  struct Result {
    var centers: Matrix
    /// The weighted sum of dissimilarities when rows were last labelled.
    var cost = Double.infinity
    var iterationCount = 0
    var isConverged = false
    var restart = 0
  }

  /// What a labelling comes to.
  private struct Pass: Sendable {
    var sums: ClusterSums
    var withinSums: [Double]
    var movedRowCount = 0

    mutating func merge(_ later: Pass) {
      sums.merge(later.sums)
      for cluster in withinSums.indices { withinSums[cluster] += later.withinSums[cluster] }
      movedRowCount += later.movedRowCount
    }
  }

  /// Searches from `start`.
  ///
  /// - Parameters:
  ///   - start: Centers of length one.
  ///   - report: Called with each iteration's number, its cost before the centers move, and the number
  ///     of rows that moved.
  /// - Returns: Where the search ended.
  /// - Throws: What `report` throws.
  func result(
    from start: Matrix,
    report: (_ iteration: Int, _ cost: Double, _ movedRowCount: Int) throws(ClusteringError) -> Void
  ) throws(ClusteringError) -> Result {
    var labels = [Int32](repeating: Assignments.unassigned, count: rows.rowCount)
    var result = Result(centers: start)
    while result.iterationCount < iterationLimit, !result.isConverged {
      let pass = assign(to: result.centers, &labels)
      result.iterationCount += 1
      result.cost = pass.withinSums.reduce(0, +) / 2
      try report(result.iterationCount, result.cost, pass.movedRowCount)
      let isComplete = pass.sums.counts.allSatisfy { $0 > 0 }
      if pass.movedRowCount == 0, isComplete {
        result.isConverged = true
        return result
      }
      let shift = move(&result.centers, to: pass.sums, labels)
      result.isConverged = isComplete && shift <= threshold
    }
    result.cost = assign(to: result.centers, &labels).withinSums.reduce(0, +) / 2
    return result
  }

  /// Labels all rows with their nearest centers.
  private func assign(to centers: Matrix, _ labels: inout [Int32]) -> Pass {
    let empty = Pass(
      sums: ClusterSums(
        clusterCount: clusterCount, centre: [Double](repeating: 0, count: rows.columnCount)),
      withinSums: [Double](repeating: 0, count: clusterCount))
    let panel = CenterPanel(centers, for: tiles)
    let parts = labels.withUnsafeMutableBufferPointer { labels in
      let labels = DisjointWrites(labels)
      return chunks.map { chunk in
        var part = empty
        let range = tiles.tiles(of: chunk)
        var changes = RowChanges(tileCount: range.count)
        let labels = labels.slice(chunk)
        TileKernels().assign(
          tiles, rows.original, tiles: range, to: panel, labels: labels, changes: &changes)
        let weights = rows.weights(of: chunk)
        part.sums.add(
          chunk, of: rows.original, labels: UnsafeBufferPointer(labels), weights: weights)
        rows.original.addSquaredDistances(
          of: chunk, labels: UnsafeBufferPointer(labels), weights: weights, from: centers,
          to: &part.withinSums)
        part.movedRowCount = changes.rows.reduce(0) {
          $0 + (rows.weight(of: chunk.lowerBound + Int($1)) > 0 ? 1 : 0)
        }
        return part
      }
    }
    var pass = empty
    for part in parts { pass.merge(part) }
    return pass
  }

  /// Lets each center point where the sum of its rows does; an empty cluster gets a row far from its
  /// center.
  ///
  /// - Returns: The sum of the squared distances by which the centers moved.
  private func move(_ centers: inout Matrix, to sums: ClusterSums, _ labels: [Int32]) -> Double {
    let emptyCount = sums.counts.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    var farthest = farthestRows(from: centers, labels, limit: emptyCount).makeIterator()
    var shift = 0.0
    for cluster in 0..<clusterCount {
      let width = rows.columnCount
      let next =
        sums.counts[cluster] == 0
        ? farthest.next()
        : Self.direction(
          of: Array(sums.sums[cluster * width..<(cluster + 1) * width]),
          mass: sums.masses[cluster])
      // Where rows cancel out, no direction is better than another.
      guard let next else { continue }
      for (column, value) in next.enumerated() {
        let difference = value - centers[cluster, column]
        shift += difference * difference
        centers[cluster, column] = value
      }
    }
    return shift
  }

  /// A vector divided by its length; nil when that is nothing but rounding.
  ///
  /// - Parameters:
  ///   - vector: A weighted sum of vectors of length one.
  ///   - mass: The sum of the weights.
  /// - Returns: A vector of length one.
  static func direction(of vector: [Double], mass: Double) -> [Double]? {
    let length = vector.reduce(0) { $0 + $1 / mass * ($1 / mass) }.squareRoot()
    return length > 1e-12 ? vector.map { $0 / mass / length } : nil
  }

  /// Different rows that count and do not lie on their centers, the farthest first, of equally far ones
  /// the lowest.
  private func farthestRows(
    from centers: Matrix, _ labels: [Int32], limit: Int
  ) -> [[Double]] {
    guard limit > 0 else { return [] }
    var distances: [(row: Int, squared: Double)] = []
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: 0..<rows.rowCount) { tile, elements in
        for (offset, row) in tile.enumerated() where rows.weight(of: row) > 0 {
          let distance = squaredDistance(
            elements + offset * rows.columnCount, centers + Int(labels[row]) * rows.columnCount,
            count: rows.columnCount)
          if distance > 0 { distances.append((row, distance)) }
        }
      }
    }
    distances.sort { (-$0.squared, $0.row) < (-$1.squared, $1.row) }
    var found: [[Double]] = []
    for candidate in distances where found.count < limit {
      let row = rows.row(candidate.row)
      if !found.contains(row) { found.append(row) }
    }
    return found
  }

  /// Brings the clusters of a result into order, none of them empty.
  ///
  /// Rows equally near to two centers go to the lower number, so new numbers may move them, and with
  /// them the order.
  ///
  /// - Throws: ``ClusteringError`` when rows differ by so little that a cluster stays empty.
  func model(of result: Result) throws(ClusteringError) -> SphericalKMeans.Model {
    var labels = [Int32](repeating: Assignments.unassigned, count: rows.rowCount)
    var centers = result.centers
    while true {
      let pass = assign(to: centers, &labels)
      if let empty = pass.sums.counts.firstIndex(of: 0) {
        guard let row = farthestRows(from: centers, labels, limit: 1).first else {
          throw ClusteringError(
            .valueOutOfRange,
            "the directions of some rows differ by so little that they cannot be told apart; ask for "
              + "fewer than \(clusterCount) clusters")
        }
        for (column, value) in row.enumerated() { centers[empty, column] = value }
        continue
      }
      let order = order(pass.sums.masses, labels)
      guard order.elementsEqual(order.indices) else {
        centers = centers.selectingRows(order)
        continue
      }
      return SphericalKMeans.Model(
        centers: centers, assignments: Assignments(labels: labels, clusterCount: clusterCount),
        clusterWeights: pass.sums.masses, dissimilarities: pass.withinSums.map { $0 / 2 },
        iterationCount: result.iterationCount, isConverged: result.isConverged,
        restart: result.restart)
    }
  }

  /// The clusters from the largest to the smallest, of equal ones first the one with the earlier row.
  private func order(_ weights: [Double], _ labels: [Int32]) -> [Int] {
    var firstRows = [Int](repeating: .max, count: clusterCount)
    for (row, label) in labels.enumerated()
    where firstRows[Int(label)] == .max && rows.weight(of: row) > 0 {
      firstRows[Int(label)] = row
    }
    return weights.indices.sorted {
      (-weights[$0], firstRows[$0]) < (-weights[$1], firstRows[$1])
    }
  }
}
