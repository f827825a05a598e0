import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// Rows of which two machines have a part each: what their passes find is put together, in the order of
/// the rows.
private struct TwoMachines<First: RowPasses, Second: RowPasses>: RowPasses {
  let first: First
  let second: Second
  /// How many rows the first machine has: whole blocks.
  let firstRowCount: Int

  typealias Labels = (first: First.Labels, second: Second.Labels)

  var columnCount: Int { first.columnCount }
  var origin: [Double] { first.origin }

  func labels() -> Labels { (first.labels(), second.labels()) }

  func clear(_ labels: Labels) {
    first.clear(labels.first)
    second.clear(labels.second)
  }

  func assign(_ targets: [(centers: Matrix, labels: Labels)]) -> [[RunningSums.Part]] {
    first.assign(targets.map { ($0.centers, $0.labels.first) })
      + second.assign(targets.map { ($0.centers, $0.labels.second) })
  }

  func renumber(_ labels: Labels, by order: [Int]) {
    first.renumber(labels.first, by: order)
    second.renumber(labels.second, by: order)
  }

  func label(_ labels: Labels, with centers: Matrix) {
    first.label(labels.first, with: centers)
    second.label(labels.second, with: centers)
  }

  func sums(of labels: Labels, clusterCount: Int) -> [ClusterSums] {
    first.sums(of: labels.first, clusterCount: clusterCount)
      + second.sums(of: labels.second, clusterCount: clusterCount)
  }

  func measures(of labels: Labels, centers: Matrix) -> [PartitionMeasure] {
    first.measures(of: labels.first, centers: centers)
      + second.measures(of: labels.second, centers: centers)
  }

  func farthestRows(from centers: Matrix, labels: Labels, limit: Int) -> [DistantRow] {
    var rows = first.farthestRows(from: centers, labels: labels.first, limit: limit)
    rows += second.farthestRows(from: centers, labels: labels.second, limit: limit).map {
      DistantRow(
        row: firstRowCount + $0.row, elements: $0.elements, weight: $0.weight, label: $0.label,
        squaredDistance: $0.squaredDistance)
    }
    rows.keepFarthest(limit)
    return rows
  }

  func firstRows(of labels: Labels, clusterCount: Int) -> [Int] {
    zip(
      first.firstRows(of: labels.first, clusterCount: clusterCount),
      second.firstRows(of: labels.second, clusterCount: clusterCount)
    ).map { first, second in second == .max ? first : min(first, firstRowCount + second) }
  }
}

/// Lloyd's search ends with the same bits wherever the rows lie.
@Suite struct RowPassesTests {
  /// Where a search ends.
  private struct End: Equatable {
    var labels: [Int32]
    var centers: Matrix
    var withinSums: [Double]
    var iterationCount: Int
  }

  private func end<Passes: RowPasses>(
    _ passes: Passes, _ summary: RowSummary, from start: Matrix,
    _ labelsOf: (Passes.Labels) -> [Int32]
  ) throws -> End {
    let search = LloydSearch(passes: passes, summary: summary, progress: nil)
    let plan = KMeans.Plan(
      clusterCount: start.rowCount, start: .centers(start), restartCount: 1, iterationLimit: 50,
      tolerance: 0, seed: 1)
    var runs = [
      LloydRun(plan, from: start, restart: 0, labels: passes.labels(), around: passes.origin)
    ]
    try search.finish(&runs)
    var result = runs[0].result
    let labels = passes.labels()
    let measure = try search.settle(&result, labels: labels)
    return End(
      labels: labelsOf(labels), centers: result.centers, withinSums: measure.withinSums,
      iterationCount: result.iterationCount)
  }

  @Test(arguments: [false, true], [false, true])
  func twoMachinesFindWhatOneFinds(areWeighted: Bool, hasEmptyClusters: Bool) throws {
    let matrix = Matrix.random(9000, 6, seed: 7)
    let weights = areWeighted ? (0..<9000).map { Double($0 % 5) } : nil
    var start = matrix.selectingRows((0..<8).map { 37 * $0 + 1 })
    if hasEmptyClusters { for column in 0..<6 { start[3, column] = 1e6 } }
    let kMeans = KMeans(
      clusterCount: 8, initialization: .centers(start), iterationLimit: 50, tolerance: 0)
    let expected = try kMeans.fitted(to: matrix, weights: weights)
    try WeightedRows.with(matrix, weights: weights) { rows in
      let chunks = RowChunks(
        rowCount: 9000, columnCount: 6, clusterCount: 8, parallelism: Parallelism(threadCount: 2))
      let prepared = PreparedRows(
        rows, totalWeight: weights?.reduce(0, +) ?? 9000, isPacked: true,
        parallelism: chunks.parallelism)
      let frame = prepared.frame
      let summary = RowSummary(
        of: rows, survey: prepared.survey, origin: frame.centre,
        totalWeight: prepared.totalWeight, parallelism: chunks.parallelism)
      // Both parts are cut as the whole is. The first keeps its rows packed, the second does not.
      let border = 2 * chunks.chunkRows
      let parts = [0..<border, border..<9000].map { range in
        WeightedRows(
          original: rows.original.slice(range),
          weights: rows.weights(of: range).map(SharedReads.init))
      }
      let cuts = parts.map { part in
        RowChunks(
          rowCount: part.rowCount, columnCount: 6, clusterCount: 8, parallelism: chunks.parallelism)
      }
      #expect(cuts.map(\.chunkRows) == [chunks.chunkRows, chunks.chunkRows])
      let two = TwoMachines(
        first: EnginePasses(
          rows: parts[0],
          engine: FusedEngine(
            original: parts[0].original,
            tiles: TiledRows(parts[0].original, frame: frame, parallelism: .serial),
            kernels: TileKernels()),
          chunks: cuts[0], origin: frame.centre),
        second: EnginePasses(
          rows: parts[1],
          engine: StreamedEngine(
            original: parts[1].original, frame: frame, kernels: TileKernels()),
          chunks: cuts[1], origin: frame.centre),
        firstRowCount: border)
      let found = try end(two, summary, from: start) {
        Array($0.first.elements) + Array($0.second.elements)
      }
      let isSame =
        found
        == End(
          labels: expected.assignments.labels, centers: expected.centers,
          withinSums: expected.withinSumsOfSquares, iterationCount: expected.iterationCount)
      #expect(isSame)
      #expect(expected.clusterWeights.allSatisfy { $0 > 0 })
    }
  }
}
