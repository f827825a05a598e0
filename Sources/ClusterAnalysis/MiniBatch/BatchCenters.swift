import DenseAlgebra
import ParallelBlocks

/// Centers that follow one batch of rows after another.
struct BatchCenters: Sendable, Hashable, Codable {
  /// One a row.
  private(set) var centers: Matrix
  /// For each center, the weight of all rows that it has been given.
  private(set) var masses: [Double]
  /// How many batches the centers have followed.
  private(set) var batchCount = 0
  /// Rows since starved centers were last looked for.
  private var restlessRowCount = 0

  /// Begins with centers and the weights of the rows that they are the means of.
  init(_ centers: Matrix, masses: [Double]) {
    precondition(masses.count == centers.rowCount, "\(masses.count) for \(centers.rowCount)")
    self.centers = centers
    self.masses = masses
  }

  /// What a batch told.
  struct Step: Sendable {
    /// The mean squared distance of the rows to their centers, before these moved.
    var meanSquare: Double
    /// The sum of the squared distances by which the centers moved.
    var shift: Double
  }

  /// What a chunk of a batch adds.
  private struct Part: Sendable {
    var sums: ClusterSums
    var withinSums: [Double]
  }

  /// Gives each row of a batch to its nearest center, and moves the centers to the means of what they
  /// have been given so far.
  ///
  /// - Parameters:
  ///   - batch: The rows; not all weights are 0.
  ///   - frame: A point in the middle of most rows, and a scale.
  ///   - share: A center with less than this part of the largest mass is moved.
  ///   - random: What the rows that starved centers move to are drawn from.
  ///   - parallelism: How many threads may work; the result does not depend on it.
  /// - Returns: How far the rows were from their centers, and how far these moved.
  /// - Complexity: O(rows × columns × clusters).
  mutating func follow(
    _ batch: WeightedRows, frame: PackingFrame, movingBelow share: Double,
    drawingFrom random: inout RandomSource, parallelism: Parallelism
  ) -> Step {
    let chunks = RowChunks(
      rowCount: batch.rowCount, columnCount: batch.columnCount, clusterCount: centers.rowCount,
      parallelism: parallelism)
    let former = centers
    let parts = chunks.map { Self.part($0, of: batch, frame: frame, centers: former) }
    var total = Part(
      sums: ClusterSums(clusterCount: former.rowCount, centre: frame.centre), withinSums: [])
    var within = 0.0
    for part in parts {
      total.sums.merge(part.sums)
      within += part.withinSums.reduce(0, +)
    }
    let step = Step(
      meanSquare: within / total.sums.masses.reduce(0, +), shift: move(by: total.sums))
    batchCount += 1
    restlessRowCount += batch.rowCount
    if share > 0, masses.contains(0) || restlessRowCount >= 10 * masses.count {
      restlessRowCount = 0
      moveStarved(below: share, to: batch, drawingFrom: &random)
    }
    return step
  }

  private static func part(
    _ chunk: Range<Int>, of batch: WeightedRows, frame: PackingFrame, centers: Matrix
  ) -> Part {
    let rows = batch.original.slice(chunk)
    let weights = batch.weights(of: chunk)
    let tiles = TiledRows(rows, frame: frame, parallelism: .serial)
    var changes = RowChanges(tileCount: tiles.tileCount)
    var labels = [Int32](repeating: Assignments.unassigned, count: chunk.count)
    var part = Part(
      sums: ClusterSums(clusterCount: centers.rowCount, centre: frame.centre),
      withinSums: [Double](repeating: 0, count: centers.rowCount))
    labels.withUnsafeMutableBufferPointer { labels in
      TileKernels().assign(
        tiles, rows, tiles: 0..<tiles.tileCount, to: CenterPanel(centers, for: tiles),
        labels: labels, changes: &changes)
      let labels = UnsafeBufferPointer(labels)
      part.sums.add(0..<rows.rowCount, of: rows, labels: labels, weights: weights)
      rows.addSquaredDistances(
        of: 0..<rows.rowCount, labels: labels, weights: weights, from: centers,
        to: &part.withinSums)
    }
    return part
  }

  /// Moves each center toward the mean of its new rows, by their part in all that it has been given.
  private mutating func move(by sums: ClusterSums) -> Double {
    var shift = 0.0
    for cluster in masses.indices {
      guard let mean = sums.mean(of: cluster) else { continue }
      masses[cluster] += sums.masses[cluster]
      let share = sums.masses[cluster] / masses[cluster]
      for (column, value) in mean.enumerated() {
        let step = share * (value - centers[cluster, column])
        shift += step * step
        centers[cluster, column] += step
      }
    }
    return shift
  }

  /// Moves the centers that were given least to rows of the batch, each drawn with a probability
  /// proportional to its weight and squared distance to the nearest other center.
  ///
  /// At most half as many centers move as the batch has rows. The mass of those that moved becomes the
  /// smallest of the others, so that they are not at once moved again.
  private mutating func moveStarved(
    below share: Double, to batch: WeightedRows, drawingFrom random: inout RandomSource
  ) {
    let limit = share * (masses.max() ?? 0)
    let starved = masses.indices.filter { masses[$0] < limit }
      .sorted { (masses[$0], $0) < (masses[$1], $1) }.prefix(batch.rowCount / 2)
    guard !starved.isEmpty else { return }
    let others = masses.indices.filter { !starved.contains($0) }
    let smallest = others.map { masses[$0] }.min() ?? 0
    let fixed = centers.selectingRows(others)
    var potentials = (0..<batch.rowCount).map {
      batch.weight(of: $0) * batch.original.nearest(to: $0, among: fixed).squaredDistance
    }
    for cluster in starved {
      guard let row = random.index(weightedBy: potentials) else { return }
      let values = batch.row(row)
      for column in values.indices { centers[cluster, column] = values[column] }
      masses[cluster] = smallest
      let center = Matrix(rows: [values])
      for row in potentials.indices {
        let distance = batch.original.nearest(to: row, among: center).squaredDistance
        potentials[row] = min(potentials[row], batch.weight(of: row) * distance)
      }
    }
  }
}

extension RandomSource {
  /// An index drawn with a probability proportional to its mass; nil when no mass is positive.
  ///
  /// - Complexity: O(masses).
  fileprivate mutating func index(weightedBy masses: [Double]) -> Int? {
    var rest = uniform() * masses.reduce(0, +)
    var last: Int?
    for (index, mass) in masses.enumerated() where mass > 0 {
      last = index
      if rest < mass { return index }
      rest -= mass
    }
    return last
  }
}

extension BatchCenters {
  private enum CodingKeys: String, CodingKey {
    case centers, masses, batchCount, restlessRowCount
  }

  /// Reads centers; parts that do not belong together are a decoding error.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    centers = try container.decode(Matrix.self, forKey: .centers)
    masses = try container.decode([Double].self, forKey: .masses)
    batchCount = try container.decode(Int.self, forKey: .batchCount)
    restlessRowCount = try container.decode(Int.self, forKey: .restlessRowCount)
    guard (try? InputChecks.checkElements(of: centers, totalWeight: 1)) != nil,
      masses.count == centers.rowCount, masses.allSatisfy({ $0 >= 0 && $0.isFinite }),
      batchCount >= 0, restlessRowCount >= 0
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .centers, in: container,
        debugDescription: "there must be finite centers, a mass from 0 for each, and counts from 0")
    }
  }
}
