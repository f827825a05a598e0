import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// Engines label rows as direct differences do, to the last tie.
@Suite struct AssignmentEngineTests {
  /// What one pass from rows without labels finds.
  private struct Pass: Equatable {
    var labels: [Int32]
    var sums: ClusterSums
    var movedRowCount: Int
  }

  /// The pass of each engine, and of the fused one with each instruction set.
  private func passes(
    _ matrix: Matrix, centers: Matrix, weights: [Double]? = nil, threadCount: Int = 2
  ) throws -> [Pass] {
    try WeightedRows.with(matrix, weights: weights) { rows in
      let chunks = RowChunks(
        rowCount: matrix.rowCount, clusterCount: centers.rowCount,
        parallelism: Parallelism(threadCount: threadCount))
      let prepared = PreparedRows(
        rows, totalWeight: weights?.reduce(0, +) ?? Double(rows.rowCount), isPacked: true,
        parallelism: chunks.parallelism)
      let tiles = try #require(prepared.tiles)
      let fused = InstructionSet.available.map {
        FusedEngine(original: rows.original, tiles: tiles, kernels: TileKernels($0))
      }
      return [pass(BLASEngine(rows, frame: prepared.frame), prepared, chunks, centers)]
        + fused.map { pass($0, prepared, chunks, centers) }
    }
  }

  private func pass(
    _ engine: some AssignmentEngine, _ prepared: PreparedRows, _ chunks: RowChunks,
    _ centers: Matrix
  ) -> Pass {
    let passes = EnginePasses(
      rows: prepared.rows, engine: engine, chunks: chunks, origin: prepared.frame.centre)
    let labels = passes.labels()
    var sums = RunningSums(clusterCount: centers.rowCount, around: passes.origin)
    let parts = passes.assign([(centers, labels)])
    let movedRowCount = sums.merge(parts.map { $0[0] })
    return Pass(labels: Array(labels.elements), sums: sums.current, movedRowCount: movedRowCount)
  }

  private func expectDirectLabels(
    _ matrix: Matrix, centers: Matrix, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = directLabels(matrix, centers: centers)
    for pass in try passes(matrix, centers: centers) {
      #expect(pass.labels == expected, comment, sourceLocation: sourceLocation)
    }
  }

  private func directLabels(_ matrix: Matrix, centers: Matrix) -> [Int32] {
    (0..<matrix.rowCount).map { row in
      var nearest = (label: 0, distance: Double.infinity)
      for center in 0..<centers.rowCount {
        let distance = squaredDistance(matrix.row(row), centers.row(center))
        if distance < nearest.distance { nearest = (center, distance) }
      }
      return Int32(nearest.label)
    }
  }

  @Test(arguments: [0, 1e7, -3e12])
  func whereEveryRowIsNearATie(offset: Double) throws {
    var random = RandomSource(seed: 11)
    for columnCount in [1, 2, 3, 4, 5, 9] {
      // Points of a small grid, and centers that are points and middles of it.
      let rows = Matrix(
        rowCount: 1000, columnCount: columnCount,
        elements: (0..<1000 * columnCount).map { _ in offset + Double(random.index(below: 4)) })
      let centers = Matrix(
        rowCount: 11, columnCount: columnCount,
        elements: (0..<11 * columnCount).map { _ in
          offset + Double(random.index(below: 7)) / 2
        })
      try expectDirectLabels(rows, centers: centers, "\(columnCount) columns")
      // The same a few last digits away from a tie.
      var nudged = centers
      for center in 0..<11 {
        nudged[center, 0] += Double(random.index(below: 5) - 2) * nudged[center, 0].ulp
      }
      try expectDirectLabels(rows, centers: nudged, "\(columnCount) columns, nudged")
    }
  }

  @Test func whereOneRowIsFarFromAll() throws {
    var rows = Matrix.random(500, 3, seed: 2)
    rows[77, 1] = 1e12
    let centers = rows.selectingRows([77, 1, 2, 3, 4])
    try expectDirectLabels(rows, centers: centers)
  }

  @Test(arguments: [1, 3, 4, 5, 63, 64, 65, 255, 256, 257, 513, 1000, 2047, 2049])
  func sumsAreThoseOfTheRows(rowCount: Int) throws {
    let rows = Matrix.random(rowCount, 3, seed: UInt64(rowCount))
    let centers = Matrix.random(4, 3, seed: 5)
    for weights in [nil, (0..<rowCount).map { Double($0 % 3) / 2 }] {
      if weights?.allSatisfy({ $0 == 0 }) == true { continue }
      let passes = try passes(rows, centers: centers, weights: weights)
      for pass in passes { #expect(pass == passes[0]) }
      let labels = passes[0].labels
      #expect(labels == directLabels(rows, centers: centers))
      let countedRows = (0..<rowCount).filter { weights == nil || weights?[$0] != 0 }
      #expect(passes[0].movedRowCount == countedRows.count)
      let totals = passes[0].sums
      var sums = [Double](repeating: 0, count: 12)
      var masses = [Double](repeating: 0, count: 4)
      var counts = [0, 0, 0, 0]
      for row in countedRows {
        let weight = weights?[row] ?? 1
        let label = Int(labels[row])
        masses[label] += weight
        counts[label] += 1
        for column in 0..<3 {
          sums[label * 3 + column] += weight * (rows[row, column] - totals.centre[column])
        }
      }
      #expect(totals.masses == masses)
      #expect(totals.counts == counts)
      #expect(totals.sums.largestDifference(to: sums) < 1e-10)
    }
  }
}
