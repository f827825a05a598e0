import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// Rows that repeat are clustered as fewer, weighted rows, and nobody can tell.
@Suite struct CollapsedRowsTests {
  /// Answers from 1 to `levelCount`, those of a row near one another.
  private func answers(
    _ rowCount: Int, _ columnCount: Int, levelCount: Int, seed: UInt64 = 1
  ) -> Matrix {
    var random = RandomSource(seed: seed)
    var elements: [Double] = []
    for _ in 0..<rowCount {
      let mood = random.index(below: levelCount)
      for _ in 0..<columnCount {
        let answer = random.uniform() < 0.6 ? mood : random.index(below: levelCount)
        elements.append(Double(1 + answer))
      }
    }
    return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
  }

  private func collapsed(
    _ rows: Matrix, weights: [Double]? = nil, atLeast smallest: Int = 1
  ) -> CollapsedRows? {
    WeightedRows.with(rows, weights: weights) { CollapsedRows(of: $0, atLeast: smallest) }
  }

  /// What k-means finds when rows are taken as they are.
  private func uncollapsed(
    _ kMeans: KMeans, _ rows: Matrix, weights: [Double]?, _ clusterCounts: [Int]? = nil
  ) throws -> [KMeans.Model] {
    try WeightedRows.with(rows, weights: weights) { (rows) throws(ClusteringError) in
      try kMeans.searched(
        rows, totalWeight: weights?.reduce(0, +) ?? Double(rows.rowCount),
        clusterCounts: clusterCounts ?? [kMeans.clusterCount])
    }
  }

  private func expectSame(_ model: KMeans.Model, _ other: KMeans.Model) throws {
    let isSamePartition = model.assignments == other.assignments
    #expect(isSamePartition)
    #expect(model.centers.largestDifference(to: other.centers) < 1e-10)
    #expect(model.clusterWeights.largestDifference(to: other.clusterWeights) < 1e-6)
    #expect(
      abs(model.withinSumOfSquares - other.withinSumOfSquares) <= 1e-12 * other.withinSumOfSquares)
    #expect(
      abs(model.totalSumOfSquares - other.totalSumOfSquares) <= 1e-12 * other.totalSumOfSquares)
    #expect(model.iterationCount == other.iterationCount)
    #expect(model.isConverged == other.isConverged)
  }

  @Test(arguments: 0..<4)
  func sameStartSamePartition(seed: Int) throws {
    let rows = answers(12_000, 3, levelCount: 5, seed: UInt64(seed))
    let weights = seed % 2 == 0 ? nil : (0..<12_000).map { [0.5, 0, 2.25, 1][($0 * 7 + seed) % 4] }
    #expect(collapsed(rows, weights: weights) != nil)
    // Different rows, so that no cluster is empty: which row fills one, and with how many copies,
    // differs.
    var start: [[Double]] = []
    for row in 0..<50 where start.count < 6 && !start.contains(Array(rows.row(row))) {
      start.append(Array(rows.row(row)))
    }
    for engine in [KMeans.Engine.fused, .blas] {
      let kMeans = KMeans(
        clusterCount: 6, initialization: .centers(Matrix(rows: start)), tolerance: 0,
        engine: engine,
        precision: engine == .blas ? .double : .mixed)
      let model = try kMeans.fitted(to: rows, weights: weights)
      try expectSame(model, try uncollapsed(kMeans, rows, weights: weights)[0])
      let isNearest = try model.assignments(for: rows) == model.assignments
      #expect(isNearest)
    }
  }

  /// Restarts enough that both ways find the best partition.
  @Test(arguments: [KMeans.Initialization.plusPlus(), .parallel(), .random])
  func drawnStartsEndInTheSamePartition(initialization: KMeans.Initialization) throws {
    let rows = Blobs(sizes: [9000, 5000, 2500, 600], columnCount: 2, separation: 9).matrix
    let rounded = Matrix(
      rowCount: rows.rowCount, columnCount: 2, elements: rows.elements.map { $0.rounded() })
    #expect(collapsed(rounded) != nil)
    let kMeans = KMeans(
      clusterCount: 4, initialization: initialization, restarts: 20, tolerance: 0)
    let model = try kMeans.fitted(to: rounded)
    let other = try uncollapsed(kMeans, rounded, weights: nil)[0]
    let isSamePartition = model.assignments == other.assignments
    #expect(isSamePartition)
    #expect(
      abs(model.withinSumOfSquares - other.withinSumOfSquares) <= 1e-12 * other.withinSumOfSquares)
  }

  /// A row that comes a thousand times is drawn a thousand times as often.
  @Test func startsFollowTheWeights() throws {
    var elements = [Double](repeating: 0, count: 20_000)
    for rare in 0..<200 { elements[100 * rare] = Double(rare % 50 + 1) }
    let rows = Matrix(rowCount: 20_000, columnCount: 1, elements: elements)
    #expect(collapsed(rows) != nil)
    var frequentCount = 0
    for seed in 0..<60 {
      let model = try KMeans(
        clusterCount: 1, initialization: .random, restarts: 1, iterationLimit: 1, tolerance: 1e9,
        seed: UInt64(seed)
      ).fitted(to: rows)
      #expect(model.clusterWeights == [20_000])
      let first = WeightedRows.with(rows, weights: nil) { rows in
        CollapsedRows(of: rows, atLeast: 1).flatMap { collapsed in
          try? collapsed.withRows { (rows, _) throws(ClusteringError) in
            var random = RandomSource(seed: UInt64(seed))
            return RandomSeeding(rows: rows).centers(1, from: &random)[0, 0]
          }
        }
      }
      if first == 0 { frequentCount += 1 }
    }
    // 99 of 100 rows are zero; were each different row as likely, it would be 1 of 51.
    #expect(frequentCount > 50)
  }

  @Test func numbersOfThreadsAndSweepsChangeNoBit() throws {
    let rows = answers(20_000, 3, levelCount: 6)
    let weights = (0..<20_000).map { 0.1 + Double($0 % 7) }
    var settings = KMeans(
      clusterCount: 5, restarts: 3, exchangesRows: true, parallelism: .serial)
    let alone = try settings.fitted(to: rows, weights: weights)
    settings.parallelism = Parallelism(threadCount: 3)
    let isSame = try settings.fitted(to: rows, weights: weights) == alone
    #expect(isSame)
    let sweep = try KMeansSweep(clusterCounts: [2, 5, 9], settings: settings)
      .fitted(to: rows, weights: weights)
    #expect(sweep.map(\.clusterCount) == [2, 5, 9])
    let isSameInSweep = sweep[1] == alone
    #expect(isSameInSweep)
  }

  @Test(arguments: NumPyFile.ElementType.allCases)
  func filesGiveTheSameBitsWithAndWithoutALimitToMemory(type: NumPyFile.ElementType) throws {
    let rows = answers(120_000, 4, levelCount: 4)
    #expect(collapsed(rows) != nil)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("answers-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumPyFile.write(rows, to: path, as: type)
    let file = try NumPyFile(path: path)
    for initialization in [KMeans.Initialization.plusPlus(), .random] {
      var settings = KMeans(
        clusterCount: 4, initialization: initialization, restarts: 2, parallelism: .serial)
      let expected = try settings.fitted(to: rows)
      let isSameInFile = try settings.fitted(toRowsOf: file) == expected
      #expect(isSameInFile)
      // Least memory for which the settings are accepted.
      var limit = 1 << 30
      while limit > 1 {
        settings.memoryLimit = limit / 2
        do { try settings.checkMemory(rowCount: 120_000, columnCount: 4) } catch { break }
        limit /= 2
      }
      settings.memoryLimit = limit
      let isSameWithLimit = try settings.fitted(toRowsOf: file) == expected
      #expect(isSameWithLimit)
    }
  }

  @Test func whatIsKeptFitsWhereTheRowsWould() {
    for columnCount in [1, 2, 5, 20, 300] {
      let limit = CollapsedRows.limit(rowCount: 1_000_000, columnCount: columnCount)
      // The rows, their packed copy, what the search keeps of each, and a number for each row of all.
      let size = limit * (8 * columnCount + 40 + 4 * columnCount + 8)
      #expect(size <= 4_000_000 && size > 3_000_000)
    }
  }

  @Test func rowsAreNumberedByTheFirstThatCounts() throws {
    var elements = [Double](repeating: 0, count: 4000)
    for row in 0..<4000 { elements[row] = Double([3, 1, -0.0, 0, 2][row % 5]) }
    let rows = Matrix(rowCount: 4000, columnCount: 1, elements: elements)
    let weights = (0..<4000).map { $0 % 5 == 4 || $0 == 0 ? 0.0 : 1 }
    let found = try #require(collapsed(rows, weights: weights))
    #expect(Array(found.owners[..<10]) == [2, 0, 1, 1, 3, 2, 0, 1, 1, 3])
    try found.withRows { (rows, weights) throws(ClusteringError) in
      #expect((0..<4).map { rows.row($0)[0] } == [1, 0, 3, 2])
      #expect(weights == [800, 1600, 799, 0])
    }
  }

  @Test func rowsAreTakenAsTheyAreUnlessThatPays() throws {
    let different = Matrix.random(5000, 3, seed: 2)
    #expect(collapsed(different) == nil)
    // Half of the rows are equal, the others are not.
    var half = different
    for row in 0..<2500 { for column in 0..<3 { half[row * 2, column] = 1 } }
    #expect(collapsed(half) == nil)
    // Too few different rows for the clusters; the error is that of all rows.
    let few = answers(3000, 2, levelCount: 2)
    #expect(collapsed(few, atLeast: 5) == nil)
    let error = #expect(throws: ClusteringError.self) {
      try KMeans(clusterCount: 5).fitted(to: few)
    }
    #expect(error?.message.contains("only 4 distinct rows; ask for at most 4") == true)
    let four = try KMeans(clusterCount: 4).fitted(to: few)
    #expect(four.withinSumOfSquares == 0)
    #expect(four.clusterWeights.reduce(0, +) == 3000)
  }

  @Test(arguments: [Double.nan, .infinity, 1e200])
  func unusableValuesAreToldByTheirRow(value: Double) throws {
    var rows = answers(9000, 2, levelCount: 3)
    rows[7777, 1] = value
    let error = #expect(throws: ClusteringError.self) {
      try KMeans(clusterCount: 2).fitted(to: rows)
    }
    #expect(error?.message.contains("row 7777, column 1") == true)
  }
}
